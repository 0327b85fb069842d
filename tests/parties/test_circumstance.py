"""What held for a person on a day, as known at an instant."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.parties.circumstance import CircumstanceFact, CircumstanceRefused, as_known, check, holding

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
FIRST, LAST = date(2026, 2, 1), date(2026, 2, 20)
SERVES = CircumstanceFact("service member", "orders", FIRST, NOON)
ENDED = replace(SERVES, learned_at=NOON + DAY, ended_date=LAST)


def test_it_holds_from_its_first_day_through_its_last() -> None:
    for day, holds in ((FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)):
        assert bool(holding([SERVES, ENDED], day=day, known_at=NOON + DAY)) is holds


def test_what_was_not_known_did_not_count() -> None:
    assert holding([SERVES], day=FIRST, known_at=NOON - SECOND) == []
    assert holding([SERVES, ENDED], day=LAST + DAY, known_at=NOON + DAY - SECOND) == [SERVES]


def test_a_mistake_never_held_but_was_believed() -> None:
    dead = CircumstanceFact("deceased", "obituary", FIRST, NOON)
    lives = replace(dead, source="the person", learned_at=NOON + DAY, never_held=True)
    assert holding([dead, lives], day=FIRST, known_at=NOON) == [dead]
    assert holding([dead, lives], day=FIRST, known_at=NOON + DAY) == []


def test_two_beginnings_are_two_circumstances() -> None:
    again = replace(SERVES, effective_date=LAST + 5 * DAY)
    assert as_known([again, ENDED, SERVES], known_at=NOON + DAY) == [ENDED, again]


def test_what_is_recorded() -> None:
    check(ENDED)
    check(replace(SERVES, ended_date=FIRST))


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (replace(SERVES, kind="tired"), "is no circumstance we know"),
        (replace(SERVES, source=""), "needs its source"),
        (replace(SERVES, ended_date=FIRST - DAY), "cannot end before it began"),
        (replace(SERVES, kind="deceased", ended_date=LAST), "Death does not end"),
    ],
)
def test_what_is_refused(fact: CircumstanceFact, sentence: str) -> None:
    with pytest.raises(CircumstanceRefused, match=sentence):
        check(fact)
