"""What holds for a person on a day, as far as it was known at an instant: deceased, bankrupt, in service and so on.

For the gate and the person card. A circumstance begins with one fact and ends with another that repeats its beginning
and adds its last day, or says that it never held. Of the facts about one beginning the one learned last counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from goodstanding.refusal import Refusal

KINDS: frozenset[str] = frozenset({"deceased", "bankrupt", "service member", "minor", "vulnerable", "incarcerated"})


class CircumstanceRefused(Refusal, ValueError):
    """A circumstance cannot be recorded like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class CircumstanceFact:
    """One thing learned about a circumstance. Both dates are inclusive."""

    kind: str
    source: str
    effective_date: date
    learned_at: datetime
    ended_date: date | None = None
    never_held: bool = False

    def holds_on(self, day: date) -> bool:
        """Say whether this fact, taken alone, says that the circumstance held on a day."""
        begun = not self.never_held and self.effective_date <= day
        return begun and (self.ended_date is None or day <= self.ended_date)


def check(fact: CircumstanceFact) -> None:
    """Refuse a fact that says nothing or contradicts itself."""
    if fact.kind not in KINDS:
        raise CircumstanceRefused(f"{fact.kind!r} is no circumstance we know; one of {', '.join(sorted(KINDS))} is.")
    if not fact.source.strip():
        raise CircumstanceRefused("A circumstance needs its source: who said so, or which document.")
    if fact.ended_date is not None and fact.ended_date < fact.effective_date:
        raise CircumstanceRefused("A circumstance cannot end before it began; say that it never held instead.")
    if fact.kind == "deceased" and fact.ended_date is not None:
        raise CircumstanceRefused("Death does not end; if the person lives, say that it never held.")


def as_known(facts: Iterable[CircumstanceFact], *, known_at: datetime) -> list[CircumstanceFact]:
    """Return, for every circumstance, the fact about it that was learned last; in order of kind and beginning."""
    latest: dict[tuple[str, date], CircumstanceFact] = {}
    for fact in sorted(facts, key=lambda one: one.learned_at):
        if fact.learned_at <= known_at:
            latest[fact.kind, fact.effective_date] = fact
    return [latest[key] for key in sorted(latest)]


def holding(facts: Iterable[CircumstanceFact], *, day: date, known_at: datetime) -> list[CircumstanceFact]:
    """Return the circumstances that held on a day, as known at an instant."""
    return [fact for fact in as_known(facts, known_at=known_at) if fact.holds_on(day)]
