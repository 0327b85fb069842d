from datetime import date

import pytest

from goodstanding.calendars.period import Period, parse
from goodstanding.insight.horizon import DayRefused, Horizon, checked, horizon

TODAY = date(2026, 6, 18)


def test_by_default_it_is_today_and_the_month_so_far() -> None:
    assert horizon(as_of=None, period=None, today=TODAY) == Horizon(TODAY, Period(date(2026, 6, 1), TODAY))


def test_the_end_of_a_month_has_the_whole_month() -> None:
    assert horizon(as_of=date(2013, 6, 30), period=None, today=TODAY).period == parse("2013-06")


def test_a_period_ends_the_report_at_its_end_or_today() -> None:
    assert horizon(as_of=None, period=parse("2025-Q4"), today=TODAY) == Horizon(date(2025, 12, 31), parse("2025-Q4"))
    assert horizon(as_of=None, period=parse("2026"), today=TODAY) == Horizon(TODAY, Period(date(2026, 1, 1), TODAY))


def test_a_day_cuts_the_period_it_lies_in() -> None:
    told = horizon(as_of=date(2026, 2, 10), period=parse("2026-Q1"), today=TODAY)
    assert told.period == Period(date(2026, 1, 1), date(2026, 2, 10))


def test_the_future_is_refused_and_today_is_not() -> None:
    assert horizon(as_of=TODAY, period=None, today=TODAY).as_of == TODAY
    with pytest.raises(DayRefused, match="lies in the future"):
        horizon(as_of=date(2026, 6, 19), period=None, today=TODAY)
    assert horizon(as_of=None, period=Period(TODAY, date(2026, 7, 1)), today=TODAY).as_of == TODAY
    with pytest.raises(DayRefused, match="has not begun"):
        horizon(as_of=None, period=parse("2026-07"), today=TODAY)


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 5, 1)])
def test_a_day_outside_the_period_is_refused(day: date) -> None:
    with pytest.raises(DayRefused, match="not a day of the period 2026-04"):
        horizon(as_of=day, period=parse("2026-04"), today=TODAY)


def test_no_book_reaches_back_before_1900() -> None:
    assert checked(date(1900, 1, 1)) == date(1900, 1, 1)
    with pytest.raises(DayRefused, match="from the year 1900 on"):
        checked(date(1899, 12, 31))
