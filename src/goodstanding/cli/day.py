"""A business day as it is typed behind `--date`."""

from datetime import date

from goodstanding.refusal import Refusal

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
"""The days a night can reckon with; the same that a date in the books must lie between."""


class DayUnreadable(Refusal, ValueError):
    """What was typed is no day, or one that no night can reckon with."""


def read_day(text: str) -> date:
    """Return a day; raises DayUnreadable."""
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise DayUnreadable(f"{text[:30]!r} is no day; write it as 2026-11-23.") from fault
    if not FIRST <= day <= LAST:
        raise DayUnreadable(f"{day.isoformat()} is too far away; give a day of the years 1900 to 2200.")
    return day
