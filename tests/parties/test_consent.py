"""What counts for a channel at an instant, as known at an instant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from goodstanding.parties.consent import ConsentFact, ConsentRefused, check, in_force, state

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
YES = ConsentFact("sms", "given", "web form", NOON, NOON)
NO = ConsentFact("sms", "withdrawn", "letter", NOON + DAY, NOON + 3 * DAY)


def said(*facts: ConsentFact, at: datetime, known_at: datetime | None = None, point: int | None = None) -> str:
    return state(facts, channel="sms", at=at, known_at=known_at or at, contact_point_id=point)


def test_nothing_said_is_unknown() -> None:
    assert said(at=NOON) == "unknown"
    assert said(replace(YES, channel="call"), at=NOON) == "unknown"


def test_a_consent_counts_from_its_instant() -> None:
    assert said(YES, at=NOON) == "given"
    assert said(YES, at=NOON - SECOND) == "unknown"


def test_the_last_to_take_effect_counts_whatever_the_order() -> None:
    later = replace(YES, effective_at=NOON + 5 * DAY, learned_at=NOON + 5 * DAY)
    for facts in permutations([YES, NO, later]):
        assert said(*facts, at=NOON + 4 * DAY) == "withdrawn"
        assert said(*facts, at=NOON + 5 * DAY) == "given"


def test_a_withdrawal_learned_late_is_not_known_before() -> None:
    on_the_second_day = NOON + 2 * DAY
    assert said(YES, NO, at=on_the_second_day, known_at=NOON + 3 * DAY - SECOND) == "given"
    assert said(YES, NO, at=on_the_second_day, known_at=NOON + 3 * DAY) == "withdrawn"


def test_of_two_alike_the_one_learned_last_counts_and_then_the_withdrawal() -> None:
    no = replace(YES, decision="withdrawn")
    assert said(YES, no, at=NOON) == said(no, YES, at=NOON) == "withdrawn"
    learned_later = replace(YES, learned_at=NOON + SECOND)
    assert said(no, learned_later, at=NOON + SECOND) == "given"


def test_one_number_may_be_spoken_of_alone() -> None:
    for_number = replace(NO, contact_point_id=7)
    at = NOON + 3 * DAY
    assert said(YES, for_number, at=at, point=7) == "withdrawn"
    assert said(YES, for_number, at=at, point=8) == said(YES, for_number, at=at) == "given"


def test_the_fact_that_counts_is_returned() -> None:
    assert in_force([YES, NO], channel="sms", at=NOON + 3 * DAY, known_at=NOON + 3 * DAY) is NO
    assert in_force([], channel="sms", at=NOON, known_at=NOON) is None


def test_what_is_recorded() -> None:
    check(YES, point_kind="phone")
    check(replace(YES, channel="letter"), point_kind="address")


@pytest.mark.parametrize(
    ("fact", "kind", "sentence"),
    [
        (replace(YES, channel="pigeon"), None, "is no channel"),
        (replace(YES, decision="maybe"), None, "given or withdrawn"),
        (replace(YES, source=" "), None, "needs its source"),
        (replace(YES, effective_at=NOON + SECOND), None, "after we learned"),
        (YES, "email", "cannot be for a contact point of kind email"),
    ],
)
def test_what_is_refused(fact: ConsentFact, kind: str | None, sentence: str) -> None:
    with pytest.raises(ConsentRefused, match=sentence):
        check(fact, point_kind=kind)
