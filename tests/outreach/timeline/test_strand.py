"""Strands of a conversation in their order, and pages of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.timeline.strand import Kind, Place, Strand, act_of, cut, read_place

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def strand(kind: Kind, number: int, minutes: int) -> Strand:
    return Strand(kind, number, NOON + timedelta(minutes=minutes), "outbound", "sms", "", "", "", "")


def test_of_two_at_one_instant_the_answer_is_the_later() -> None:
    found = cut([[strand("message", 9, 0)], [strand("reply", 1, 0)], [strand("contact", 99, 0)]], limit=10)
    assert [one.kind for one in found.strands] == ["reply", "message", "contact"]
    assert found.before is None


KINDS = st.sampled_from(["message", "reply", "call", "contact"])


@given(st.lists(st.tuples(KINDS, st.integers(1, 50), st.integers(0, 5)), unique=True), st.integers(1, 7))
def test_pages_hold_everything_once(made: list[tuple[Kind, int, int]], limit: int) -> None:
    every = {one.place: one for one in (strand(*words) for words in made)}
    seen: list[Place] = []
    before: Place | None = None
    while True:
        rest = sorted(
            (one for one in every.values() if before is None or one.place < before), key=lambda one: one.place
        )
        sources = [
            [one for one in reversed(rest) if one.kind == kind][: limit + 1]
            for kind in ("message", "reply", "call", "contact")
        ]  # fmt: skip
        page = cut(sources, limit=limit)
        seen += [one.place for one in page.strands]
        before = page.before
        if before is None:
            break
    assert seen == sorted(every, reverse=True)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 3), st.integers(0, 10**15))
def test_a_place_comes_back_from_an_address(at: datetime, rank: int, number: int) -> None:
    place = Place(at, rank, number)
    assert read_place(str(place)) == place
    assert read_place(str(place).replace("+", " ")) == place


@pytest.mark.parametrize(
    "text", ["", "next", "2026-06-15~1~2", "x~1~2", "2026-06-15T12:00:00+00:00~1~-2", "~~", "1~" + "9" * 30]
)
def test_what_is_no_place(text: str) -> None:
    assert read_place(text) is None


def test_the_act_of_a_message() -> None:
    assert (act_of("act:17"), act_of("act:x"), act_of("reply:17"), act_of("")) == (17, None, None, None)


def test_a_strand_in_plain_words() -> None:
    assert strand("message", 1, 0).plain()["at"] == "2026-06-15T12:00:00+00:00"
