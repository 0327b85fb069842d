"""On which days instalments fall due."""

from datetime import date
from itertools import islice

import pytest

from goodstanding.arrangements.plan.rhythm import EVERY, Rhythm, dates, faults
from goodstanding.calendars.business_day import is_business_day


def first(rhythm: Rhythm, start: date, many: int = 4) -> list[str]:
    return [day.strftime("%m-%d") for day in islice(dates(rhythm, first_date=start), many)]


@pytest.mark.parametrize(
    ("rhythm", "start", "told"),
    [
        (Rhythm("week", roll="none"), date(2026, 7, 3), ["07-03", "07-10", "07-17", "07-24"]),
        (Rhythm("two weeks", roll="none"), date(2026, 7, 3), ["07-03", "07-17", "07-31", "08-14"]),
        (Rhythm("four weeks", roll="none"), date(2026, 7, 3), ["07-03", "07-31", "08-28", "09-25"]),
        (Rhythm("month", 31, roll="none"), date(2026, 1, 31), ["01-31", "02-28", "03-31", "04-30"]),
        (Rhythm("month", 1, roll="none"), date(2026, 6, 15), ["06-15", "07-01", "08-01", "09-01"]),
        (Rhythm("month", 1, roll="none"), date(2026, 6, 20), ["06-20", "08-01", "09-01", "10-01"]),
        (Rhythm("half month", 1, 15, roll="none"), date(2026, 6, 15), ["06-15", "07-01", "07-15", "08-01"]),
        (Rhythm("last business day"), date(2026, 1, 10), ["01-30", "02-27", "03-31", "04-30"]),
        (Rhythm("month", 4), date(2026, 7, 4), ["07-06", "08-04", "09-04", "10-05"]),
        (Rhythm("month", 4, roll="previous"), date(2026, 8, 4), ["08-04", "09-04", "10-02", "11-04"]),
        (Rhythm("month", 28, days_after=3, roll="none"), date(2026, 1, 28), ["01-31", "03-03", "03-31", "05-01"]),
    ],
)
def test_the_days_of_a_rhythm(rhythm: Rhythm, start: date, told: list[str]) -> None:
    assert first(rhythm, start) == told


def test_rolled_back_a_plan_does_not_begin_before_its_first_day() -> None:
    assert first(Rhythm("month", roll="previous"), date(2026, 7, 4), 1) == ["07-06"]


@pytest.mark.parametrize("every", EVERY)
def test_days_rise_and_are_business_days(every: str) -> None:
    rhythm = Rhythm(every, 30, 31, calendar="uk_england")  # type: ignore[arg-type]  # Every one of them.
    found = list(islice(dates(rhythm, first_date=date(2026, 12, 24)), 60))
    assert found == sorted(set(found))
    assert all(is_business_day(day, calendar="uk_england") for day in found)


@pytest.mark.parametrize(
    ("rhythm", "sentence"),
    [
        (Rhythm("year"), "'year' is not a rhythm"),  # type: ignore[arg-type]  # That is the point.
        (Rhythm(roll="sideways"), "'sideways' is no way"),  # type: ignore[arg-type]  # The same.
        (Rhythm(day=32), "between 1 and 31"),
        (Rhythm("half month", 15, 15), "two days of the month, the earlier first"),
        (Rhythm(days_after=32), "between 0 and 31 days after payday"),
    ],
)
def test_what_cannot_be_meant(rhythm: Rhythm, sentence: str) -> None:
    assert sentence in " ".join(faults(rhythm))
