"""Hold: nothing is done on a debt for a while, for a reason."""

from datetime import date
from typing import NamedTuple


class Hold(NamedTuple):
    """A hold from its first to its last day, both inclusive; without a last day nobody knows yet when it ends.

    `released_date` is the first day on which it no longer holds because somebody released it.
    """

    reason: str
    starts_date: date
    ends_date: date | None = None
    released_date: date | None = None


def is_in_force(hold: Hold, day: date) -> bool:
    """Say whether nothing may be done on a day.

    >>> is_in_force(Hold("complaint", date(2026, 5, 1), date(2026, 5, 31)), date(2026, 5, 31))
    True
    """
    if day < hold.starts_date or (hold.released_date is not None and day >= hold.released_date):
        return False
    return hold.ends_date is None or day <= hold.ends_date
