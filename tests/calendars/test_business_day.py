"""Business days in named calendars."""

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.calendars import business_day
from goodstanding.calendars.business_day import (
    UnknownCalendar,
    add_business_days,
    business_days_between,
    holiday_name,
    is_business_day,
    next_business_day,
    previous_business_day,
)

pytestmark = pytest.mark.law  # The federal days of 5 USC 6103(a) are among them.

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
CALENDARS = st.sampled_from(["us_federal", "us_federal_statutory", "us_banking", "ecb", "uk_england", "DE", "SA"])

FEDERAL_2026 = {
    date(2026, 1, 1): "New Year's Day",
    date(2026, 1, 19): "Martin Luther King Jr. Day",
    date(2026, 2, 16): "Washington's Birthday",
    date(2026, 5, 25): "Memorial Day",
    date(2026, 6, 19): "Juneteenth National Independence Day",
    date(2026, 7, 3): "Independence Day (observed)",
    date(2026, 7, 4): "Independence Day",
    date(2026, 9, 7): "Labor Day",
    date(2026, 10, 12): "Columbus Day",
    date(2026, 11, 11): "Veterans Day",
    date(2026, 11, 26): "Thanksgiving Day",
    date(2026, 12, 25): "Christmas Day",
}


def names(year: int, *, calendar: str) -> dict[date, str]:
    days = [date(year, 1, 1) + timedelta(days=ahead) for ahead in range(366)]
    found = {day: holiday_name(day, calendar=calendar) for day in days if day.year == year}
    return {day: name for day, name in found.items() if name is not None}


def test_federal_calendar_is_section_6103_a_and_nothing_else() -> None:
    assert names(2026, calendar="us_federal") == FEDERAL_2026


def test_statutory_calendar_leaves_observance_out() -> None:
    observed = date(2026, 7, 3)
    assert names(2026, calendar="us_federal_statutory") == {
        day: name for day, name in FEDERAL_2026.items() if day != observed
    }


@pytest.mark.parametrize(
    ("day", "federal", "statutory", "banking"),
    [
        (date(2026, 7, 3), False, True, True),  # The Friday before a Saturday holiday.
        (date(2021, 7, 5), False, True, False),  # The Monday after a Sunday holiday.
        (date(2021, 12, 31), False, True, True),  # The Friday before a Saturday New Year of the next year.
        (date(2021, 12, 24), False, True, True),  # The Friday before a Saturday Christmas.
        (date(2024, 12, 24), True, True, True),  # A day off by executive order only.
        (date(2021, 1, 20), True, True, True),  # Inauguration Day, kept around Washington only.
        (date(2024, 6, 19), False, False, False),  # Juneteenth.
        (date(2020, 6, 19), True, True, True),  # The year before Juneteenth.
        (date(2026, 11, 27), True, True, True),  # The day after Thanksgiving.
        (date(2026, 7, 5), False, False, False),  # A Sunday.
    ],
)
def test_federal_and_banking_days_part_where_they_should(
    day: date, *, federal: bool, statutory: bool, banking: bool
) -> None:
    asked = [is_business_day(day, calendar=each) for each in ("us_federal", "us_federal_statutory", "us_banking")]
    assert asked == [federal, statutory, banking]


@pytest.mark.parametrize(
    ("day", "calendar", "name"),
    [
        (date(2026, 4, 3), "ecb", "Good Friday"),
        (date(2026, 5, 1), "ecb", "Labour Day"),
        (date(2026, 4, 6), "uk_england", "Easter Monday"),
        (date(2022, 9, 19), "uk_england", "State Funeral of Queen Elizabeth II"),
        (date(2026, 7, 14), "FR", "National Day"),
        (date(2026, 7, 14), "FRA", "National Day"),
        (date(2026, 11, 3), "US-NY", "Election Day"),
    ],
)
def test_other_calendars_know_their_holidays(day: date, calendar: str, name: str) -> None:
    assert holiday_name(day, calendar=calendar) == name
    assert not is_business_day(day, calendar=calendar)


def test_names_do_not_follow_the_machine_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    business_day._year.cache_clear()
    monkeypatch.setenv("LANGUAGE", "fr")
    assert holiday_name(date(2025, 7, 14), calendar="FR") == "National Day"


def test_weekend_is_the_country_s_own_and_no_holiday() -> None:
    friday, sunday = date(2026, 11, 20), date(2026, 11, 22)
    assert not is_business_day(friday, calendar="SA")
    assert is_business_day(sunday, calendar="SA")
    assert is_business_day(friday, calendar="us_federal")
    assert holiday_name(sunday, calendar="us_federal") is None


def test_weekend_day_declared_a_working_day_counts() -> None:
    # China swaps days around its long holidays: this Saturday was worked in return for a free Friday.
    assert date(2024, 2, 4).weekday() == 6
    assert is_business_day(date(2024, 2, 4), calendar="CN")


@pytest.mark.parametrize(
    "calendar", ["", "us", "XX", "XXX", "US-ZZ", "US-", "-", "XFED", "ECB", "UnitedStates", "federal", "../FR"]
)
def test_unknown_calendar_is_refused(calendar: str) -> None:
    with pytest.raises(UnknownCalendar, match="is not a calendar"):
        is_business_day(date(2026, 7, 3), calendar=calendar)
    with pytest.raises(UnknownCalendar):
        holiday_name(date(2026, 7, 3), calendar=calendar)


@pytest.mark.parametrize(("year", "known"), [(1999, True), (1998, False), (2100, True), (2101, False)])
def test_year_beyond_the_calendar_is_refused(year: int, *, known: bool) -> None:
    day = date(year, 3, 3)
    if known:
        assert is_business_day(day, calendar="us_banking") == (day.weekday() < 5)
    else:
        with pytest.raises(UnknownCalendar, match=f"not to {year}"):
            is_business_day(day, calendar="us_banking")


def test_days_are_stepped_over_weekend_and_holiday() -> None:
    thursday, monday = date(2026, 7, 2), date(2026, 7, 6)
    assert next_business_day(thursday, calendar="us_federal") == monday
    assert previous_business_day(monday, calendar="us_federal") == thursday
    assert add_business_days(thursday, 5, calendar="us_federal") == date(2026, 7, 10)
    assert add_business_days(monday, -2, calendar="us_federal") == date(2026, 7, 1)
    assert next_business_day(thursday, calendar="us_banking") == date(2026, 7, 3)
    assert next_business_day(date(2021, 12, 30), calendar="us_federal") == date(2022, 1, 3)


def test_no_days_leave_a_day_where_it_is() -> None:
    sunday = date(2026, 7, 5)
    assert add_business_days(sunday, 0, calendar="us_federal") == sunday
    assert business_days_between(sunday, sunday, calendar="us_federal") == 0


def test_start_does_not_count_and_end_does() -> None:
    assert business_days_between(date(2026, 7, 6), date(2026, 7, 7), calendar="us_federal") == 1
    assert business_days_between(date(2026, 7, 7), date(2026, 7, 6), calendar="us_federal") == -1
    assert business_days_between(date(2026, 7, 2), date(2026, 7, 5), calendar="us_federal") == 0


@given(day=DAYS, count=st.integers(-60, 60), calendar=CALENDARS)
def test_counting_undoes_adding(day: date, count: int, calendar: str) -> None:
    moved = add_business_days(day, count, calendar=calendar)
    assert business_days_between(day, moved, calendar=calendar) == count
    assert count == 0 or is_business_day(moved, calendar=calendar)


@given(day=DAYS, calendar=CALENDARS)
def test_no_business_day_is_passed_over(day: date, calendar: str) -> None:
    after = next_business_day(day, calendar=calendar)
    between = [day + timedelta(days=ahead) for ahead in range(1, (after - day).days)]
    assert not any(is_business_day(each, calendar=calendar) for each in between)


def test_examples_hold() -> None:
    assert doctest.testmod(business_day).failed == 0
