"""How the tests are known to a provider."""

from goodstanding.outreach.channels.call.twilio import Account

ACCOUNT = Account(
    account="AC" + "0" * 32,
    token="fake-token",
    base_address="http://127.0.0.1:9",
    caller_id="+12175550100",
    public_address="https://collections.example.com",
    deadline_s=5,
    settle_s=5,
)
