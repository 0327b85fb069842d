from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.insight.dso import (
    Charges,
    average_days_delinquent,
    best_possible,
    countback,
    simple,
    three_months,
)
from goodstanding.insight.metric import written

MONTHS = [Charges(100_000, days=30), Charges(80_000, days=30), Charges(70_000, days=30)]


@pytest.mark.parametrize(
    ("open_minor", "charged_minor", "days", "figure"),
    [(150_000, 1_800_000, 365, "30.4167"), (200_000, 2_000_000, 365, "36.5000"), (0, 100, 30, "0.0000")],
)
def test_simple(open_minor: int, charged_minor: int, days: int, figure: str) -> None:
    assert written(simple(open_minor, Charges(charged_minor, days=days))) == figure


@pytest.mark.parametrize("charged_minor", [0, -1])
def test_without_charges_there_is_no_simple_dso(charged_minor: int) -> None:
    assert simple(100, Charges(charged_minor, days=30)) is None


@pytest.mark.parametrize(
    ("open_minor", "current_minor", "charged_minor", "days"),
    [(15_000, 4_000, 10_000, (45, 12, 33)), (25_000, 6_000, 15_000, (50, 12, 38))],
)
def test_best_possible_and_what_lies_between(
    open_minor: int, current_minor: int, charged_minor: int, days: tuple[int, int, int]
) -> None:
    charges = Charges(charged_minor, days=30)
    late = average_days_delinquent(open_minor, current_minor=current_minor, charges=charges)
    assert (simple(open_minor, charges), best_possible(current_minor, charges), late) == tuple(map(Fraction, days))


def test_countback_takes_the_share_of_the_last_month() -> None:
    assert countback(212_000, MONTHS) == 60 + Fraction(30 * 32, 70)
    assert written(countback(212_000, MONTHS)) == "73.7143"


def test_countback_over_months_of_their_own_length() -> None:
    # Debtors 12,000 against 2,500, 1,750, 2,250, 2,500, 2,000 and 2,250: 1,000 is left for the sixth month back.
    charged = [2_500, 1_750, 2_250, 2_500, 2_000, 2_250]
    days = [31, 30, 31, 31, 30, 30]
    months = [Charges(each, days=length) for each, length in zip(charged, days, strict=True)]
    assert written(countback(12_000, months)) == "166.3333"


def test_countback_of_exactly_what_was_charged_needs_no_earlier_month() -> None:
    assert countback(100_000, [MONTHS[0], Charges(0, days=31)]) == 30
    assert countback(100_001, [MONTHS[0], Charges(0, days=31)]) is None


@pytest.mark.parametrize("charged_minor", [0, -500])
def test_countback_stops_at_a_month_without_charges(charged_minor: int) -> None:
    assert countback(212_000, [MONTHS[0], Charges(charged_minor, days=30), MONTHS[2]]) is None


def test_countback_says_nothing_when_the_months_run_out() -> None:
    assert countback(250_000, MONTHS) == 90
    assert countback(250_001, MONTHS) is None


def test_countback_of_nothing_and_of_a_credit() -> None:
    assert countback(0, []) == 0
    assert countback(-1, MONTHS) is None


def test_three_months_need_three() -> None:
    assert three_months(125_000, MONTHS) == Fraction(125_000 * 90, 250_000)
    assert three_months(125_000, MONTHS[:2]) is None


@given(st.integers(1, 10**15), st.lists(st.tuples(st.integers(1, 10**12), st.integers(28, 31)), max_size=30))
def test_countback_counts_no_more_days_than_there_are(open_minor: int, months: list[tuple[int, int]]) -> None:
    found = countback(open_minor, [Charges(charged, days=days) for charged, days in months])
    if found is None:
        assert open_minor > sum(charged for charged, _ in months)
    else:
        assert 0 < found <= sum(days for _, days in months)
