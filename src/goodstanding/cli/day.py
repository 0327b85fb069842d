"""A business day as it is typed behind `--date`."""

from datetime import date

from goodstanding.calendars.reckoned import RECKONED, YEARS
from goodstanding.refusal import Refusal


class DayUnreadable(Refusal, ValueError):
    """What was typed is no day, or one that no night can reckon with."""


def read_day(text: str) -> date:
    """Return a day; raises DayUnreadable."""
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise DayUnreadable(f"{text[:30]!r} is no day; write it as 2026-11-23.") from fault
    if day not in RECKONED:
        raise DayUnreadable(f"{day.isoformat()} is too far away; give a day of the years {YEARS}.")
    return day
