"""Title: who owned a debt, and from when; a chain of transfers without a gap and without a fork."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from goodstanding.receivables.client import is_same_name


class Link(NamedTuple):
    """One transfer: on a day the debt went from one owner to another."""

    position: int
    from_owner: str
    to_owner: str
    transferred_date: date


class Fault(NamedTuple):
    """What is wrong with the chain, and at which position."""

    position: int
    what: str


def faults(chain: Sequence[Link], *, original_creditor: str) -> list[Fault]:
    """Return every gap, fork and step back in time; an empty list means that the chain holds.

    An empty `original_creditor` means that nobody told us; then the first link says who it was.
    """
    found: list[Fault] = []
    owner, since = original_creditor, date.min
    for expected, link in enumerate(sorted(chain), start=1):
        found += (Fault(link.position, what) for what in _link_faults(link, owner, expected=expected, since=since))
        owner, since = link.to_owner, link.transferred_date
    return found


def _link_faults(link: Link, owner: str, *, expected: int, since: date) -> list[str]:
    found = []
    if link.position < expected:
        found.append("Two transfers claim the same place: the chain forks.")
    elif link.position > expected:
        found.append(f"Transfer {expected} is missing: the chain has a gap.")
    if owner and not is_same_name(link.from_owner, owner):
        found.append(f"It was {owner} who owned the debt, not {link.from_owner}.")
    if is_same_name(link.from_owner, link.to_owner):
        found.append("A debt is transferred to somebody else, not to its owner.")
    if link.transferred_date < since:
        found.append(f"It was transferred on {since} before; this transfer cannot be earlier.")
    return found


def owner_on(chain: Sequence[Link], day: date, *, original_creditor: str) -> str:
    """Return who owned the debt at the end of a day, by a chain without faults.

    >>> owner_on([Link(1, "Larch Bank", "Heron Capital", date(2026, 3, 1))], date(2026, 3, 1), original_creditor="")
    'Heron Capital'
    """
    owner = original_creditor or (min(chain).from_owner if chain else "")
    for link in sorted(chain):
        if link.transferred_date <= day:
            owner = link.to_owner
    return owner
