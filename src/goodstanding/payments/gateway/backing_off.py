"""When a payment that was put off is tried again, and when one that nobody can tell of is looked up again."""

from datetime import datetime, timedelta

FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=6)
TRIES_MOST = 12
"""After so many tries that the provider put off, nothing but a person can help."""
LOOK_FIRST = timedelta(seconds=15)
OLD = timedelta(days=1)
"""What has stood like this for so long is looked at once a day."""
PAGE_LOOK, BANK_LOOK = timedelta(seconds=20), timedelta(hours=6)


def next_try(attempt: int, *, at: datetime, again_after_s: int | None = None) -> datetime:
    """Return when to try again after the attempt of this number (the first is 1) was put off.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> [(next_try(one, at=noon) - noon).total_seconds() for one in (1, 2, 3, 12)]
    [30.0, 60.0, 120.0, 21600.0]
    """
    wait: timedelta = min(FIRST * int(2 ** min(attempt - 1, 20)), LONGEST)
    return at + max(wait, timedelta(seconds=min(again_after_s or 0, 86_400)))


def next_look(state: str, *, since: datetime, at: datetime) -> datetime:
    """Return when to ask the provider again: the longer it stands like this, the more rarely.

    A page is looked at every few minutes while its payer may be on it, a bank a few times a day.
    """
    first = {"open": PAGE_LOOK, "pending": LOOK_FIRST}.get(state, LOOK_FIRST)
    longest = BANK_LOOK if state in {"pending", "unknown"} else timedelta(hours=1)
    if at - since > OLD:
        longest = OLD
    return at + min(max(at - since, first), longest)
