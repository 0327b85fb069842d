"""Reads what the provider posts about texts."""

import random
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.channels.text.reader import TwilioReader, make_reader
from goodstanding.outreach.inbox.telling import Post, PostRefused
from tests.outreach.fake_provider import signing

ACCOUNT, NOON = "AC" + "0" * 32, datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
TOKEN = "token"
PUBLIC = "https://example.com/webhooks/twilio_text"
SENT = {
    "AccountSid": ACCOUNT, "MessageSid": "SM1", "SmsSid": "SM1", "MessageStatus": "delivered", "SmsStatus": "delivered",
    "To": "+12025550101", "From": "+12175550100", "ApiVersion": "2010-04-01",
}  # fmt: skip
CAME = {
    "AccountSid": ACCOUNT, "MessageSid": "SM7", "SmsStatus": "received", "From": "+12025550101", "To": "+12175550100",
    "Body": "Por favor, ¡no más mensajes! 🛑", "NumMedia": "0",
}  # fmt: skip


@pytest.fixture
def reader() -> TwilioReader:
    return make_reader(Setting("sms", "twilio", {"account": ACCOUNT, "callback_address": PUBLIC}, "token", ("older",)))


def post(form: dict[str, str], *, key: str = "", token: str = TOKEN, address: str = PUBLIC) -> Post:
    query = f"?{urlencode({'key': key})}" if key else ""
    signed = signing.twilio(PUBLIC + query, form.items(), token=token)
    return Post(address + query, {"x-twilio-signature": signed}, urlencode(form).encode(), NOON)


def test_a_post_is_accepted_by_each_token_and_behind_a_proxy(reader: TwilioReader) -> None:
    told = {
        reader.accept(post(SENT, key="act:1/6a-1")),
        reader.accept(post(SENT, key="act:1/6a-1", token="older")),
        reader.accept(post(SENT, key="act:1/6a-1", address="http://10.0.0.7:8000/webhooks/twilio_text")),
        reader.accept(post(SENT, key="act:1/6a-1", address="/webhooks/twilio_text")),
    }
    assert len(told) == 1


def test_another_post_has_another_digest(reader: TwilioReader) -> None:
    forms = [SENT, SENT | {"MessageStatus": "sent"}, SENT | {"MessageSid": "SM2"}]
    digests = {reader.accept(post(form)) for form in forms} | {reader.accept(post(SENT, key="act:1/6a-1"))}
    assert len(digests) == 4


@pytest.mark.parametrize(
    "forged",
    [
        post(SENT, token="wrong"),
        post(SENT)._replace(headers={}),
        post(SENT)._replace(body=urlencode(SENT | {"MessageStatus": "failed"}).encode()),
        post(SENT)._replace(address=PUBLIC + "?key=act%3A2%2F6a-1"),
        post(SENT | {"AccountSid": "AC" + "1" * 32}),
    ],
)
def test_what_is_forged_is_refused(reader: TwilioReader, forged: Post) -> None:
    with pytest.raises(PostRefused) as refused:
        reader.accept(forged)
    assert refused.value.is_forged


def test_without_a_token_nothing_is_accepted() -> None:
    with pytest.raises(PostRefused):
        make_reader(Setting("sms", "twilio", {"account": ACCOUNT})).accept(post(SENT, token=""))


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("queued", "accepted"), ("sent", "accepted"), ("delivered", "delivered"), ("read", "delivered"),
        ("undelivered", "bounced"), ("failed", "failed"), ("canceled", "failed"),
    ],
)  # fmt: skip
def test_a_status_is_told_by_our_key_and_their_number(reader: TwilioReader, status: str, word: str) -> None:
    form = SENT | {"MessageStatus": status, "SmsStatus": status}
    (told,), incoming = reader.read(post(form, key="act:1/6a-1"))
    assert not incoming
    assert (told.word, told.key, told.reference, told.happened_at) == (word, "act:1/6a-1", "SM1", NOON)
    assert told.recipient == "+12025550101"


@pytest.mark.parametrize(
    ("status", "code", "word", "is_bad"),
    [
        ("undelivered", "30005", "bounced", True),
        ("undelivered", "30006", "bounced", False),
        ("failed", "21211", "failed", True),
        ("failed", "30863", "refused", False),
        ("failed", "", "failed", False),
        ("sent", "30005", "accepted", False),
    ],
)
def test_an_error_is_told_with_its_meaning(
    reader: TwilioReader, status: str, code: str, word: str, is_bad: bool
) -> None:
    (told, *_), _ = reader.read(post(SENT | {"MessageStatus": status, "ErrorCode": code}))
    assert (told.word, told.is_point_bad) == (word, is_bad)
    assert bool(told.reason) == (bool(code) and status != "sent")


def test_who_stopped_at_the_provider_has_stopped_us(reader: TwilioReader) -> None:
    told, _ = reader.read(post(SENT | {"MessageStatus": "failed", "ErrorCode": "21610"}))
    assert [one.word for one in told] == ["refused", "unsubscribed"]
    assert len({one.event_key for one in told}) == 2


def test_a_text_comes_in_as_it_was_written(reader: TwilioReader) -> None:
    told, (came,) = reader.read(post(CAME))
    assert not told
    assert (came.channel, came.event_key, came.text) == ("sms", "twilio:SM7", CAME["Body"])
    assert (came.sender, came.receiver, came.happened_at) == ("+12025550101", "+12175550100", NOON)


def test_pictures_are_told_of(reader: TwilioReader) -> None:
    _, (came,) = reader.read(post(CAME | {"NumMedia": "2"}))
    assert came.text.endswith("[2 pictures or files came along; they are with the provider.]")


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe", b"a=" + b"b" * 200_000, b"&".join(b"a=b" for _ in range(300)), b"Body=%ff%fe", b"{}", b""],
)
def test_what_is_no_form_is_refused(reader: TwilioReader, body: bytes) -> None:
    odd = post(SENT)._replace(body=body)
    with pytest.raises(PostRefused):
        reader.accept(odd)
    with pytest.raises(PostRefused):
        reader.read(odd)


@pytest.mark.parametrize(
    "changes",
    [
        {"MessageSid": "", "SmsSid": ""}, {"MessageStatus": "exploded", "SmsStatus": ""},
        {"MessageStatus": "", "SmsStatus": "received", "From": ""}, {"MessageStatus": "", "SmsStatus": ""},
    ],
)  # fmt: skip
def test_what_says_nothing_is_refused(reader: TwilioReader, changes: dict[str, str]) -> None:
    with pytest.raises(PostRefused):
        reader.read(post(SENT | changes))


def test_whatever_is_posted_is_accepted_or_refused_and_nothing_else(reader: TwilioReader) -> None:
    """Two thousand broken posts, half of them signed."""
    dice = random.Random(7)
    good = urlencode(CAME | SENT).encode()
    for number in range(2000):
        body = bytearray(good)
        for _ in range(dice.randrange(1, 30)):
            place = dice.randrange(len(body))
            body[place : place + dice.randrange(3)] = bytes(dice.randrange(256) for _ in range(dice.randrange(4)))
        odd = post(CAME)._replace(body=bytes(body))
        for deed in (reader.accept, reader.read):
            try:
                deed(odd)
            except PostRefused:
                continue
        assert number < 2000
