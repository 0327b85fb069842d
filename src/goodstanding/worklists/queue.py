"""Queue: the open tasks of a kind, the most pressing first, narrowed to what somebody was given.

For the pages and the command line. A task about a person of one client is seen by whoever was given that client; a task
that names no client concerns the house as a whole, and is seen only by those who were given all of it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from goodstanding.access.permission import EVERYTHING, Scope

PAGE = 50
"""How many tasks a page of a queue shows."""


class Place(NamedTuple):
    """Where a task stands in its queue: higher priorities first, then the lower number."""

    priority: int
    task_id: int

    def __str__(self) -> str:
        """Write the place as an address carries it."""
        return f"{self.priority}.{self.task_id}"


def read_place(text: str) -> Place | None:
    """Read a place as an address carries it; None where it is none.

    >>> read_place("5.12"), read_place("next")
    (Place(priority=5, task_id=12), None)
    """
    priority, _, number = text.partition(".")
    digits = priority.removeprefix("-")
    if not (digits.isdecimal() and number.isdecimal() and max(len(digits), len(number)) < 19):  # noqa: PLR2004  of 64 bits
        return None
    return Place(int(priority), int(number))


def is_seen(scopes: Iterable[Scope], *, client_id: int | None, portfolio_id: int | None) -> bool:
    """Say whether a task about a client and portfolio lies within any of the scopes."""
    return any(
        scope == EVERYTHING
        if client_id is None and portfolio_id is None
        else scope.covers("person", client_id=client_id, portfolio_id=portfolio_id)
        for scope in scopes
    )
