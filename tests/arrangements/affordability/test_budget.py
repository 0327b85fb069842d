"""The arithmetic of a budget."""

from datetime import date
from random import Random

import pytest

from goodstanding.arrangements.affordability.budget import (
    Household,
    Line,
    arithmetic,
    faults,
    month_of,
    totals_of,
    unsure,
    valid_until,
)
from goodstanding.arrangements.affordability.frequency import TIMES_A_YEAR
from goodstanding.arrangements.affordability.kind import kinds

ALONE, TAKEN = Household(), date(2026, 5, 1)
WAGES, RENT = Line("wages", 150_000, "monthly"), Line("rent", 90_000, "monthly")


def test_what_is_left_is_income_less_costs_less_savings() -> None:
    lines = [
        WAGES, RENT, Line("groceries", 10_000, "weekly"), Line("savings", 2_000, "monthly"),
        Line("other_debts", 500, "monthly"),
    ]  # fmt: skip
    totals = totals_of(lines, ALONE)
    assert totals == (150_000, 90_000, 43_333, 2_000, 500)
    assert totals.surplus == 150_000 - 90_000 - 43_333 - 2_000


def test_a_partner_counts_only_where_they_are_in_the_budget() -> None:
    lines = [WAGES, Line("wages", 50_000, "monthly", of_partner=True)]
    assert totals_of(lines, ALONE).income == 150_000
    assert totals_of(lines, Household(2, with_partner=True)).income == 200_000


@pytest.mark.parametrize(
    ("line", "month"),
    [(Line("wages", 50_000, "not sure"), 0), (Line("rent", 50_000, "not sure"), 50_000),
     (Line("wages", None, "monthly"), 0), (Line("rent", None, "not sure"), 0), (RENT, 90_000)],
)  # fmt: skip
def test_what_nobody_is_sure_of_is_never_more_than_was_said(line: Line, month: int) -> None:
    assert month_of(line) == month


def test_what_is_not_sure_is_asked_again() -> None:
    assert unsure([WAGES, Line("rent", None, "monthly"), Line("fuel", 1, "not sure")]) == ["rent", "fuel"]


def test_a_person_can_add_it_up() -> None:
    chance = Random(8)
    for _ in range(200):
        lines = [
            Line(chance.choice(sorted(kinds())), chance.randrange(0, 500_000), chance.choice(sorted(TIMES_A_YEAR)))
            for _ in range(chance.randrange(1, 15))
        ]
        totals, steps = totals_of(lines, ALONE), arithmetic(lines, ALONE)
        assert sum(step.month_minor for step in steps if not step.is_sum) == sum(totals)
        left = [step.month_minor for step in steps if step.says.startswith("Left a month")]
        assert left == [totals.surplus]


def test_the_order_of_lines_changes_nothing() -> None:
    lines = [WAGES, RENT, Line("fuel", 777, "weekly"), Line("gas", 333, "quarterly")]
    assert totals_of(lines, ALONE) == totals_of(lines[::-1], ALONE)


def test_a_good_budget_has_no_fault() -> None:
    assert faults([WAGES, RENT], ALONE, taken=TAKEN, valid_until=TAKEN) == []


def test_every_fault_is_a_sentence() -> None:
    found = faults([Line("rent", -1, "daily")], Household(0, -1), taken=TAKEN, valid_until=date(2026, 4, 30))
    assert len(found) == 5
    assert all(one.endswith(".") for one in found)


def test_it_is_looked_at_again_after_half_a_year() -> None:
    assert valid_until(TAKEN) == date(2026, 10, 30)
