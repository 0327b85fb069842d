"""Business days in named calendars, from the `holidays` library.

| calendar | what it is |
|---|---|
| us_federal | 5 U.S.C. 6103(a), and the days of observance: Friday for a Saturday, Monday for a Sunday |
| us_federal_statutory | The same holidays on their own dates only, for texts that name 6103(a) and no observance |
| us_banking | Federal Reserve Banks: Monday for a Sunday, but open on the Friday before a Saturday holiday |
| ecb | TARGET, the euro's payment system |
| uk_england | Bank holidays of England |
| quebec | The days on which Quebec's consumer office says no collector may call: Good Friday and Easter Monday too |
| US, GBR, US-NY … | Any ISO 3166 country code of two or three letters the library knows, with a subdivision if wanted |

Inauguration Day (6103(c): workers around Washington only) and days off by executive order, such as Christmas Eve, are
not in 6103(a) and so in neither federal calendar. Juneteenth counts from 2021. New Year's Day on a Saturday is observed
on 31 December of the year before. Weekends are the country's own, and days declared working days count as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

from goodstanding.refusal import Refusal

_DAY = timedelta(days=1)
_COUNTRY = "country"
_MARKET = "market"


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the library keeps a calendar."""

    kind: str
    code: str
    subdivision: str | None = None
    observed: bool = True
    categories: tuple[str, ...] | None = None


_NAMED = {
    "us_federal": _Source(_COUNTRY, "US"),
    "us_federal_statutory": _Source(_COUNTRY, "US", observed=False),
    "us_banking": _Source(_MARKET, "XFED"),
    "ecb": _Source(_MARKET, "XECB"),
    "quebec": _Source(_COUNTRY, "CA", subdivision="QC", categories=("public", "optional")),
    "uk_england": _Source(_COUNTRY, "GB", subdivision="ENG"),
}


@dataclass(frozen=True, slots=True)
class _Year:
    """One year of a calendar, cut loose from the library's objects, which change while they are read."""

    business_days: frozenset[date]
    names: Mapping[date, str]


class UnknownCalendar(Refusal, ValueError):
    """No calendar of that name, or none for that year."""


def is_business_day(day: date, *, calendar: str) -> bool:
    """Say whether people work on a day; raise UnknownCalendar for a name or year that is not known.

    >>> [is_business_day(date(2026, 7, 3), calendar=calendar) for calendar in ("us_federal", "us_banking")]
    [False, True]
    """
    return day in _year(calendar, day.year).business_days


def holiday_name(day: date, *, calendar: str) -> str | None:
    """Return what a holiday is called in English, or None if the day is not one; a plain weekend is not a holiday."""
    return _year(calendar, day.year).names.get(day)


def next_business_day(day: date, *, calendar: str) -> date:
    """Return the first business day after a day."""
    return add_business_days(day, 1, calendar=calendar)


def previous_business_day(day: date, *, calendar: str) -> date:
    """Return the last business day before a day."""
    return add_business_days(day, -1, calendar=calendar)


def add_business_days(day: date, count: int, *, calendar: str) -> date:
    """Return the count-th business day after a day, before it if below zero; the day itself does not count.

    Zero returns the day as it is, even if nobody works on it.

    >>> add_business_days(date(2026, 7, 2), 1, calendar="us_federal")
    datetime.date(2026, 7, 6)
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day, calendar=calendar)
    return day


def business_days_between(start: date, end: date, *, calendar: str) -> int:
    """Count the business days after `start` up to and including `end`; below zero if `end` comes first.

    It undoes `add_business_days`: from a day to the day so many business days away there are exactly so many.

    >>> business_days_between(date(2026, 7, 2), date(2026, 7, 6), calendar="us_federal")
    1
    """
    if end < start:
        return -_count(end, start - _DAY, calendar=calendar)
    return _count(start + _DAY, end, calendar=calendar)


def _count(first: date, last: date, *, calendar: str) -> int:
    """Count business days from first to last, both inclusive."""
    return sum(is_business_day(first + _DAY * ahead, calendar=calendar) for ahead in range((last - first).days + 1))


@lru_cache(maxsize=512)
def _year(calendar: str, year: int) -> _Year:
    source = _source(calendar)
    book = _open(source, calendar=calendar, year=year)
    # Outside its years the library answers with no holidays at all, which would make every weekday a business day.
    if not book.start_year <= year <= book.end_year:
        raise UnknownCalendar(f"The calendar {calendar} runs from {book.start_year} to {book.end_year}, not to {year}.")
    first = date(year, 1, 1)
    days = [first + _DAY * ahead for ahead in range((date(year, 12, 31) - first).days + 1)]
    names = {day: book[day] for day in days if day in book}
    return _Year(frozenset(day for day in days if book.is_working_day(day)), MappingProxyType(names))


def _source(calendar: str) -> _Source:
    named = _NAMED.get(calendar)
    if named is not None:
        return named
    code, dash, subdivision = calendar.partition("-")
    # The library also takes the names of its classes and of markets for countries; we do not.
    if code not in _country_codes() or bool(dash) != bool(subdivision):
        raise _unknown(calendar)
    return _Source(_COUNTRY, code, subdivision=subdivision or None)


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    return frozenset(holidays.list_supported_countries(include_aliases=True))


def _open(source: _Source, *, calendar: str, year: int) -> holidays.HolidayBase:
    try:
        language = _language(_build(source, years=(), language=None))
        return _build(source, years=(year,), language=language)
    except NotImplementedError as error:
        raise _unknown(calendar) from error


def _build(source: _Source, *, years: tuple[int, ...], language: str | None) -> holidays.HolidayBase:
    if source.kind == _MARKET:
        return holidays.financial_holidays(source.code, years=years, expand=False, language=language)
    return holidays.country_holidays(
        source.code,
        subdiv=source.subdivision,
        years=years,
        expand=False,
        observed=source.observed,
        language=language,
        categories=source.categories,
    )


def _language(book: holidays.HolidayBase) -> str | None:
    """Return English where the library has it, else the country's own language.

    Left open, the library would ask the machine's locale, and one holiday would have two names on two machines.
    """
    english = sorted(each for each in book.supported_languages if each.startswith("en"))
    return "en_US" if "en_US" in english else next(iter(english), book.default_language)


def _unknown(calendar: str) -> UnknownCalendar:
    return UnknownCalendar(f"{calendar!r} is not a calendar; use a name such as us_federal or a code such as FR.")
