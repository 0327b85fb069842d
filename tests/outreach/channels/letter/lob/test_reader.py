"""Posts of Lob: signed, read, and every damaged one refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.letter.lob.reader import WORDS, LobReader
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.inbox.telling import Post, PostRefused
from goodstanding.outreach.message.life import MARKS, TOLD
from tests.outreach.fake_provider import signing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = "secret"
READER = LobReader(Setting("letter", "lob", {}, "key", ("old secret", SECRET)))


def event(kind: str = "letter.delivered", **other: Any) -> dict[str, Any]:
    told = {
        "id": "evt_1", "reference_id": "ltr_1", "event_type": {"id": kind}, "date_created": "2026-11-20T10:00:00.000Z",
        "body": {"id": "ltr_1", "metadata": {"key": "act:17/6b023080-1"}},
    }  # fmt: skip
    return told | other


def post(body: bytes, *, secret: str = SECRET, stamp: str = "1") -> Post:
    signature = signing.lob(body, timestamp=stamp, secret=secret)
    headers = {"lob-signature": signature, "lob-signature-timestamp": stamp}
    return Post("https://example.com/webhooks/lob/", headers, body, NOW)


def read(told: object) -> Any:
    return READER.read(post(json.dumps(told).encode()))


@pytest.mark.parametrize("secret", ["secret", "old secret"])
def test_a_signed_post_is_accepted_and_is_itself_whenever_it_comes(secret: str) -> None:
    body = json.dumps(event()).encode()
    assert READER.accept(post(body, secret=secret)) == READER.accept(post(body, secret=secret, stamp="2592000"))


@pytest.mark.parametrize("secret", ["wrong", "", "key"])
def test_a_forged_post_is_refused(secret: str) -> None:
    with pytest.raises(PostRefused) as refusal:
        READER.accept(post(b"{}", secret=secret))
    assert refusal.value.is_forged


def test_without_secrets_nothing_is_accepted() -> None:
    with pytest.raises(PostRefused):
        LobReader(Setting("letter", "lob", {}, "key")).accept(post(b"{}", secret="key"))
    with pytest.raises(PostRefused):
        READER.accept(Post("", {"lob-signature": "é"}, b"{}", NOW))


@pytest.mark.parametrize("name", WORDS)
def test_every_event_says_a_word_we_know(name: str) -> None:
    for kind in (f"letter.{name}", f"letter.certified.{name}"):
        (told,), incoming = read(event(kind))
        assert told.word in {*TOLD, *MARKS}
        assert not incoming
        assert (told.key, told.reference, told.event_key) == ("act:17/6b023080-1", "ltr_1", "evt_1")
        assert told.happened_at == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_only_what_came_back_makes_an_address_bad() -> None:
    assert [name for name in WORDS if read(event(f"letter.{name}"))[0][0].is_point_bad] == ["returned_to_sender"]


def test_a_time_that_is_none_or_lies_ahead_is_when_we_were_told() -> None:
    for wrong in ("", "soon", "9999-12-31T23:59:59-23:59", "2027-01-01T00:00:00Z", 7):
        assert read(event(date_created=wrong))[0][0].happened_at == NOW


@pytest.mark.parametrize(
    "told",
    [[], {}, 7, event("postcard.delivered"), event("letter.eaten"), event(id=""), event(id={}), event(event_type=None),
     event(reference_id=None, body=[])],
)  # fmt: skip
def test_what_says_nothing_is_refused(told: object) -> None:
    with pytest.raises(PostRefused):
        read(told)


@given(st.binary(max_size=300) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*event(), "metadata", "key"]), inner),
).map(lambda told: json.dumps(told).encode()))  # fmt: skip
def test_whatever_comes_is_read_or_refused(body: bytes) -> None:
    try:
        READER.read(post(body))
    except PostRefused:
        pass
