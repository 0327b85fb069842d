"""Parts of every deed on a call: hold its row, put down what was learned, and say it in the evidence."""

from collections.abc import Mapping
from datetime import datetime

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.call.standing import NoSuchCall
from goodstanding.outreach.models.call import Call, CallEvent


def held_call(call_id: int, *, by: Actor, permission: str = "calls.dial") -> Call:
    """Return a call whose row is locked; raises NoSuchCall or PermissionRefused."""
    row = Call.objects.select_for_update().filter(id=call_id).first()
    if row is None:
        raise NoSuchCall(f"There is no call {call_id}.")
    require(by, permission, client_id=row.client_id)
    return row


def subjects_of(call: Call) -> list[str]:
    """Return whom and what an entry about a call concerns."""
    debts = [f"debt:{number}" for number in call.debt_ids]
    return [f"call:{call.pk}", f"person:{call.person_id}", f"client:{call.client_id}", *debts]


def put_down(
    call: Call,
    word: str,
    *,
    source: str,
    source_key: str,
    fields: Mapping[str, object],
    reason: str = "",
    happened_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Move a call to a state with an event and an entry; a part of a deed, inside its transaction."""
    entry_id = allot()
    for name, value in fields.items():
        setattr(call, name, value)
    call.state, call.entry_id = word, entry_id
    call.save(update_fields=[*fields, "state", "entry_id"])
    CallEvent.objects.create(
        call=call, word=word, source=source, source_key=source_key, reason=reason, happened_at=happened_at or at,
        learned_at=at, entry_id=entry_id,
    )  # fmt: skip
    append(
        f"outreach.call_{word}",
        by=by.name,
        at=at,
        subjects=subjects_of(call),
        facts={"call": call.pk, "number": call.number, "reason": reason, "provider": call.provider,
               "reference": call.reference},
        entry_id=entry_id,
    )  # fmt: skip
