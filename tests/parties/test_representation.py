"""Who spoke for a person on a day, as known at an instant."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goodstanding.parties.representation import RepresentationFact, RepresentationRefused, check, speaking

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
FIRST, LAST = date(2026, 2, 1), date(2026, 2, 20)
ATTORNEY = RepresentationFact(1, 2, "attorney", "letter of engagement", FIRST, NOON)
ENDED = replace(ATTORNEY, learned_at=NOON + DAY, ended_date=LAST)


def test_somebody_speaks_from_the_first_day_through_the_last() -> None:
    for day, speaks in ((FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)):
        assert bool(speaking([ATTORNEY, ENDED], day=day, known_at=NOON + DAY)) is speaks


def test_what_was_not_known_did_not_count() -> None:
    assert speaking([ATTORNEY], day=FIRST, known_at=NOON - SECOND) == []
    assert speaking([ATTORNEY, ENDED], day=LAST + DAY, known_at=NOON) == [ATTORNEY]


def test_two_may_speak_at_once() -> None:
    adviser = replace(ATTORNEY, representative_id=3, role="debt adviser")
    assert speaking([adviser, ATTORNEY], day=FIRST, known_at=NOON) == [ATTORNEY, adviser]


def test_what_is_recorded() -> None:
    check(ENDED)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (replace(ATTORNEY, role="cousin"), "is no role"),
        (replace(ATTORNEY, representative_id=1), "their own representative"),
        (replace(ATTORNEY, source=" "), "needs its source"),
        (replace(ATTORNEY, ended_date=FIRST - DAY), "cannot end before it began"),
    ],
)
def test_what_is_refused(fact: RepresentationFact, sentence: str) -> None:
    with pytest.raises(RepresentationRefused, match=sentence):
        check(fact)
