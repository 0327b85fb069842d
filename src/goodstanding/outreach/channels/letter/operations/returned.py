"""Putting letters down that came back."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.outreach.channels.letter import letter_code
from goodstanding.outreach.channels.letter.queries import letter_of
from goodstanding.outreach.channels.letter.returned_mail import Reason, ReturnRefused, reason_of
from goodstanding.outreach.inbox.telling import Telling
from goodstanding.outreach.message.life import WAITING
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.sending.operations.learning import learn
from goodstanding.parties.models import ContactPoint
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import About, Wanted, open_task

SOURCE = "returned_mail"
NO_USE = ("invalid", "returned", "wrong person")


@transaction.atomic
def return_letter(code: str, *, reason: str, by: Actor, at: datetime) -> int:
    """Put down that the letter of a code came back, and return its message's number.

    The message bounced; the address is marked where nothing will arrive there; a task asks for another where there is
    none. Raises CodeRefused, NoSuchLetter, ReturnRefused, PermissionRefused.
    """
    why = reason_of(reason)
    row = letter_of(code, by=by)
    require(by, "messages.settle", client_id=row.client_id)
    _require_left(row)
    event = f"{letter_code.read(code).message_id}:{row.attempt}"
    told = Telling("bounced", event, at, key=row.key, reason=why.sentence, is_point_bad=why.is_address_bad)
    figures = learn([told], source=SOURCE, by=by, at=at)
    assert figures.applied == 1, "A letter that was found and had left can come back."
    for wanted in _tasks(row, why):
        if not Task.objects.filter(matter=wanted.matter, closed_at=None).exists():
            open_task(
                wanted, About(row.person_id, row.debt_ids[0] if row.debt_ids else None, row.client_id), by=by, at=at
            )
    return row.pk


def _require_left(row: Message) -> None:
    """Refuse a letter that came back before, and one that is still in the house."""
    shown = letter_code.spaced(letter_code.code_of(row.pk, key=row.key, made_at=row.made_at))
    if row.state == "bounced":
        back = MessageEvent.objects.filter(message=row, word="bounced").order_by("id").first()
        when = f" on {back.happened_at.date()}" if back else ""
        raise ReturnRefused(f"Letter {shown} was put down as returned already{when}: {row.reason}")
    if row.state in (*WAITING, "withheld", "cancelled"):
        raise ReturnRefused(f"Letter {shown} has not left the house, so it cannot have come back.")


def _tasks(row: Message, why: Reason) -> list[Wanted]:
    """Return what somebody has to look at now."""
    found = []
    evidence = {"message": row.pk, "reason": why.sentence}
    if why.task:
        found.append(Wanted("exception", f"returned:{row.pk}", why.task, evidence))
    others = ContactPoint.objects.filter(person_id=row.person_id, kind="address", withdrawn_at=None)
    if why.is_address_bad and not others.exclude(status__in=NO_USE).exists():
        matter = f"reach:person:{row.person_id}:client:{row.client_id}"
        found.append(Wanted("reach", matter, "A letter came back and no other address is known: find one.", evidence))
    return found
