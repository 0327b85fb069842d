"""Hours a person wishes to be reached at, where their own clock is one of several.

For the situation of an account: an hour suits only where it suits by every clock the person may live by.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from goodstanding.parties.preference import DAYS, Hours

HOUR = 60
DAY_END = "24:00"


def by_every_clock(windows: Iterable[Hours], *, zones: Sequence[str], at: datetime) -> list[Hours]:
    """Return windows, told on the first zone's clock, as far as they hold on the clocks of all zones at an instant.

    Wherever there is one zone or none, they stay as they are.
    """
    offsets = [_minutes(at, zone) for zone in zones] or [0]
    ahead = [offset - offsets[0] for offset in offsets]
    found = []
    for one in windows:
        opens, closes = _of(one.opens) - min(ahead), _of(one.closes) - max(ahead)
        if opens < closes:
            found.append(one._replace(opens=_time(opens), closes=_time(closes)))
    return found


def outside(windows: Iterable[Hours]) -> list[dict[str, Any]]:
    """Return the hours of the week outside some windows, as windows of one day each."""
    listed = list(windows)
    found: list[dict[str, Any]] = []
    for number, day in enumerate(DAYS):
        begin = "00:00"
        for one in sorted(
            (one for one in listed if one.first_day <= number <= one.last_day), key=lambda one: one.opens
        ):
            if f"{one.opens:%H:%M}" > begin:
                found.append({"days": [day], "from": begin, "to": f"{one.opens:%H:%M}", "learned_via": "consumer"})
            begin = max(begin, f"{one.closes:%H:%M}")
        found.append({"days": [day], "from": begin, "to": DAY_END, "learned_via": "consumer"})
    return found


def _minutes(at: datetime, zone: str) -> int:
    shift = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert shift is not None, "An aware instant has an offset."
    return int(shift.total_seconds()) // 60


def _of(moment: time) -> int:
    return moment.hour * HOUR + moment.minute


def _time(minutes: int) -> time:
    return time(minutes // HOUR, minutes % HOUR)
