"""Taking a message back while it waits."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.message.learned import Learned
from goodstanding.outreach.message.life import WAITING
from goodstanding.outreach.message.operations.recording import record, rows_of
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.queries import may_see
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.parties.operations.person_lock import order_after_sending


@transaction.atomic
def cancel_message(message_id: int, *, reason: str = "", by: Actor, at: datetime) -> None:
    """Take a message back; raises NoSuchMessage, PermissionRefused, or MessageRefused where it is too late for that.

    Waits where it is being sent this moment.
    """
    row = may_see(message_id, by=by)
    require(by, "messages.send", client_id=row.client_id)
    order_after_sending(row.person_id)
    row.refresh_from_db()
    if row.state not in WAITING:
        raise MessageRefused(
            f"Message {message_id} cannot be taken back any more: it is {row.state.replace('_', ' ')}."
        )
    put_down_cancelled([row], reason=reason or "Somebody took it back.", by=by, at=at)


def cancel_waiting(person_id: int, *, channel: str, contact_point_id: int | None, reason: str, by: Actor,
                   at: datetime) -> int:  # fmt: skip
    """Take back everything that waits for a person on a channel (or on one contact point), in the caller's transaction.

    A part of recording a stop, which has asked its own permission and holds the person. Returns how many there were.
    """
    asked = Message.objects.filter(person_id=person_id, channel=channel, state__in=WAITING)
    if contact_point_id is not None:
        asked = asked.filter(contact_point_id=contact_point_id)
    rows = list(asked.order_by("id"))
    if rows:
        put_down_cancelled(rows, reason=reason, by=by, at=at)
    return len(rows)


def put_down_cancelled(rows: list[Message], *, reason: str, by: Actor, at: datetime) -> None:
    """Put messages down as taken back, with one evidence entry, in the caller's transaction."""
    entry_id = allot()
    told = [
        Learned(row.pk, "cancelled", row.attempt, by.name, f"cancelled:{row.pk}", happened_at=at, reason=reason)
        for row in rows
    ]
    found = record(told, at=at, entry_id=entry_id)
    append(
        "outreach.messages_cancelled",
        by=by.name,
        at=at,
        subjects=[f"message:{row.pk}" for row in rows] + sorted({f"person:{row.person_id}" for row in rows}),
        facts={"messages": len(rows), "reason": reason},
        rows=rows_of(found),
        entry_id=entry_id,
    )
