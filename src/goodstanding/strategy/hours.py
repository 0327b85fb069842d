"""Hours a person wishes to be reached at, where their own clock is one of several.

For the situation of an account: an hour suits only where it suits by every clock the person may live by.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from goodstanding.parties.preference import Hours

HOUR = 60


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


def _minutes(at: datetime, zone: str) -> int:
    shift = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert shift is not None, "An aware instant has an offset."
    return int(shift.total_seconds()) // 60


def _of(moment: time) -> int:
    return moment.hour * HOUR + moment.minute


def _time(minutes: int) -> time:
    return time(minutes // HOUR, minutes % HOUR)
