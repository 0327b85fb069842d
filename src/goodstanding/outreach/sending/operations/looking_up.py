"""Looking up what nobody can tell: messages cut off in the middle become unknown, unknown ones are asked about."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.provider import BatchProvider, Consignment, Provider
from goodstanding.outreach.message.attempt import key_of
from goodstanding.outreach.message.learned import Learned
from goodstanding.outreach.message.operations.dead_letters import open_dead_letters
from goodstanding.outreach.message.operations.recording import Recorded, record, rows_of
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.sending.backing_off import TRIES_MOST, next_look
from goodstanding.outreach.sending.operations.claiming import LEASE
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.parties.operations.person_lock import held_people

STALLED = timedelta(minutes=1)
"""Whoever hands a message over answers for it sooner, unless they died."""
LOOKED_UP_TOGETHER = 200
CUT_OFF = "Whoever was sending it was cut off, and did not say what became of it."


def sweep_stalled(*, by: Actor, at: datetime) -> int:
    """Make unknown what was handed over a while ago and never answered for, by nobody who is still at it.

    Returns how many messages there were.
    """
    require(by, "sending.run")
    stalled = Message.objects.filter(state="handed_over", state_at__lte=at - STALLED).order_by("id")
    people = dict(stalled.values_list("id", "person_id")[:LOOKED_UP_TOGETHER])
    if not people:
        return 0
    with held_people(people.values()) as held:
        mine = [number for number, person in people.items() if person in held.people]
        rows = Message.objects.filter(id__in=mine, state="handed_over").order_by("id")
        told = [
            Learned(row.pk, "unknown", row.attempt, "sweep", f"sweep:{row.pk}:{row.attempt}", row.state_at,
                    reason=CUT_OFF, due_at=at)
            for row in rows
        ]  # fmt: skip
        return len(_put_down(told, "outreach.messages_cut_off", by=by, at=at)) if told else 0


def look_up_unknown(
    channel: str, *, provider: Provider | BatchProvider, by: Actor, now: Callable[[], datetime],
    limit: int = LOOKED_UP_TOGETHER,
) -> dict[str, int]:  # fmt: skip
    """Ask the provider what became of messages nobody can tell of, and return how many came to which state.

    What it certainly never got may be tried again; where it cannot tell either, the message stays unknown until
    somebody says what became of it.
    """
    require(by, "sending.run")
    at = now()
    unknown = Message.objects.filter(channel=channel, state="unknown", due_at__lte=at).order_by("due_at", "id")
    rows = list(unknown[:limit])
    Message.objects.filter(id__in=[row.pk for row in rows], state="unknown").update(due_at=at + LEASE)
    counts: dict[str, int] = {}
    for row in rows:
        word = _look_up(row, provider, by=by, at=now())
        counts[word] = counts.get(word, 0) + 1
    return counts


def consignment_of(row: Message, *, attempt: int | None = None) -> Consignment:
    """Return what a provider needs to find an earlier attempt again: its key, where it went, and what it said."""
    point = None if row.contact_point_id is None else ContactPoint.objects.filter(id=row.contact_point_id).first()
    name = Person.objects.filter(id=row.person_id).values_list("display_name", flat=True).first()
    number = row.attempt if attempt is None else attempt
    return Consignment(
        key=key_of(row.key, made_at=row.made_at, attempt=number),
        message_id=row.pk,
        attempt=number,
        channel=row.channel,
        to=point.value if point else "",
        to_name=name or "",
        language=row.language,
        subject=row.subject,
        text=row.text,
    )


def _look_up(row: Message, provider: Provider | BatchProvider, *, by: Actor, at: datetime) -> str:
    handed = MessageEvent.objects.filter(message=row, word="handed_over", attempt=row.attempt).first()
    found = provider.look_up(consignment_of(row), asked_at=handed.happened_at if handed else row.state_at)
    if found.word == "cannot tell":
        Message.objects.filter(id=row.pk, state="unknown").update(due_at=next_look(since=row.state_at, at=at))
        return "unknown"
    word, reason = str(found.word), found.reason
    if found.word == "absent":
        word, reason = "put_off", reason or "The provider certainly never got it."
        if row.attempt >= TRIES_MOST:
            word, reason = "failed", f"It was tried {row.attempt} times. {reason}"
    told = Learned(
        row.pk, word, row.attempt, "look-up", f"look-up:{row.pk}:{row.attempt}:{word}", at,
        reference=found.reference,
        reason=reason,
        due_at=at if word == "put_off" else None,
    )  # fmt: skip
    _put_down([told], "outreach.messages_looked_up", by=by, at=at)
    return word


@transaction.atomic
def _put_down(told: Sequence[Learned], kind: str, *, by: Actor, at: datetime) -> list[Recorded]:
    entry_id = allot()
    found = record(told, at=at, entry_id=entry_id)
    open_dead_letters(found, at=at, entry_id=entry_id)
    append(
        kind, by=by.name, at=at, subjects=[f"message:{one.told.message_id}" for one in found],
        facts={"messages": len(found)}, rows=rows_of(found), entry_id=entry_id,
    )  # fmt: skip
    return [one for one in found if one.moved]
