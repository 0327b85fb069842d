from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.arrangements.settlement.offer import (
    Facts,
    Instalment,
    State,
    faults,
    is_over,
    monthly_minor,
    payments,
    state,
)

FIRST = date(2026, 7, 1)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
OPEN = Facts(
    words=frozenset(), is_below_floor=False, is_accepted=False, is_settled=False, expires_date=date(2026, 6, 30)
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (OPEN, "open"),
        (OPEN._replace(is_below_floor=True), "waiting"),
        (OPEN._replace(is_below_floor=True, words=frozenset({"approved"})), "open"),
        (OPEN._replace(is_below_floor=True, words=frozenset({"denied"})), "denied"),
        (OPEN._replace(words=frozenset({"withdrawn"}), is_settled=True), "withdrawn"),
        (OPEN._replace(words=frozenset({"declined"})), "declined"),
        (OPEN._replace(is_settled=True), "superseded"),
        (OPEN._replace(is_accepted=True, is_settled=True, expires_date=date(2026, 6, 1)), "accepted"),
        (OPEN._replace(expires_date=date(2026, 6, 14)), "expired"),
    ],
)
def test_how_an_offer_stands(facts: Facts, expected: State) -> None:
    assert state(facts, at=NOW) == expected


def test_a_day_is_over_when_it_is_over_everywhere() -> None:
    assert [is_over(date(2026, 6, 14), at=NOW.replace(hour=hour)) for hour in (11, 12)] == [False, True]


@settings(max_examples=100)
@given(st.integers(100, 10**9), st.integers(1, 12))
def test_payments_sum_to_the_offer_and_fall_due_in_order(minor: int, count: int) -> None:
    parts = payments(amount_minor=minor, currency="USD", count=count, first_date=FIRST)
    assert sum(one.amount_minor for one in parts) == minor
    assert [one.due_date for one in parts] == sorted({one.due_date for one in parts})
    assert parts[0].due_date == FIRST and len(parts) == count
    assert monthly_minor(parts) - min(one.amount_minor for one in parts) < count


def test_the_first_payment_may_be_of_its_own_size() -> None:
    parts = payments(amount_minor=79_000, currency="USD", count=2, first_date=FIRST, first_minor=25_000)
    assert parts == [Instalment(FIRST, 25_000), Instalment(date(2026, 8, 1), 54_000)]


def test_everything_that_keeps_an_offer_from_being_made_is_told() -> None:
    def told(parts: list[Instalment], *, owed: int = 1_000, until: date = FIRST, today: date = FIRST) -> str:
        return " ".join(faults(parts, owed_minor=owed, expires_date=until, count_most=2, today=today))

    fair = [Instalment(FIRST, 400), Instalment(date(2026, 8, 1), 400)]
    assert not told(fair)
    assert "less than is owed" in told(fair, owed=800)
    assert not told(fair, owed=801)
    assert "Nothing is owed" in told(fair, owed=0)
    assert "at most 2 payments" in told([*fair, Instalment(date(2026, 9, 1), 1)])
    assert "still to come" in told(fair, today=date(2026, 7, 2))
    assert "which is over" in told(fair, until=date(2026, 7, 9), today=date(2026, 7, 2))
    assert "above zero" in told([Instalment(FIRST, 0)])
