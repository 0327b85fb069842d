"""Future: a day that has not begun anywhere on earth is still to come; whoever is ahead of UTC must not be refused."""

from datetime import date, datetime

from goodstanding.calendars.local_time import local_date

FIRST_ZONE = "Pacific/Kiritimati"
"""Where every day begins first, fourteen hours ahead of UTC."""


def is_future(day: date, *, at: datetime) -> bool:
    """Say whether a day is still to come at an aware instant, wherever one is.

    >>> from datetime import UTC
    >>> is_future(date(2026, 3, 2), at=datetime(2026, 3, 1, 10, 0, tzinfo=UTC))
    False
    """
    return day > local_date(at, FIRST_ZONE)
