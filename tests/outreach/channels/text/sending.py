"""Texts to send, and an adapter that sends them to the fake provider."""

from typing import Any

from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.channels.text.twilio import Account, TwilioTexts
from tests.outreach.fake_provider.running import Running

TO, FROM = "+12025550101", "+12175550100"


def text(number: int = 1, *, to: str = TO, words: str = "") -> Consignment:
    return Consignment(
        key=f"act:{number}/6a20ec80-1", message_id=number, attempt=1, channel="sms", to=to,
        text=words or f"Larch House: USD 12.50 is open on D-{number}. Reply STOP to end texts.",
    )  # fmt: skip


def adapter(running: Running, **changes: Any) -> TwilioTexts:
    given: dict[str, Any] = {
        "account": running.account, "token": running.token, "base_address": running.address, "from_number": FROM,
        "deadline_s": 1, "settle_s": 0,
    }  # fmt: skip
    return TwilioTexts(Account(**(given | changes)))
