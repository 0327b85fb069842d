"""What became of messages that were handed over, held back or could not be made, put down with one entry a group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.provider import Consignment, Outcome
from goodstanding.outreach.message.learned import Learned, Sent
from goodstanding.outreach.message.operations.dead_letters import open_dead_letters, open_for_channel
from goodstanding.outreach.message.operations.recording import Recorded, record, rows_of
from goodstanding.outreach.operations.stopping import BY_RULE, stop_told
from goodstanding.outreach.sending.backing_off import LOOK_UP_FIRST, TRIES_MOST, next_try
from goodstanding.outreach.sending.operations.bad_points import mark_bad
from goodstanding.outreach.sending.operations.pausing import let_rest

WORKER = "worker"
TOO_LATE = "too late: The time in which it could happen is over."


@dataclass(frozen=True, slots=True)
class Answered:
    """One consignment, what became of it, and when. `waits` where it never left our hands and may go at once."""

    consignment: Consignment
    outcome: Outcome
    at: datetime
    waits: bool = False


@transaction.atomic
def put_down_handed_over(
    consignments: Sequence[Consignment], *, provider: str, by: Actor, at: datetime
) -> list[Consignment]:
    """Put messages down as handed over, before they are, and return those that still may go."""
    entry_id = allot()
    told = [
        Learned(
            one.message_id, "handed_over", one.attempt, WORKER, _source_key(one, "handed_over"), at,
            sent=Sent(provider, subject=one.subject, text=one.text, language=one.language),
        )
        for one in consignments
    ]  # fmt: skip
    found = record(told, at=at, entry_id=entry_id)
    moved = [one for one in found if one.moved]
    if moved:
        _append("outreach.messages_handed_over", moved, by=by, at=at, entry_id=entry_id, provider=provider)
    going = {one.told.message_id for one in moved}
    return [one for one in consignments if one.message_id in going]


@transaction.atomic
def put_down_outcomes(
    answers: Sequence[Answered], *, channel: str, provider: str, chance: float, by: Actor, at: datetime
) -> list[Recorded]:
    """Put down what became of consignments: states, copies, contacts, tasks; let the channel rest where it must."""
    entry_id = allot()
    told = [learned_of(one, provider=provider, chance=chance) for one in answers]
    found = record(told, at=at, entry_id=entry_id)
    open_dead_letters(found, at=at, entry_id=entry_id)
    stopping = next((one.outcome for one in answers if one.outcome.stops), None)
    if stopping is not None:
        let_rest(channel, stopping.reason, at=at)
        open_for_channel(channel, stopping.reason, at=at, entry_id=entry_id)
    _append("outreach.messages_answered", found, by=by, at=at, entry_id=entry_id, provider=provider)
    bad = {one.consignment.message_id for one in answers if one.outcome.is_point_bad}
    points = {one.contact_point_id for one in found if one.is_new and one.told.message_id in bad}
    mark_bad({point for point in points if point is not None}, source=provider, by=BY_RULE, at=at)
    stopped = {one.consignment.message_id for one in answers if one.outcome.is_stopped}
    for one in found:
        if one.is_new and one.told.message_id in stopped:
            stop_told(one, provider=provider, event_key=one.told.source_key, at=at)
    return found


@transaction.atomic
def put_down_kept(kept: Sequence[Learned], *, by: Actor, at: datetime) -> list[Recorded]:
    """Put down what is held back, and what cannot be made."""
    entry_id = allot()
    found = record(kept, at=at, entry_id=entry_id)
    open_dead_letters(found, at=at, entry_id=entry_id)
    _append("outreach.messages_kept_back", found, by=by, at=at, entry_id=entry_id, provider="")
    return found


def learned_of(answer: Answered, *, provider: str, chance: float) -> Learned:
    """Return what is learned by an outcome: what is put off is tried again while there is time and hope."""
    one, outcome, at = answer.consignment, answer.outcome, answer.at
    reason = f"{outcome.reason} ({outcome.code})" if outcome.code and outcome.reason else outcome.reason or outcome.code
    told = Learned(
        one.message_id, outcome.word, one.attempt, WORKER, _source_key(one, "outcome"), at,
        reference=outcome.reference,
        reason=reason,
        sent=Sent(
            provider, one.subject, one.text, one.language, outcome.segments, outcome.cost_minor,
            outcome.cost_currency, outcome.sent if outcome.word in ("accepted", "unknown") else (),
        ),
    )  # fmt: skip
    if outcome.word == "unknown":
        return replace(told, due_at=at + LOOK_UP_FIRST)
    if outcome.word != "put_off":
        return told
    due_at = at if answer.waits else next_try(one.attempt, at=at, chance=chance, again_after_s=outcome.again_after_s)
    if one.not_after is not None and due_at >= one.not_after:
        return replace(told, word="withheld", reason=f"{TOO_LATE} {reason}".strip())
    if one.attempt >= TRIES_MOST and not outcome.stops and not answer.waits:
        return replace(told, word="failed", reason=f"It was put off {one.attempt} times. {reason}".strip())
    return replace(told, due_at=due_at)


def kept_back(message_id: int, attempt: int, *, word: str, reason: str, at: datetime) -> Learned:
    """Return that a message is withheld or failed before it left."""
    return Learned(message_id, word, attempt, WORKER, f"{WORKER}:{message_id}:{attempt}:{word}", at, reason=reason)


def _source_key(one: Consignment, what: str) -> str:
    return f"{WORKER}:{one.message_id}:{one.attempt}:{what}"


def _append(kind: str, found: Sequence[Recorded], *, by: Actor, at: datetime, entry_id: int, provider: str) -> None:
    counts: dict[str, int] = {}
    for one in found:
        counts[one.told.word] = counts.get(one.told.word, 0) + 1
    append(
        kind,
        by=by.name,
        at=at,
        subjects=[key for one in found for key in (f"message:{one.told.message_id}", f"person:{one.person_id}")],
        facts={"provider": provider, "counts": counts},
        rows=rows_of(found),
        entry_id=entry_id,
    )
