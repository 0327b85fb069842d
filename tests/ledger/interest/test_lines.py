"""Rate lines grow by rate times units, whatever the day count."""

from datetime import date

import numpy as np
import pytest

from goodstanding.ledger.interest.base_rate import Change, history
from goodstanding.ledger.interest.day_count import DAY_COUNTS, DayCount, year_fraction
from goodstanding.ledger.interest.lines import EPOCH, rate_line
from goodstanding.ledger.interest.terms import Terms


def number(day: date) -> int:
    return (day - EPOCH).days


@pytest.mark.parametrize("count", DAY_COUNTS)
def test_a_line_grows_by_the_part_of_the_year(count: DayCount) -> None:
    first, until = np.array([number(date(2023, 1, 31)), number(date(2023, 2, 15))]), number(date(2024, 3, 31))
    line = rate_line(Terms("contract", 80_000, day_count=count), first, first, until, histories={})
    grown = line.grown(np.array([0, 1]), first, np.array([until, until]))
    for start, found in zip((date(2023, 1, 31), date(2023, 2, 15)), grown.tolist(), strict=True):
        assert found == 80_000 * year_fraction(start, date(2024, 3, 31), count=count) * line.denominator


def test_a_rate_that_stands_is_each_item_s_own() -> None:
    base = history("rock", [Change(date(2025, 1, 1), 50_000), Change(date(2026, 5, 1), 30_000)])
    terms = Terms("contract", 80_000, base_name="rock", fixing="at start", reference_days=("06-30", "12-31"))
    first = np.array([number(date(2026, 6, 30)), number(date(2026, 7, 1))])
    line = rate_line(terms, first, first, number(date(2026, 9, 1)), histories={"rock": base})
    assert line.own_ppm is not None and line.own_ppm.tolist() == [130_000, 110_000]
