"""Putting down what the provider says of a call: each thing once, in whatever order, only ever forward."""

from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.call.hearing import Heard
from goodstanding.outreach.channels.call.operations.keeping import put_down, subjects_of
from goodstanding.outreach.channels.call.outcome import is_machine, told_by_provider
from goodstanding.outreach.channels.call.standing import moves
from goodstanding.outreach.channels.call.twilio import NAME, TwilioVoice
from goodstanding.outreach.channels.provider import Found
from goodstanding.outreach.models.call import Call, CallEvent, Seat

NOT_REACHED = "The collector's own telephone did not answer, so nobody was called."
LOOKED_UP_AFTER = timedelta(minutes=1)


@transaction.atomic
def learn(key: str, told: Heard, *, by: Actor, at: datetime) -> str:
    """Put down one thing the provider says of a call; return "applied", "known already" or "no call of ours"."""
    call = Call.objects.select_for_update().filter(key=key).first()
    if call is None:
        return "no call of ours"
    if CallEvent.objects.filter(source_key=f"{call.key} {told.event_key}").exists():
        return "known already"
    word, fields = _word(call, told)
    if call.campaign_id is not None and told.is_over:
        _seat_after(call, at=at)
    if word is None or not moves(call.state, word):
        _put_down_only(call, told, by=by, at=at)
    else:
        put_down(call, word, source=NAME, source_key=f"{call.key} {told.event_key}", fields=fields,
                 reason=str(fields.get("reason", told.status)), happened_at=told.happened_at, by=by, at=at)  # fmt: skip
    return "applied"


def look_up_unknown(*, voice: TwilioVoice, by: Actor, at: datetime) -> dict[str, int]:
    """Look calls up of which nobody knows whether the provider has them; return how many became what.

    One the provider certainly never got was not made. What still cannot be told stays unknown.
    """
    figures = {"placed": 0, "refused": 0, "unknown": 0}
    left = Call.objects.filter(state__in=("asked", "unknown"), asked_at__lte=at - LOOKED_UP_AFTER)
    for call in left.order_by("id"):
        assert call.asked_at is not None, "Whoever asked put down when."
        to = call.number if call.campaign_id is not None else call.phone
        found = voice.find(to=to, asked_at=call.asked_at, reference=call.reference)
        word = {"absent": "refused", "cannot tell": "unknown"}.get(found.word, "placed")
        figures[word] += 1
        _put_down_found(call.pk, word, found, by=by, at=at)
    return figures


@transaction.atomic
def _put_down_found(call_id: int, word: str, found: Found, *, by: Actor, at: datetime) -> None:
    call = Call.objects.select_for_update().get(id=call_id)
    if moves(call.state, word):
        put_down(
            call, word, source="look-up", source_key=f"{call.key} look-up {word}",
            fields={"reference": found.reference or call.reference, "reason": found.reason}, reason=found.reason,
            by=by, at=at,
        )  # fmt: skip


def _word(call: Call, told: Heard) -> tuple[str | None, dict[str, object]]:
    """Return the state a thing leads to and what is set with it; no state where it changes none."""
    if told.leg == "collector":
        never_called = told.is_over and call.state in ("asked", "unknown", "placed")
        return ("refused", {"reason": NOT_REACHED}) if never_called else (None, {})
    fields: dict[str, object] = {"status": told.status}
    if told.answered_by:
        fields["answered_by"] = told.answered_by
    if told.is_over:
        fields |= {"ended_at": told.happened_at, "sip": told.sip}
        return "ended", fields
    if told.status == "in-progress":
        return "answered", fields | {"answered_at": told.happened_at}
    return "dialled", fields | {"dialled_at": call.dialled_at or told.happened_at}


def _put_down_only(call: Call, told: Heard, *, by: Actor, at: datetime) -> None:
    """Put down a thing that comes late or changes nothing; what it adds to what is known is kept."""
    entry_id = allot()
    added = []
    if told.leg == "person" and told.status == "in-progress" and call.answered_at is None:
        call.answered_at, added = told.happened_at, ["answered_at"]
    if told.sip and not call.sip:
        call.sip, added = told.sip, [*added, "sip"]
    if told.answered_by and not call.answered_by:
        call.answered_by, added = told.answered_by, [*added, "answered_by"]
    if added:
        call.save(update_fields=added)
    CallEvent.objects.create(
        call=call, word=f"{told.leg} {told.status}", source=NAME, source_key=f"{call.key} {told.event_key}",
        happened_at=told.happened_at, learned_at=at, entry_id=entry_id,
    )  # fmt: skip
    append("outreach.call_heard_of", by=by.name, at=at, subjects=subjects_of(call),
           facts={"call": call.pk, "leg": told.leg, "status": told.status}, entry_id=entry_id)  # fmt: skip


def _seat_after(call: Call, *, at: datetime) -> None:
    """Let the collector of a campaign's call that is over write down what became of it."""
    Seat.objects.filter(call_id=call.pk, state="talking").update(state="wrapping up", since_at=at)


def proposed_outcome(call: Call) -> str:
    """Return the outcome the provider's words come to, for a collector to confirm; empty while it goes on."""
    if call.state != "ended":
        return ""
    return told_by_provider(call.status, answered_by=call.answered_by, sip=call.sip)


def heard_a_machine(call: Call) -> bool:
    """Say whether a machine answered."""
    return is_machine(call.answered_by)
