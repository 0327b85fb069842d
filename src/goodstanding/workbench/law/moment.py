"""The moment a question is about, as somebody types it: on the clock of the person it concerns, unless it names one."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goodstanding.refusal import Refusal
from goodstanding.workbench.look.figure import day

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Nobody asks about acts outside these years, and no calendar of ours reaches farther."""
HINT = "write it as 2026-06-30T10:00"


class MomentUnreadable(Refusal, ValueError):
    """What was typed is no moment, or one that no question can be about."""


def clock(zone: str) -> tzinfo:
    """Return the clock of a zone; UTC where the zone is not known."""
    try:
        return ZoneInfo(zone) if zone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def read_moment(text: str, *, zone: str) -> datetime:
    """Return a moment in UTC; without an offset it is on the zone's clock. Raises MomentUnreadable.

    >>> read_moment("2026-05-05T10:00", zone="America/New_York").isoformat()
    '2026-05-05T14:00:00+00:00'
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise MomentUnreadable(f"{text[:40]!r} is not a moment; {HINT}.") from error
    if ":" not in text:
        raise MomentUnreadable(f"{text[:40]!r} names no hour; {HINT}.")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise MomentUnreadable(f"Ask about the years from {FIRST_YEAR} to {LAST_YEAR}.")
    placed = found if found.tzinfo is not None else found.replace(tzinfo=clock(zone))
    return placed.astimezone(UTC)


def local(at: datetime, zone: str) -> str:
    """Write an instant as the person's own clock shows it, with the day of the week and the zone.

    >>> local(datetime(2026, 5, 5, 14, tzinfo=UTC), "America/New_York")
    'Tue 5 May 2026, 10:00 (America/New_York)'
    """
    wall = at.astimezone(clock(zone))
    return f"{wall:%a} {day(wall.date())}, {wall:%H:%M} ({zone if clock(zone) is not UTC else 'UTC'})"


def for_form(at: datetime, zone: str) -> str:
    """Write an instant as a field of a form holds it, on the zone's clock."""
    return f"{at.astimezone(clock(zone)):%Y-%m-%dT%H:%M}"
