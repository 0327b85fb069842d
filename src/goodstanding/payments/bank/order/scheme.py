"""What a scheme wants of a file of debits and when its money counts, from schemes.yaml. Pure."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from goodstanding.calendars.business_day import add_business_days, is_business_day
from goodstanding.refusal import Refusal

SchemeName = Literal["nacha", "sepa"]
SCHEMES: tuple[SchemeName, ...] = ("nacha", "sepa")
FILE = Path(__file__).with_name("schemes.yaml")


class DayRefused(Refusal, ValueError):
    """A file of debits cannot settle on this day; the sentence says why."""


class Scheme(NamedTuple):
    """One scheme; `kind` is that of its mandates. Days are business days of its calendar but for `most_days`."""

    name: SchemeName
    calendar: str
    currency: str
    kind: Literal["ach", "sepa"]
    lead_days: int
    most_days: int
    paid_after_days: int
    source: str


@cache
def scheme(name: SchemeName) -> Scheme:
    """Return a scheme by its name."""
    return Scheme(name, **yaml.safe_load(FILE.read_text(encoding="utf-8"))[name])


def settlement_day(one: Scheme, wanted: date | None, *, today: date) -> date:
    """Return the day on which a file written today settles: the one wanted, or the first. Raises DayRefused.

    >>> settlement_day(scheme("nacha"), None, today=date(2026, 11, 25))
    datetime.date(2026, 11, 27)
    """
    first = add_business_days(today, one.lead_days, calendar=one.calendar)
    last = today + timedelta(days=one.most_days)
    day = wanted or first
    if not first <= day <= last:
        raise DayRefused(f"A file written on {today} settles from {first} to {last}, not on {day}.")
    if not is_business_day(day, calendar=one.calendar):
        raise DayRefused(f"{day} is no day on which the banks of the scheme work.")
    return day


def paid_day(one: Scheme, settles_date: date) -> date:
    """Return the day from which a debit that did not come back counts as paid."""
    return add_business_days(settles_date, one.paid_after_days, calendar=one.calendar)
