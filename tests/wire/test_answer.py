"""What is read from answers nobody vouches for."""

from datetime import UTC, datetime

import pytest

from goodstanding.wire.answer import (
    AGAIN_S_MAX,
    answered_at,
    inner,
    instant,
    instant_of_seconds,
    json_object,
    path_below,
    rows,
    seconds_to_wait,
    signed,
    stated_at,
    text,
    told,
    whole,
)
from goodstanding.wire.line import Answer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 90_000, b"1e999"])
def test_what_is_no_object_is_nothing(body: bytes) -> None:
    assert json_object(body) is None
    assert told(Answer(200, body)) is None


def test_what_stands_in_an_object_is_found_or_is_nothing() -> None:
    found = json_object(b'{"a": {"b": [{"c": "x"}], "d": [1]}, "n": 5, "t": "words", "zero": "a\\u0000b"}')
    assert found is not None
    assert rows(found, "a", "b") == [{"c": "x"}]
    assert rows(found, "a", "d") is None
    assert rows(found, "a", "none") is None
    assert inner(found, "n", "deeper") == {}
    assert text(found, "t", most=3) == "wor"
    assert (text(found, "n"), text(found, "zero"), text(found, "none")) == ("", "", "")
    assert text({"half": "a\ud800"}, "half") == "a?"


@pytest.mark.parametrize(
    ("given", "number"),
    [(5, 5), ("12", 12), (-5, None), (True, None), (1.5, None), ("٣", None), ("9" * 16, None), (None, None)],
)
def test_whole_numbers(given: object, number: int | None) -> None:
    assert whole(given) == number


@pytest.mark.parametrize(
    ("given", "number"), [(5, 5), (-5, -5), ("5", None), (True, None), (5.0, None), (10**15, None), (999, 999)]
)  # fmt: skip
def test_signed_numbers_are_numbers(given: object, number: int | None) -> None:
    assert signed(given) == number


def test_instants() -> None:
    assert stated_at("Mon, 02 Mar 2026 12:00:00 GMT") == NOON
    assert (
        instant("2026-03-02T12:00:00Z")
        == instant("2026-03-02T13:00:00+01:00")
        == instant("2026-03-02T12:00:00")
        == NOON
    )
    assert instant_of_seconds(int(NOON.timestamp())) == NOON
    for wrong in ("", "noon", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"):
        assert stated_at(wrong) is None
        assert instant(wrong) is None
    assert instant_of_seconds(10**14) is None
    assert instant_of_seconds("1772452800") is None


def test_what_the_heads_of_an_answer_say() -> None:
    answer = Answer(429, b"", {"retry-after": "99999", "date": "Mon, 02 Mar 2026 12:00:00 GMT"})
    assert seconds_to_wait(answer) == AGAIN_S_MAX
    assert answered_at(answer) == NOON
    assert seconds_to_wait(Answer(429, b"", {"retry-after": "Mon, 02 Mar 2026 12:00:00 GMT"})) is None
    assert answered_at(Answer(200, b"")) is None


def test_the_next_page_is_asked_of_the_same_machine() -> None:
    assert path_below("https://evil.example/list?page=2") == "/list?page=2"
    assert path_below("https://[1/list") == "/"
