"""What the lawbook says of a moratorium; the numbers are the lawbook's, the examples are counted by hand."""

from datetime import date

import pytest

from goodstanding.arrangements.hardship import law
from goodstanding.compliance.lawbook.book import shipped

pytestmark = pytest.mark.law
BOOK, START = shipped(), date(2026, 5, 2)


def test_a_standard_one_lasts_as_long_as_the_gate_says() -> None:
    assert law.last_day_of("standard", starts=START, treatment_ended=None, lawbook=BOOK) == date(2026, 7, 1)


def test_a_crisis_lasts_as_treatment_does_and_a_month_more() -> None:
    assert law.last_day_of("crisis", starts=START, treatment_ended=None, lawbook=BOOK) is None
    ended = date(2026, 9, 10)
    assert law.last_day_of("crisis", starts=START, treatment_ended=ended, lawbook=BOOK) == date(2026, 10, 10)


def test_it_is_looked_at_midway() -> None:
    assert law.midway_of(starts=START, lawbook=BOOK) == (date(2026, 5, 26), date(2026, 6, 5))


def test_another_one_may_begin_after_twelve_months() -> None:
    assert law.again_from(last=date(2025, 7, 1), asked=START, lawbook=BOOK) == date(2026, 7, 1)


def test_before_the_law_there_is_nothing() -> None:
    assert law.last_day_of("standard", starts=date(2021, 5, 3), treatment_ended=None, lawbook=BOOK) is None
    assert law.midway_of(starts=date(2021, 5, 3), lawbook=BOOK) is None
