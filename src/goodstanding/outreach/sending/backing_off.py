"""When a message that was put off is tried again: later each time, and not all at the same moment."""

from datetime import datetime, timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
TRIES_MOST = 12
"""After so many tries that the provider put off, nothing but a person can help."""
SPREAD = 0.25
"""By how much of itself a wait is made longer or shorter, so that what failed together does not return together."""

LOOK_UP_FIRST, LOOK_UP_LONGEST = timedelta(minutes=1), timedelta(hours=6)


def next_try(attempt: int, *, at: datetime, chance: float, again_after_s: int | None = None) -> datetime:
    """Return when to try again after the attempt of this number (the first is 1) was put off.

    chance         drawn from 0 to 1 by whoever asks; 0.5 leaves the wait as it is.
    again_after_s  what the provider asked for, in seconds; it is never tried earlier.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> [(next_try(one, at=noon, chance=0.5) - noon).seconds for one in (1, 2, 3, 12)]
    [30, 60, 120, 3600]
    """
    wait: timedelta = min(FIRST * int(2 ** min(attempt - 1, 20)), LONGEST)
    wait *= 1 + SPREAD * (2 * chance - 1)
    return at + max(wait, timedelta(seconds=again_after_s or 0))


def next_look(*, since: datetime, at: datetime) -> datetime:
    """Return when to look an unknown message up again: the longer it is unknown, the more rarely.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> next_look(since=noon, at=noon + timedelta(minutes=10)) - noon
    datetime.timedelta(seconds=1200)
    """
    return at + min(max(at - since, LOOK_UP_FIRST), LOOK_UP_LONGEST)


def rest_until(fails: int, *, at: datetime) -> datetime:
    """Return until when a channel rests whose provider could not be reached so many times in a row."""
    return at + min(FIRST * int(2 ** min(max(fails - 1, 0), 20)), LONGEST / 4)
