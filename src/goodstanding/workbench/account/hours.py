"""What time it is for the person one thinks of calling, when they may be in any of several zones."""

from collections.abc import Sequence
from datetime import datetime

from goodstanding.calendars.local_time import ZoneUnknown, local_hours

UNKNOWN = "Local time unknown."


def local_time(at: datetime, zones: Sequence[str]) -> str:
    """Write the local time of the candidate zones at an instant: one time, or from the earliest to the latest.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 1, 7, 17, tzinfo=UTC)
    >>> local_time(noon, ["America/New_York", "America/Chicago"]), local_time(noon, [])
    ('11:00 to 12:00 there now.', 'Local time unknown.')
    """
    try:
        hours = local_hours(at, zones)
    except ZoneUnknown:
        return UNKNOWN
    walls = sorted({local.replace(tzinfo=None) for local in hours})
    first, last = walls[0], walls[-1]
    if first == last:
        return f"{first:%H:%M} there now."
    return f"{_with_day(first, other=last)} to {_with_day(last, other=first)} there now."


def _with_day(local: datetime, *, other: datetime) -> str:
    """Name the day of the week where the zones are not on the same day."""
    return f"{local:%a %H:%M}" if local.date() != other.date() else f"{local:%H:%M}"
