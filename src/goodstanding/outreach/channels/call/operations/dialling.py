"""Dialling: the law and the books are asked at the very moment, the person is held, and each call is asked for once.

With a provider the collector's own telephone rings first; when they pick up, everything is asked once more, and only
then is the person's number called. Without a provider the collector dials by hand, and the moment is the same.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.outreach.channels.call.operations.asking import held_sentence, refuse_paused, weighed
from goodstanding.outreach.channels.call.operations.keeping import held_call, put_down
from goodstanding.outreach.channels.call.standing import CallRefused, NotCalled
from goodstanding.outreach.channels.call.twilio import NAME, Placing, TwilioVoice
from goodstanding.outreach.channels.provider import Outcome
from goodstanding.outreach.models.call import Call
from goodstanding.outreach.sending.house import Weigh
from goodstanding.parties.contact_point import read_phone
from goodstanding.parties.operations.person_lock import held_people

BY_HAND = "by hand"
BUSY = "Something else is under way to this person; try again in a moment."
STATES = {"accepted": "placed", "unknown": "unknown"}


class Dialled(NamedTuple):
    """Where a call stands after it was dialled; `number` is to be dialled by hand where there is no provider."""

    state: str
    number: str
    by_hand: bool


def dial(call_id: int, *, weigh: Weigh, voice: TwilioVoice | None, phone: str = "", by: Actor, at: datetime) -> Dialled:
    """Dial a call that somebody has in front of them, once.

    phone  the collector's own telephone, which rings first; only with a provider. Raises NotCalled with what stands
    against it, which is put on record; CallRefused where it was dialled already, nothing can ring or sending is
    paused; PermissionRefused.
    """
    own = own_phone(phone) if voice else ""
    call = _mine(call_id, by=by)
    refuse_paused()
    with held_people([call.person_id]) as held:
        if call.person_id not in held.people:
            raise CallRefused(BUSY)
        _ask(call_id, weigh=weigh, by=by, at=at)
        if voice is None:
            _put_down_dialled(call_id, provider=BY_HAND, by=by, at=at)
            return Dialled("dialled", call.number, by_hand=True)
        _put_down_asked(call_id, phone=own, by=by, at=at)
        outcome = voice.place(_to_collector(call, voice, phone=own))
    return _answered(call_id, outcome, by=by, at=at)


def bridge(key: str, *, weigh: Weigh, by: Actor, at: datetime) -> Call:
    """Return the call whose person is to be called now that its collector has picked up; only once.

    Raises NotCalled where the law or the books stand against it by now, and CallRefused where it was dialled already.
    """
    found = Call.objects.filter(key=key, campaign=None).first()
    if found is None:
        raise CallRefused("There is no such call.")
    refuse_paused()
    with held_people([found.person_id]) as held:
        if found.person_id not in held.people:
            raise CallRefused(BUSY)
        if found.state not in ("asked", "unknown", "placed"):
            raise CallRefused("This call was dialled already.")
        _ask(found.pk, weigh=weigh, by=by, at=at)
        return _put_down_dialled(found.pk, provider=found.provider, by=by, at=at)


def own_phone(phone: str) -> str:
    """Return the collector's own number in E.164; raises CallRefused."""
    if not phone.strip():
        raise CallRefused("Say at which number you are called first, as +12175550100.")
    point = read_phone(phone)
    if not point.is_readable or not phone.strip().startswith("+"):
        raise CallRefused(f"{phone[:40]!r} is not a number; write it as +12175550100.")
    return point.value


@transaction.atomic
def _mine(call_id: int, *, by: Actor) -> Call:
    call = held_call(call_id, by=by)
    if call.by != by.name:
        raise CallRefused("Somebody else has this call in front of them.")
    if call.state != "shown":
        raise CallRefused("This call was dialled already; say what became of it.")
    return call


def _ask(call_id: int, *, weigh: Weigh, by: Actor, at: datetime) -> None:
    """Ask the law and the books once more; what stands against it is put on record and raised as NotCalled."""
    with transaction.atomic():
        call = held_call(call_id, by=by)
        found = weighed([call], weigh=weigh, at=at)[call.pk]
        if found.held:
            reason = held_sentence(found)
            put_down(call, "refused", source="gate", source_key=f"{call.key} refused", fields={"reason": found.held},
                     reason=found.held, by=by, at=at)  # fmt: skip
    if found.held:
        raise NotCalled(reason)


@transaction.atomic
def _put_down_asked(call_id: int, *, phone: str, by: Actor, at: datetime) -> None:
    call = held_call(call_id, by=by)
    if call.state != "shown":
        raise CallRefused("This call was dialled already.")
    put_down(call, "asked", source=by.name, source_key=f"{call.key} asked",
             fields={"phone": phone, "asked_at": at, "provider": NAME}, by=by, at=at)  # fmt: skip


@transaction.atomic
def _put_down_dialled(call_id: int, *, provider: str, by: Actor, at: datetime) -> Call:
    call = held_call(call_id, by=by)
    if call.state not in ("shown", "asked", "unknown", "placed"):
        raise CallRefused("This call was dialled already.")
    put_down(call, "dialled", source=by.name, source_key=f"{call.key} dialled",
             fields={"dialled_at": at, "provider": provider}, by=by, at=at)  # fmt: skip
    return call


def _to_collector(call: Call, voice: TwilioVoice, *, phone: str) -> Placing:
    account = voice.account
    return Placing(
        to=phone,
        ask_address=account.page("bridge", call.key),
        status_address=account.page("collector", call.key),
        ring_s=account.ring_s,
    )


def _answered(call_id: int, outcome: Outcome, *, by: Actor, at: datetime) -> Dialled:
    """Put down what the provider said at once. What nobody can tell of is unknown and is never asked for again."""
    with transaction.atomic():
        call = held_call(call_id, by=by)
        state = STATES.get(outcome.word, "refused")
        if call.state == "asked":
            put_down(call, state, source=NAME, source_key=f"{call.key} {state}",
                     fields={"reference": outcome.reference, "reason": outcome.reason}, reason=outcome.reason, by=by,
                     at=at)  # fmt: skip
        elif outcome.reference and not call.reference:
            call.reference = outcome.reference
            call.save(update_fields=["reference"])
    if state == "refused":
        raise NotCalled(outcome.reason)
    return Dialled(call.state, call.number, by_hand=False)
