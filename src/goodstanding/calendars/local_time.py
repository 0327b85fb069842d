"""The local hour of a person who may be in any of several zones, and the next instant at which all of them allow it.

Hours of the day are wall-clock hours of the person. They open inclusively and close exclusively: from 08:00 to 21:00
holds at 08:00:00 and no longer at 21:00:00. With `closes_inclusive` it still holds at 21:00:00 exactly. A window that
closes at 00:00 runs to the end of the day; no window runs over midnight.

Clock changes: an hour that is skipped in spring is never within; an hour that comes twice in autumn is within twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goodstanding.refusal import Refusal

SEARCH_DAYS = 400
"""Windows that do not meet in a year and a month, with every clock change of the year, never meet."""

# Entries of the zone database that mean "wherever this machine is" or "not configured".
_NOT_PLACES = frozenset({"Factory", "localtime", "posixrules"})
_MIDNIGHT = time(0)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class ZoneUnknown(Refusal, ValueError):
    """No zone is known for the person, or a name is not an IANA time zone."""


class WindowUnusable(Refusal, ValueError):
    """The hours do not make a window within one day."""


class NaiveInstant(ValueError):
    """An instant came without its zone, so nobody can say when it was."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Hours of the day; `closes` at midnight stands for the end of the day."""

    opens: time
    closes: time
    closes_inclusive: bool

    def __post_init__(self) -> None:
        if self.opens.tzinfo is not None or self.closes.tzinfo is not None:
            raise WindowUnusable("Hours of the day belong to the person's zone and carry none of their own.")
        if self.closes == _MIDNIGHT and self.closes_inclusive:
            raise WindowUnusable("A window cannot include the midnight it closes at, which is the next day.")
        if self.closes != _MIDNIGHT and self.opens >= self.closes:
            raise WindowUnusable(f"A window cannot open at {self.opens} and close at {self.closes} of the same day.")

    def holds(self, wall: time) -> bool:
        """Say whether a wall-clock time lies in the window."""
        if self.closes == _MIDNIGHT:
            return self.opens <= wall
        return self.opens <= wall < self.closes or (self.closes_inclusive and wall == self.closes)


def local_hours(at: datetime, zones: Iterable[str]) -> tuple[datetime, ...]:
    """Return an instant on the wall clock of each zone, in the order given.

    Raises ZoneUnknown for no zones or an unknown one, NaiveInstant for an instant without a zone.
    """
    instant = _instant(at)
    return tuple(instant.astimezone(zone) for zone in _zones(zones))


def local_date(at: datetime, zone: str) -> date:
    """Return the day it is in a zone at an instant.

    >>> local_date(datetime(2026, 3, 1, 2, tzinfo=UTC), "America/New_York")
    datetime.date(2026, 2, 28)
    """
    return local_hours(at, [zone])[0].date()


def is_within(at: datetime, *, zones: Iterable[str], opens: time, closes: time, closes_inclusive: bool = False) -> bool:
    """Say whether it is within the hours in every zone; raise ZoneUnknown if no zone is known.

    >>> noon = datetime(2026, 1, 7, 15, tzinfo=UTC)
    >>> is_within(noon, zones=["America/New_York", "America/Los_Angeles"], opens=time(8), closes=time(21))
    False
    """
    window = _Window(opens, closes, closes_inclusive)
    return all(window.holds(local.time()) for local in local_hours(at, zones))


def next_within(
    at: datetime, *, zones: Iterable[str], opens: time, closes: time, closes_inclusive: bool = False
) -> datetime | None:
    """Return the first instant from `at` on, `at` included, at which it is within the hours in every zone, in UTC.

    None means that the hours of the zones never meet, looking `SEARCH_DAYS` ahead.

    >>> night = datetime(2026, 1, 7, 4, tzinfo=UTC)
    >>> next_within(night, zones=["America/New_York", "America/Los_Angeles"], opens=time(8), closes=time(21))
    datetime.datetime(2026, 1, 7, 16, 0, tzinfo=datetime.timezone.utc)
    """
    window = _Window(opens, closes, closes_inclusive)
    places = _zones(zones)
    start = _instant(at)
    for day in range(SEARCH_DAYS):
        low = start + _DAY * day
        for candidate in sorted(_candidates(low, low + _DAY, places=places, opens=opens)):
            if all(window.holds(candidate.astimezone(place).time()) for place in places):
                return candidate
    return None


def _candidates(low: datetime, high: datetime, *, places: tuple[ZoneInfo, ...], opens: time) -> set[datetime]:
    """Return every instant from low (inclusive) to high (exclusive) at which a zone may enter its window.

    A wall clock enters by reaching the opening hour, or by being set into the window at a clock change.
    """
    found = {low}
    for place in places:
        found.update(_openings(low, high, place=place, opens=opens))
        change = _clock_change(low, high, place=place)
        if change is not None:
            found.add(change)
    return {instant for instant in found if low <= instant < high}


def _openings(low: datetime, high: datetime, *, place: ZoneInfo, opens: time) -> Iterator[datetime]:
    """Yield the instants at which the wall clock shows the opening hour, on every local day touched."""
    day = low.astimezone(place).date()
    last = high.astimezone(place).date()
    while day <= last:
        # In autumn the hour may come twice. In spring it may not come at all; what arises then is checked and dropped.
        yield datetime.combine(day, opens, tzinfo=place).astimezone(UTC)
        yield datetime.combine(day, opens.replace(fold=1), tzinfo=place).astimezone(UTC)
        day += _DAY


def _clock_change(low: datetime, high: datetime, *, place: ZoneInfo) -> datetime | None:
    """Return the first instant of the new offset if the zone's clock changes after low and no later than high."""
    low = low.replace(microsecond=0)
    before = low.astimezone(place).utcoffset()
    if high.astimezone(place).utcoffset() == before:
        return None
    # Clock changes fall on whole seconds, so halving by seconds finds the instant exactly.
    earliest, latest = 0, -((low - high) // _SECOND)
    while latest - earliest > 1:
        middle = (earliest + latest) // 2
        if (low + _SECOND * middle).astimezone(place).utcoffset() == before:
            earliest = middle
        else:
            latest = middle
    return low + _SECOND * latest


def _instant(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise NaiveInstant(f"{at} carries no zone.")
    return at.astimezone(UTC)


def _zones(names: Iterable[str]) -> tuple[ZoneInfo, ...]:
    places = tuple(_zone(name) for name in dict.fromkeys(names))
    if not places:
        raise ZoneUnknown("No time zone is known, so no local hour is.")
    return places


def _zone(name: str) -> ZoneInfo:
    if name in _NOT_PLACES:
        raise ZoneUnknown(f"{name!r} names no place on earth.")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneUnknown(f"{name!r} is not the name of a time zone.") from error
