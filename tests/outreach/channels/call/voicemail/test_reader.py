"""What is posted about a message on voicemail, read, forged, and unreadable."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from goodstanding.outreach.channels.call.voicemail.reader import IN_PERSON, make_reader
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.inbox.registry import READERS
from goodstanding.outreach.inbox.telling import Post, PostRefused
from tests.outreach.fake_provider import signing

ACCOUNT, TOKEN = "AC" + "0" * 32, "token"
PUBLIC = "https://collections.example.com"
READER = make_reader(Setting("voicemail", "twilio_voice", {"account": ACCOUNT, "public_address": PUBLIC}, TOKEN))


def post(token: str = TOKEN, **form: str) -> Post:
    fields = {"AccountSid": ACCOUNT, "CallSid": "CA1", "To": "+12025550142"} | form
    address = f"{PUBLIC}/webhooks/twilio_voicemail?key=act%3A1"
    signed = signing.twilio(address, list(fields.items()), token=token)
    at = datetime(2026, 11, 22, 15, tzinfo=UTC)
    return Post(
        "/webhooks/twilio_voicemail?key=act%3A1", {"x-twilio-signature": signed}, urlencode(fields).encode(), at
    )


@pytest.mark.parametrize(
    ("form", "word", "reason", "is_bad"),
    [
        ({"CallStatus": "ringing"}, "accepted", "", False),
        ({"CallStatus": "completed", "AnsweredBy": "machine_end_beep"}, "delivered", "", False),
        ({"CallStatus": "completed", "AnsweredBy": "human"}, "failed", IN_PERSON, False),
        ({"CallStatus": "completed"}, "failed", IN_PERSON, False),
        ({"CallStatus": "busy"}, "failed", "The line was busy.", False),
        ({"CallStatus": "failed", "SipResponseCode": "404"}, "failed", "The call could not be put through.", True),
        ({"CallStatus": "failed", "SipResponseCode": "503"}, "failed", "The call could not be put through.", False),
    ],
)
def test_a_status_tells_of_the_message(form: dict[str, str], word: str, reason: str, is_bad: bool) -> None:
    told = post(**form)
    READER.accept(told)
    (telling,), incoming = READER.read(told)
    assert (telling.word, telling.reason, telling.is_point_bad) == (word, reason, is_bad)
    assert (telling.key, telling.reference, list(incoming)) == ("act:1", "CA1", [])


def test_the_same_post_is_the_same_and_another_is_not() -> None:
    assert READER.accept(post(CallStatus="busy")) == READER.accept(post(CallStatus="busy"))
    assert READER.accept(post(CallStatus="busy")) != READER.accept(post(CallStatus="failed"))


def test_forged_and_unreadable_posts_are_refused() -> None:
    for told in (post(token="another", CallStatus="busy"), post(AccountSid="AC1", CallStatus="busy")):
        with pytest.raises(PostRefused) as refused:
            READER.accept(told)
        assert refused.value.is_forged
    with pytest.raises(PostRefused, match="means nothing to us"):
        READER.read(post(CallStatus="on holiday"))
    with pytest.raises(PostRefused, match="no form"):
        READER.accept(post()._replace(body=b"\xff"))
    with pytest.raises(PostRefused, match="far larger"):
        READER.accept(post()._replace(body=b"a" * 100_001))


def test_it_is_in_the_registry() -> None:
    assert READERS["twilio_voicemail"].channel == "voicemail"
