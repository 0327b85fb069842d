"""Who speaks for a person on a day: an attorney, an executor, a guardian, a debt adviser.

For the gate, which must not write past an attorney, and for the person card. It ends like a circumstance: by a later
fact about the same beginning that adds the last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from goodstanding.refusal import Refusal

ROLES: frozenset[str] = frozenset({"attorney", "executor", "guardian", "debt adviser", "spouse", "third party"})


class RepresentationRefused(Refusal, ValueError):
    """A representation cannot be recorded like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class RepresentationFact:
    """One thing learned about who speaks for a person. Both dates are inclusive."""

    person_id: int
    representative_id: int
    role: str
    source: str
    effective_date: date
    learned_at: datetime
    ended_date: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether this fact, taken alone, says that the representative spoke on a day."""
        return self.effective_date <= day and (self.ended_date is None or day <= self.ended_date)


def check(fact: RepresentationFact) -> None:
    """Refuse a fact that says nothing or contradicts itself."""
    if fact.role not in ROLES:
        raise RepresentationRefused(f"{fact.role!r} is no role of a representative; {', '.join(sorted(ROLES))} are.")
    if fact.person_id == fact.representative_id:
        raise RepresentationRefused("Nobody is their own representative.")
    if not fact.source.strip():
        raise RepresentationRefused("A representation needs its source: who said so, or which document.")
    if fact.ended_date is not None and fact.ended_date < fact.effective_date:
        raise RepresentationRefused("A representation cannot end before it began.")


def speaking(facts: Iterable[RepresentationFact], *, day: date, known_at: datetime) -> list[RepresentationFact]:
    """Return who spoke for a person on a day, as known at an instant; in order of role and beginning."""
    latest: dict[tuple[str, date, int, int], RepresentationFact] = {}
    for fact in sorted(facts, key=lambda one: one.learned_at):
        if fact.learned_at <= known_at:
            latest[fact.role, fact.effective_date, fact.person_id, fact.representative_id] = fact
    return [latest[key] for key in sorted(latest) if latest[key].holds_on(day)]
