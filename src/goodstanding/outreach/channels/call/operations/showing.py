"""Giving a collector the next call of the worklist, with nobody else getting the same one."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.call.operations.asking import draft, held_sentence, weighed
from goodstanding.outreach.channels.call.operations.keeping import held_call, put_down, subjects_of
from goodstanding.outreach.channels.call.queries import DIALLING, open_call_of
from goodstanding.outreach.channels.call.standing import OPEN, CallRefused
from goodstanding.outreach.models.call import Call
from goodstanding.outreach.sending.house import Weigh
from goodstanding.worklists.models import Task
from goodstanding.worklists.queries import queue
from goodstanding.worklists.queue import Place

SHOWN_FOR = timedelta(minutes=15)
"""So long a task stays with whoever has it in front of them without dialling."""
LAPSED = "Nobody dialled it in time."
LOOKED_AT_MOST = 200
AT_ONCE = 20


def show_next(*, weigh: Weigh, team: str = "", by: Actor, at: datetime) -> int | None:
    """Return the number of the call somebody is to make next, or None where none can be made now.

    Whoever has one in front of them already gets the same one. The most pressing comes first; tasks of later, people
    who are being called, and calls that the law or the books hold at this moment are passed over and stay on the list.
    Raises PermissionRefused.
    """
    require(by, DIALLING)
    let_lapse(by=by, at=at)
    mine = open_call_of(by)
    if mine is not None:
        return mine.pk
    for tasks in _batches(team=team, by=by, at=at):
        drafts = _drafts(tasks, by=by, at=at)
        for place, one in enumerate(drafts, start=1):
            one.pk = -place
        found = weighed(drafts, weigh=weigh, at=at)
        for one in drafts:
            if not found[one.pk].held and (number := _claim(one, by=by, at=at)) is not None:
                return number
    return None


def show_task(task_id: int, *, weigh: Weigh, by: Actor, at: datetime) -> int:
    """Return the number of a call for one task that somebody picked; raises CallRefused with what stands against it."""
    require(by, DIALLING)
    let_lapse(by=by, at=at)
    mine = open_call_of(by)
    if mine is not None:
        raise CallRefused(f"You have call {mine.pk} in front of you; say first what became of it.")
    task = Task.objects.filter(id=task_id, kind="call", closed_at=None).first()
    if task is None:
        raise CallRefused(f"There is no open call {task_id} on the worklist.")
    one = draft(task, by=by.name, at=at)
    require(by, DIALLING, client_id=one.client_id)
    one.pk = -1
    found = weighed([one], weigh=weigh, at=at)[-1]
    if found.held:
        raise CallRefused(held_sentence(found))
    number = _claim(one, by=by, at=at)
    if number is None:
        raise CallRefused("Somebody else is calling them, or has them in front of them.")
    return number


@transaction.atomic
def skip(call_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Leave a call that was not dialled for later; raises CallRefused without a reason, or once it was dialled."""
    call = held_call(call_id, by=by)
    if call.state != "shown":
        raise CallRefused("This call was dialled already; say what became of it.")
    if not reason.strip():
        raise CallRefused("Say why it is left for later.")
    put_down(call, "skipped", source=by.name, source_key=f"{call.key} skipped", fields={"reason": reason.strip()},
             reason=reason.strip(), by=by, at=at)  # fmt: skip


@transaction.atomic
def let_lapse(*, by: Actor, at: datetime) -> int:
    """Give back to the list what was shown too long ago and never dialled, and return how many there were."""
    require(by, DIALLING)
    late = Call.objects.select_for_update(skip_locked=True).filter(state="shown", shown_until__lte=at)
    rows = list(late.order_by("id"))
    for call in rows:
        put_down(
            call, "skipped", source="house", source_key=f"{call.key} lapsed", fields={"reason": LAPSED}, reason=LAPSED,
            by=by, at=at,
        )  # fmt: skip
    return len(rows)


def _batches(*, team: str, by: Actor, at: datetime) -> Iterator[Sequence[Task]]:
    """Yield callable tasks of the worklist, the most pressing first."""
    after: Place | None = None
    looked_at = 0
    while looked_at < LOOKED_AT_MOST:
        page = queue("call", by=by, after=after, limit=AT_ONCE)
        looked_at += AT_ONCE
        cards = [one for one in page.tasks if (one.due_at is None or one.due_at <= at) and team in ("", one.team)]
        rows = Task.objects.in_bulk([one.task_id for one in cards])
        if rows:
            yield [rows[one.task_id] for one in cards if one.task_id in rows]
        if page.after is None:
            return
        after = page.after


def _drafts(tasks: Sequence[Task], *, by: Actor, at: datetime) -> list[Call]:
    """Return a draft for each task that names somebody with a number whom nobody is calling, one a person."""
    found: dict[int, Call] = {}
    for task in tasks:
        try:
            one = draft(task, by=by.name, at=at)
        except CallRefused:
            continue
        found.setdefault(one.person_id, one)
    busy = set(Call.objects.filter(person_id__in=found, state__in=OPEN).values_list("person_id", flat=True))
    return [one for number, one in found.items() if number not in busy]


def _claim(one: Call, *, by: Actor, at: datetime) -> int | None:
    """Save a draft as the call somebody has in front of them; None where somebody else was faster."""
    entry_id = allot()
    one.pk = None
    one.key, one.shown_until, one.entry_id = secrets.token_urlsafe(18), at + SHOWN_FOR, entry_id
    try:
        with transaction.atomic():
            one.save(force_insert=True)
            append("outreach.call_shown", by=by.name, at=at, subjects=subjects_of(one),
                   facts={"call": one.pk, "task": one.task_id}, entry_id=entry_id)  # fmt: skip
    except IntegrityError:
        return None
    return one.pk
