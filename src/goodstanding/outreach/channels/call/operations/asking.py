"""Asking the law and the books about a call, just before it is dialled: the call as the house weighs it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from goodstanding.ledger.queries import balance
from goodstanding.outreach.channels.call.standing import CallRefused
from goodstanding.outreach.models.call import Call
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.sending.house import Waiting, Weigh, Weighed
from goodstanding.outreach.sending.operations.pausing import last_word
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.models import Debt
from goodstanding.worklists.models import Task

STEP = "call"
DEMANDED, RETURNED = "demand_payment", "requested_return_call"
"""What a call that no night planned is for, in the law's words: to ask for payment, or because they asked for it."""
TIME_TO_DIAL = timedelta(hours=1)
USABLE = ("valid", "unverified")


def weighed(calls: Sequence[Call], *, weigh: Weigh, at: datetime) -> Mapping[int, Weighed]:
    """Return what the law and the books say of calls at an instant, by call; what is not answered is held."""
    if not calls:
        return {}
    found = weigh([_waiting(call, at=at) for call in calls], at)
    return {call.pk: found.get(call.pk, Weighed(held="law: Nobody could say whether this call may be made."))
            for call in calls}  # fmt: skip


def refuse_paused() -> None:
    """Raise CallRefused while sending is paused: whoever paused it wants nobody to be reached, by whatever channel."""
    word = last_word()
    if word is not None and word.word == "paused":
        raise CallRefused(f"Sending is paused, so nobody is called: {word.reason}")


def held_sentence(one: Weighed) -> str:
    """Return why a call is held, without the word for its cause."""
    cause, colon, sentence = one.held.partition(": ")
    return sentence if colon else cause


def draft(task: Task, *, by: str, at: datetime) -> Call:
    """Return a call for a task, not saved: whom it is to, about which debts, at which number; raises CallRefused."""
    evidence: Mapping[str, Any] = task.evidence or {}
    listed = [number for number in evidence.get("debts") or [] if isinstance(number, int)]
    debts = list(Debt.objects.filter(account_id__in=listed or [task.debt_id], withdrawn_at=None).order_by("account_id"))
    person_id = task.person_id or (debts[0].debtor_id if debts else None)
    mine = [debt for debt in debts if debt.debtor_id == person_id]
    if person_id is None or not mine:
        raise CallRefused("Nobody is known whom this task is about, or their debts were withdrawn.")
    point = _point(person_id, wanted=evidence.get("contact_point"))
    return Call(
        person_id=person_id, client_id=mine[0].client_id, contact_point_id=point.pk, number=point.value,
        debt_ids=[debt.account_id for debt in mine], task_id=task.pk, by=by, shown_at=at,
    )  # fmt: skip


def _point(person_id: int, *, wanted: object) -> ContactPoint:
    """Return the number to call: the one that was planned, else a valid one, else the newest; raises CallRefused."""
    points = ContactPoint.objects.filter(
        Q(status__in=USABLE), person_id=person_id, kind="phone", withdrawn_at=None, value__startswith="+"
    )
    known = sorted(points, key=lambda one: (one.pk != wanted, one.status != "valid", -one.pk))
    if not known:
        raise CallRefused("No number is known at which they can be called.")
    return known[0]


def _waiting(call: Call, *, at: datetime) -> Waiting:
    """Return a call as the house weighs it: it leaves this moment, on behalf of whoever dials."""
    task = None if call.task_id is None else Task.objects.filter(id=call.task_id).first()
    evidence: Mapping[str, Any] = (task.evidence if task else None) or {}
    step = str(evidence.get("step") or STEP)
    return Waiting(
        message_id=call.pk, key=f"call:{call.key}", origin="night" if "act" in evidence else "person", channel="call",
        person_id=call.person_id, client_id=call.client_id, contact_point_id=call.contact_point_id,
        lines=_lines(call, step=step, at=at), template=str(evidence.get("template") or ""), language="", tone="",
        purpose=RETURNED if {"after_call", "enquiry"} & set(evidence) else DEMANDED, fields={},
        strategy=str(evidence.get("strategy") or ""), edition=int(evidence.get("edition") or 0), step=step,
        is_optional=False, answers_id=None, planned_at=at, not_before=at, not_after=at + TIME_TO_DIAL, attempt=1,
        by=call.by,
    )  # fmt: skip


def _lines(call: Call, *, step: str, at: datetime) -> tuple[DeliveryLine, ...]:
    currencies = dict(Debt.objects.filter(account_id__in=call.debt_ids).values_list("account_id", "currency"))
    return tuple(
        DeliveryLine(debt, None, step, currencies[debt], balance(debt, as_of=at.date()).balance_minor)
        for debt in call.debt_ids
        if debt in currencies
    )
