"""Saying what became of a call, with one key: the contact is recorded, the task closed or put off, all at once."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.outreach.channels.call.operations.keeping import held_call, put_down
from goodstanding.outreach.channels.call.outcome import STEPS, Act, Outcome, read, told_by_provider
from goodstanding.outreach.channels.call.standing import LEFT, CallRefused
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.models.call import Call, Seat
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.consent import record_consent
from goodstanding.parties.operations.contact_point import mark_contact_point
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.refusal import Refusal
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import About, Wanted, close_task, open_task

NOTE_MAX = 2000
LEFT_FOR = timedelta(hours=12)
"""After so long a call of which nobody said what became of it is told by the provider's word."""
NOBODY_SAID = "nobody said"


class Said(NamedTuple):
    """What was put down: the contact, and what is proposed next, in words."""

    contact_id: int
    outcome: str
    act: Act
    next_step: str
    task_id: int | None
    """The task that stands for a later call, if there is one."""


@transaction.atomic
def say_outcome(
    call_id: int, *, outcome: str, note: str = "", again_at: datetime | None = None, by: Actor, at: datetime
) -> Said:
    """Say what became of a call by the key or name of an outcome.

    again_at  when they are to be called again; a wish to be called later needs it. Raises OutcomeRefused, CallRefused
    where their number was not called, where it was said already, or where the hour is over; PermissionRefused.
    """
    told = read(outcome)
    _hold_person(call_id)
    call = held_call(call_id, by=by)
    _refuse(call, told, note=note, again_at=again_at, by=by, at=at)
    contact_id = _record(call, told.contact, content=told.content, by=by, at=at)
    _act(call, told, by=by, at=at)
    later = _tasks(call, told.says, again_at=again_at, by=by, at=at)
    put_down(
        call, "done", source=by.name, source_key=f"{call.key} done",
        fields={"outcome": told.name, "note": note.strip(), "contact_id": contact_id,
                "ended_at": call.ended_at or at, "is_abandoned": call.is_abandoned},
        reason=told.says, by=by, at=at,
    )  # fmt: skip
    _free_seat(call, at=at)
    return Said(contact_id, told.name, told.act, STEPS[told.act], later)


def settle_left(*, by: Actor, at: datetime) -> int:
    """Put down what became of calls of which nobody said so for hours, and return how many there were.

    The provider's last word tells; where there is none the call counts as one that rang. A call that may never have
    been made, because nobody knows whether the provider has it, counts as well. Each is put down by itself: one whose
    contact cannot be recorded, such as of a debt that was withdrawn, is over all the same, with the reason.
    """
    late = Call.objects.filter(state__in=LEFT, shown_at__lte=at - LEFT_FOR).order_by("id")
    return sum(_settle_left(number, by=by, at=at) for number in list(late.values_list("id", flat=True)))


@transaction.atomic
def _settle_left(call_id: int, *, by: Actor, at: datetime) -> bool:
    """Put one call down that was left; say whether it still was."""
    _hold_person(call_id)
    call = Call.objects.select_for_update(skip_locked=True, of=("self",)).filter(id=call_id, state__in=LEFT).first()
    if call is None:
        return False
    contact = told_by_provider(call.status, answered_by=call.answered_by, sip=call.sip)
    contact_id, reason = None, contact
    try:
        with transaction.atomic():
            contact_id = _record(call, contact, content="", by=by, at=at)
    except PermissionRefused:
        raise
    except Refusal as refusal:
        reason = f"{contact}; the contact could not be recorded: {refusal}"
    put_down(
        call, "done", source="house", source_key=f"{call.key} done",
        fields={"outcome": NOBODY_SAID, "contact_id": contact_id, "ended_at": call.ended_at or at}, reason=reason,
        by=by, at=at,
    )  # fmt: skip
    _free_seat(call, at=at)
    return True


def put_down_untaken(call: Call, contact: str, *, name: str, by: Actor, at: datetime) -> None:
    """Put down what became of a campaign's call that no collector had, inside the deed that learned of it.

    Its task is closed: when they are called again is for their strategy to say.
    """
    contact_id = _record(call, contact, content="", by=by, at=at)
    put_down(
        call, "done", source="house", source_key=f"{call.key} done",
        fields={"outcome": name, "contact_id": contact_id, "ended_at": call.ended_at or at}, reason=contact, by=by,
        at=at,
    )  # fmt: skip
    task = None if call.task_id is None else Task.objects.filter(id=call.task_id, closed_at=None).first()
    if task is not None:
        close_task(task.pk, outcome=f"The campaign called: {name}.", by=by, at=at)


def _hold_person(call_id: int) -> None:
    """Wait until nothing is under way to the person, before any row is locked: what they said may stop contact."""
    order_after_sending(*Call.objects.filter(id=call_id).values_list("person_id", flat=True))


def _refuse(call: Call, told: Outcome, *, note: str, again_at: datetime | None, by: Actor, at: datetime) -> None:
    if call.state == "done":
        raise CallRefused(f"It was said already what became of this call: {call.outcome}.")
    if call.state not in LEFT or (call.state == "placed" and call.dialled_at is None):
        raise CallRefused("Their number was not called, so nothing became of it; leave it for later instead.")
    if call.by != by.name:
        raise CallRefused("Somebody else has this call in front of them.")
    if len(note) > NOTE_MAX:
        raise CallRefused(f"A note has at most {NOTE_MAX} characters.")
    if told.act == "callback" and again_at is None:
        raise CallRefused("Say when they want to be called again.")
    if again_at is not None and again_at <= at:
        raise CallRefused("They cannot be called again at an hour that is over.")


def _record(call: Call, outcome: str, *, content: str, by: Actor, at: datetime) -> int:
    """Record the contact at the moment the number was called, for the law to count."""
    happened = min(call.dialled_at or call.asked_at or at, at)
    fact = ContactFact(happened, at, "outbound", "call", outcome, content=content)
    return record_contact(call.debt_ids, fact=fact, contact_point_id=call.contact_point_id, by=by, at=at)


def _act(call: Call, told: Outcome, *, by: Actor, at: datetime) -> None:
    """Do at once what cannot wait: a stop stops, a wrong number is called no more."""
    if told.act == "stop":
        record_consent(call.person_id, channel="call", decision="withdrawn", source=f"call {call.pk}", effective_at=at,
                       by=by, at=at)  # fmt: skip
    if told.mark:
        point = ContactPoint.objects.filter(id=call.contact_point_id, withdrawn_at=None).first()
        if point is not None and point.status != told.mark:
            mark_contact_point(point.pk, told.mark, source=f"call {call.pk}", by=by, at=at)


def _tasks(call: Call, says: str, *, again_at: datetime | None, by: Actor, at: datetime) -> int | None:
    """Close the task of a call, and open another where they are to be called again at an hour."""
    task = None if call.task_id is None else Task.objects.filter(id=call.task_id).first()
    if task is not None and task.closed_at is None:
        close_task(task.pk, outcome=says, by=by, at=at)
    if again_at is None:
        return None
    evidence = dict(task.evidence if task else {}) | {
        "debts": call.debt_ids, "contact_point": call.contact_point_id, "after_call": call.pk,
    }  # fmt: skip
    wanted = Wanted(
        "call", f"call:after:{call.pk}", "Call them again, as they asked.", evidence,
        team=task.team if task else "", priority=task.priority if task else 0, due_at=again_at,
    )  # fmt: skip
    about = About(call.person_id, call.debt_ids[0], call.client_id, task.portfolio_id if task else None)
    return open_task(wanted, about, by=by, at=at)


def _free_seat(call: Call, *, at: datetime) -> None:
    """Let the collector of a campaign take the next call."""
    Seat.objects.filter(call_id=call.pk, state__in=("talking", "wrapping up")).update(
        state="waiting", since_at=at, call_id=None
    )
    Seat.objects.filter(call_id=call.pk, state="leaving").update(state="left", since_at=at, call_id=None)
