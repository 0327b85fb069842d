"""Moratorium: the breathing space that the law of England and Wales gives, as it stands after what was said of it.

For whoever is notified of one, and for everything that asks the gate. The number of days and months comes from the
lawbook (see law.py); here is only what follows from them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["standard", "crisis"]
KINDS: tuple[Kind, ...] = ("standard", "crisis")
LEGAL_NAMES: dict[str, str] = {"standard": "breathing_space", "crisis": "mental_health_crisis"}
"""What the lawbook calls them."""

Word = Literal["treatment ended", "ended early", "cancelled", "debt removed"]
WORDS: tuple[Word, ...] = ("treatment ended", "ended early", "cancelled", "debt removed")


class Said(NamedTuple):
    """One word on a moratorium; `day` is the last day of treatment, or the last on which it binds."""

    what: Word
    day: date
    debt_id: int | None = None


class Standing(NamedTuple):
    """What holds after everything that was said, all days inclusive; None is not, or not yet."""

    treatment_ended: date | None = None
    ended: date | None = None
    cancelled: date | None = None
    removed: frozenset[int] = frozenset()

    @property
    def stopped(self) -> date | None:
        """Return the last day on which it binds because somebody ended or cancelled it."""
        return min((one for one in (self.ended, self.cancelled) if one is not None), default=None)


def standing(words: Iterable[Said]) -> Standing:
    """Return how a moratorium stands.

    >>> standing([Said("cancelled", date(2026, 5, 20))]).stopped
    datetime.date(2026, 5, 20)
    """
    said = list(words)
    days = {one.what: one.day for one in said}
    removed = frozenset(one.debt_id for one in said if one.what == "debt removed" and one.debt_id is not None)
    return Standing(days.get("treatment ended"), days.get("ended early"), days.get("cancelled"), removed)


def last_day(by_law: date | None, stopped: date | None) -> date | None:
    """Return the last day on which it binds, or None while nobody can say."""
    return min((one for one in (by_law, stopped) if one is not None), default=None)


def binds_on(starts: date, last: date | None, day: date) -> bool:
    """Say whether it binds on a day."""
    return starts <= day and (last is None or day <= last)


def word_faults(said: Said, before: Standing, *, kind: str, starts: date, in_it: frozenset[int]) -> Iterator[str]:
    """Return why a word cannot be said of a moratorium, as sentences."""
    if said.day < starts:
        yield f"The moratorium began on {starts}; nothing became of it on {said.day}."
    if said.what == "treatment ended" and kind != "crisis":
        yield "Only a mental health crisis moratorium lasts as long as treatment does."
    if before.stopped is not None and said.what != "debt removed":
        yield f"It was over with {before.stopped} already."
    if said.what == "treatment ended" and before.treatment_ended is not None:
        yield f"Treatment ended on {before.treatment_ended}; that is on record already."
    if said.what == "debt removed" and said.debt_id not in in_it - before.removed:
        yield f"Debt {said.debt_id} is not in this moratorium."
