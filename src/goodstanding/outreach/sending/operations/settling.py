"""Saying what became of a message nobody can tell of, and sending a dead one again."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.message.learned import Learned
from goodstanding.outreach.message.life import DEAD
from goodstanding.outreach.message.operations.recording import record, rows_of
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.queries import may_see
from goodstanding.outreach.sending.wanted import MessageRefused, Wanted


@transaction.atomic
def settle_message(message_id: int, *, went: bool, reason: str, by: Actor, at: datetime) -> str:
    """Say whether a message that is unknown went or did not go, and return the state it is in then.

    What did not go is tried again while it has time. Raises NoSuchMessage, PermissionRefused, or MessageRefused
    without a reason or where it is not unknown.
    """
    row = may_see(message_id, by=by)
    require(by, "messages.settle", client_id=row.client_id)
    if row.state != "unknown":
        raise MessageRefused(f"Message {message_id} is {row.state.replace('_', ' ')}; only an unknown one is settled.")
    if not reason.strip():
        raise MessageRefused("Say how you know whether it went.")
    word = "accepted" if went else "put_off"
    entry_id = allot()
    told = Learned(
        row.pk, word, row.attempt, by.name, f"settled:{row.pk}:{row.attempt}", at, reason=reason.strip(),
        due_at=None if went else at,
    )  # fmt: skip
    found = record([told], at=at, entry_id=entry_id)
    append(
        "outreach.message_settled",
        by=by.name,
        at=at,
        subjects=[f"message:{row.pk}", f"person:{row.person_id}"],
        facts={"message": row.pk, "went": went, "reason": reason.strip()},
        rows=rows_of(found),
        entry_id=entry_id,
    )
    return word


def send_again(message_id: int, *, by: Actor, at: datetime) -> int:
    """Ask for a dead message once more, as a new message, and return its number; asked twice, it is the same one.

    Raises NoSuchMessage, PermissionRefused, or MessageRefused where it is not dead, or nobody can tell of it yet.
    """
    row = may_see(message_id, by=by)
    if row.state == "unknown":
        raise MessageRefused(f"Nobody can tell whether message {message_id} went; settle that first.")
    if row.state not in DEAD and row.state != "withheld":
        raise MessageRefused(f"Message {message_id} is {row.state.replace('_', ' ')}; only a dead one is sent again.")
    wanted = Wanted(
        key=f"again:{row.pk}",
        origin="person",
        channel=row.channel,
        person_id=row.person_id,
        client_id=row.client_id,
        debt_ids=row.debt_ids,
        template=row.template,
        language=row.language,
        tone=row.tone,
        purpose=row.purpose,
        fields=row.fields,
        is_optional=row.is_optional,
        answers_id=row.answers_id,
        again_of_id=row.pk,
    )
    return ask_for_message(wanted, by=by, at=at)
