"""What a person said to a channel: yes, no, or nothing that we know of.

For the gate and the person card. Facts are only ever added. At an instant, as known at an instant, the fact that took
effect last counts; of two that took effect together the one learned last, and of two alike in that the withdrawal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from goodstanding.refusal import Refusal

Channel = Literal["letter", "email", "sms", "call", "portal"]
Decision = Literal["given", "withdrawn"]
State = Literal["given", "withdrawn", "unknown"]

CHANNELS: frozenset[str] = frozenset({"letter", "email", "sms", "call", "portal"})
DECISIONS: frozenset[str] = frozenset({"given", "withdrawn"})
CHANNELS_OF_POINT: dict[str, frozenset[str]] = {
    "address": frozenset({"letter"}),
    "phone": frozenset({"sms", "call"}),
    "email": frozenset({"email"}),
}


class ConsentRefused(Refusal, ValueError):
    """A consent cannot be recorded like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """Somebody said yes or no to a channel, for one contact point or, with none, for all of them. Instants are UTC."""

    channel: str
    decision: str
    source: str
    effective_at: datetime
    learned_at: datetime
    contact_point_id: int | None = None


def check(fact: ConsentFact, *, point_kind: str | None = None) -> None:
    """Refuse a fact that says nothing; `point_kind` is the kind of its contact point, where it names one."""
    if fact.channel not in CHANNELS:
        raise ConsentRefused(f"{fact.channel!r} is no channel; one of {', '.join(sorted(CHANNELS))} is.")
    if fact.decision not in DECISIONS:
        raise ConsentRefused(f"A consent is given or withdrawn, not {fact.decision!r}.")
    if not fact.source.strip():
        raise ConsentRefused("A consent needs its source: where and how the person said so.")
    if fact.effective_at > fact.learned_at:
        raise ConsentRefused("A consent cannot take effect after we learned of it.")
    if point_kind is not None and fact.channel not in CHANNELS_OF_POINT[point_kind]:
        raise ConsentRefused(f"A consent to {fact.channel} cannot be for a contact point of kind {point_kind}.")


def in_force(
    facts: Iterable[ConsentFact], *, channel: str, at: datetime, known_at: datetime, contact_point_id: int | None = None
) -> ConsentFact | None:
    """Return the fact that counts for a channel, or None where nothing was said.

    With a contact point: facts for it and facts for all of them; without: only facts for all of them.
    """
    counting = [
        fact
        for fact in facts
        if fact.channel == channel
        and fact.effective_at <= at
        and fact.learned_at <= known_at
        and fact.contact_point_id in (None, contact_point_id)
    ]
    return max(counting, key=_weight, default=None)


def state(
    facts: Iterable[ConsentFact], *, channel: str, at: datetime, known_at: datetime, contact_point_id: int | None = None
) -> State:
    """Return "given", "withdrawn" or "unknown"; unknown is for the law to judge, and mostly it refuses."""
    fact = in_force(facts, channel=channel, at=at, known_at=known_at, contact_point_id=contact_point_id)
    if fact is None:
        return "unknown"
    return "given" if fact.decision == "given" else "withdrawn"


def _weight(fact: ConsentFact) -> tuple[datetime, datetime, bool]:
    """Return what decides between two facts; the larger counts."""
    return fact.effective_at, fact.learned_at, fact.decision == "withdrawn"
