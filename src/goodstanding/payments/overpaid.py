"""Overpaid: money that lies unapplied on an account, and since when, the oldest of it."""

from collections.abc import Iterable
from datetime import date

from goodstanding.ledger.posting import Posted


def lying_since(lines: Iterable[Posted], *, as_of: date) -> date | None:
    """Return the day on which the oldest of what lies unapplied came in; None where nothing lies there.

    What was used since is taken as the oldest first, as a bank would.
    """
    came_in: list[tuple[date, int]] = []
    used_minor = 0
    moved: dict[tuple[date, int], int] = {}
    for line in lines:
        if line.head == "unapplied" and line.effective_date <= as_of:
            key = (line.effective_date, line.transaction_id)
            moved[key] = moved.get(key, 0) - line.amount_minor
    for (day, _), minor in sorted(moved.items()):
        if minor > 0:
            came_in.append((day, minor))
        used_minor += max(0, -minor)
    for day, minor in came_in:
        if minor > used_minor:
            return day
        used_minor -= minor
    return None
