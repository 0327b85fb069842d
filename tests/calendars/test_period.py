"""Periods of whole days."""

import doctest
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.calendars import period
from goodstanding.calendars.period import (
    Period,
    PeriodBackwards,
    PeriodUnreadable,
    add_months,
    iter_months,
    month,
    month_of,
    months_back,
    parse,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PERIODS = st.builds(lambda start, length: Period(start, start + timedelta(days=length)), DAYS, st.integers(0, 2000))


@pytest.mark.parametrize(
    ("text", "start", "end", "days"),
    [
        ("2013-06", date(2013, 6, 1), date(2013, 6, 30), 30),
        ("2013-Q2", date(2013, 4, 1), date(2013, 6, 30), 91),
        ("2013-Q4", date(2013, 10, 1), date(2013, 12, 31), 92),
        ("2013", date(2013, 1, 1), date(2013, 12, 31), 365),
        ("2012", date(2012, 1, 1), date(2012, 12, 31), 366),
        ("2013-06-01..2013-06-30", date(2013, 6, 1), date(2013, 6, 30), 30),
        ("2013-06-07..2013-06-07", date(2013, 6, 7), date(2013, 6, 7), 1),
    ],
)
def test_period_is_read(text: str, start: date, end: date, days: int) -> None:
    assert parse(text) == Period(start, end)
    assert parse(text).days == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13",
        "2013-6",
        "2013-Q5",
        "2013-Q0",
        "2013-q2",
        "2013-06-01",
        "2013-06-01..",
        "june",
        " 2013",
        "٢٠١٣",
        "2013\n",
    ],
)
def test_other_shapes_are_refused(text: str) -> None:
    with pytest.raises(PeriodUnreadable, match="is not a period"):
        parse(text)


@pytest.mark.parametrize("text", ["2013-13", "2013-00", "0000", "2013-06-01..2013-06-31", "2013-02-29..2013-03-01"])
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(PeriodUnreadable, match="does not exist"):
        parse(text)


def test_end_before_start_is_refused_and_the_same_day_is_not() -> None:
    assert Period(date(2013, 6, 2), date(2013, 6, 2)).days == 1
    with pytest.raises(PeriodBackwards, match="cannot start"):
        Period(date(2013, 6, 2), date(2013, 6, 1))
    with pytest.raises(PeriodBackwards):
        parse("2013-06-02..2013-06-01")


def test_instants_are_refused() -> None:
    instant = datetime(2013, 6, 1, tzinfo=UTC)
    with pytest.raises(TypeError, match="days, not instants"):
        Period(instant, date(2013, 6, 2))


@given(each=PERIODS)
def test_what_is_written_reads_back(each: Period) -> None:
    assert parse(str(each)) == each


@pytest.mark.parametrize("text", ["2013", "2013-06", "2013-Q1", "2013-Q2", "2013-Q4", "2013-02-01..2013-04-30"])
def test_shortest_form_is_written(text: str) -> None:
    assert str(parse(text)) == text


def test_both_ends_are_within_and_their_neighbours_are_not() -> None:
    june = month(2013, 6)
    assert date(2013, 6, 1) in june
    assert date(2013, 6, 30) in june
    assert date(2013, 5, 31) not in june
    assert date(2013, 7, 1) not in june


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 30), 13, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 5, 31), 0, date(2024, 5, 31)),
    ],
)
def test_months_are_added_and_stop_at_the_end(day: date, months: int, moved: date) -> None:
    assert add_months(day, months) == moved


@given(day=DAYS, months=st.integers(-600, 600))
def test_months_never_skip_a_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, month_of(moved).end.day)


def test_year_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="year"):
        add_months(date(9999, 12, 1), 1)


def test_months_back_end_with_the_month_of_the_day() -> None:
    months = months_back(date(2013, 2, 28), 3)
    assert [str(each) for each in months] == ["2012-12", "2013-01", "2013-02"]
    assert months_back(date(2013, 3, 31), 1) == (month(2013, 3),)
    assert months_back(date(2013, 3, 31), 0) == ()


@given(each=PERIODS)
def test_months_cover_a_period_exactly(each: Period) -> None:
    pieces = list(iter_months(each))
    assert pieces[0].start == each.start
    assert pieces[-1].end == each.end
    assert sum(piece.days for piece in pieces) == each.days
    assert all(month_of(piece.start) == month_of(piece.end) for piece in pieces)


def test_part_months_are_cut_at_the_ends() -> None:
    pieces = [str(piece) for piece in iter_months(parse("2013-06-15..2013-08-10"))]
    assert pieces == ["2013-06-15..2013-06-30", "2013-07", "2013-08-01..2013-08-10"]
    assert list(iter_months(parse("9999-12"))) == [parse("9999-12")]


def test_examples_hold() -> None:
    assert doctest.testmod(period).failed == 0
