"""Local days and wall-clock hours of millions of instants at once, zone by zone.

For the gate, which asks the same of a million acts as of one. Instants are whole seconds since 1970, UTC; days are
whole days since 1970; wall seconds are what the clocks on the wall would count. `local_time` answers the same for
single instants and is the independent check of this file.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars.local_time import ZoneUnknown

DAY = 86_400
FIRST_YEAR, LAST_YEAR = 1970, 2060
_STEP = timedelta(days=7)
Seconds = NDArray[np.int64]


class Clock(NamedTuple):
    """When a zone's clocks changed, and by how much they differ from UTC since each change (seconds)."""

    changes: Seconds
    offsets: Seconds


@cache
def clock(zone: str) -> Clock:
    """Return the clock changes of a zone between 1970 and 2060; raises ZoneUnknown."""
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneUnknown(f"{zone!r} is not a time zone of the IANA database.") from error
    at, last = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR, 1, 1, tzinfo=UTC)
    changes, offsets = [int(at.timestamp())], [_offset(at, place)]
    while at < last:
        later = at + _STEP
        if _offset(later, place) != offsets[-1]:
            change = _change(at, later, place)
            changes.append(int(change.timestamp()))
            offsets.append(_offset(change, place))
        at = later
    return Clock(np.array(changes, np.int64), np.array(offsets, np.int64))


def offset_at(instants: Seconds, zone: str) -> Seconds:
    """Return how far the clocks of a zone are ahead of UTC at each instant, in seconds."""
    changes, offsets = clock(zone)
    return offsets[np.maximum(np.searchsorted(changes, instants, side="right") - 1, 0)]


def wall(instants: Seconds, zone: str) -> Seconds:
    """Return wall seconds of a zone."""
    return instants + offset_at(instants, zone)


def day_of(instants: Seconds, zone: str) -> Seconds:
    """Return the local day of each instant."""
    return wall(instants, zone) // DAY


def instant_of(walls: Seconds, zone: str) -> Seconds:
    """Return the first instant at which the wall clock of a zone shows the given wall seconds, or a later time.

    A time that spring skips gives the instant of the change; a time that autumn shows twice gives the first.
    """
    changes, offsets = clock(zone)
    # On the wall, period k runs from changes[k] + offsets[k] up to, but not including, changes[k + 1] + offsets[k].
    ends = changes[1:] + offsets[:-1]
    period = np.searchsorted(np.maximum.accumulate(ends), walls, side="right")
    shown: Seconds = np.maximum(walls - offsets[period], changes[period])
    return shown


def start_of(days: Seconds, zone: str) -> Seconds:
    """Return the first instant of each local day."""
    return instant_of(days * DAY, zone)


def _offset(at: datetime, place: ZoneInfo) -> int:
    shift = at.astimezone(place).utcoffset()
    assert shift is not None, "An aware instant has an offset."
    return int(shift.total_seconds())


def _change(low: datetime, high: datetime, place: ZoneInfo) -> datetime:
    """Return the first second of the new offset, which lies after low and not after high."""
    before = _offset(low, place)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(middle, place) == before else (low, middle)
    return high
