"""Strands of a conversation: what they are, in which order they stand, and how pages of them are cut."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

Kind = Literal["message", "reply", "call", "contact"]
RANKS: Mapping[Kind, int] = {"contact": 0, "call": 1, "message": 2, "reply": 3}
"""Which of two that happened at one instant is the later: an answer comes after what it answers."""


class Place(NamedTuple):
    """Where a strand stands: by its instant, its kind and its number; the greater is the later."""

    at: datetime
    rank: int
    number: int

    def __str__(self) -> str:
        """Write the place as an address carries it."""
        return f"{self.at.isoformat()}~{self.rank}~{self.number}"


@dataclass(frozen=True, slots=True)
class Strand:
    """One thing of the conversation.

    `trigger` says who or what caused it; `verdict` what the law or the house said of it; `steps` what became of it,
    each with its instant. `quote` are the words of a reply that count.
    """

    kind: Kind
    number: int
    at: datetime
    direction: str
    channel: str
    title: str
    body: str
    outcome: str
    trigger: str
    verdict: str = ""
    rule: str = ""
    quote: str = ""
    debt_ids: tuple[int, ...] = ()
    steps: tuple[tuple[str, datetime, str], ...] = ()
    act_id: int | None = None
    entry_id: int = 0
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return Place(self.at, RANKS[self.kind], self.number)

    def plain(self) -> dict[str, object]:
        """Return the strand as plain words and numbers, fit for JSON."""
        told: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        steps = [{"word": word, "at": at.isoformat(), "reason": reason} for word, at, reason in self.steps]
        return told | {"at": self.at.isoformat(), "steps": steps, "debt_ids": list(self.debt_ids)}


class Cut(NamedTuple):
    """A page of a conversation, the latest first; `before` is where the next page goes on, None where there is none."""

    strands: Sequence[Strand]
    before: Place | None


def read_place(text: str) -> Place | None:
    """Read a place as an address carries it; None where it is none.

    >>> read_place("next") is None
    True
    """
    at, _, rest = text.partition("~")
    rank, _, number = rest.partition("~")
    if not (rank.isdecimal() and number.isdecimal() and max(len(rank), len(number)) < 19):  # noqa: PLR2004  of 64 bits
        return None
    try:
        found = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError:
        return None
    return Place(found, int(rank), int(number)) if found.tzinfo else None


def cut(sources: Iterable[Sequence[Strand]], *, limit: int) -> Cut:
    """Return the latest strands of several sources, each of which gave its own latest `limit` + 1 or all it has."""
    merged = sorted((one for source in sources for one in source), key=lambda one: one.place, reverse=True)
    page = merged[:limit]
    return Cut(page, page[-1].place if len(merged) > limit else None)


def act_of(key: str) -> int | None:
    """Return the act of a night that a message was made for.

    >>> act_of("act:17"), act_of("promise:3")
    (17, None)
    """
    kind, _, number = key.partition(":")
    return int(number) if kind == "act" and number.isascii() and number.isdecimal() else None
