"""One click on a reply: the promise, the dispute or the hold it speaks of, with its words kept as evidence."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.operations import record_promise
from goodstanding.disputes.operations.contesting import open_dispute
from goodstanding.money.amount import Amount
from goodstanding.outreach.reply.deciding.operations import Held, finish, held_reply
from goodstanding.outreach.reply.operations import ReplyRefused
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.holds import place_hold


@transaction.atomic
def promise_from_reply(reply_id: int, debt_id: int, *, amount: Amount, due_date: date, by: Actor, at: datetime) -> int:
    """Record the promise that a reply makes on a debt, and return its number; it was made the day the reply came.

    Raises NoSuchReply, ReplyRefused, PermissionRefused, PromiseRefused and what a promise raises besides.
    """
    held = _about(reply_id, debt_id, by=by)
    number = record_promise(
        debt_id, amount=amount, due_date=due_date, made_date=held.reply.happened_at.date(), channel=held.reply.channel,
        evidence=held.source, by=by, at=at,
    )  # fmt: skip
    facts = {"promise": number, "debt": debt_id, "amount": str(amount), "due_date": due_date.isoformat()}
    finish(held, "promise", "promise", facts, outcome=f"Promise of {amount} by {due_date}.", by=by, at=at)
    return number


@transaction.atomic
def dispute_from_reply(reply_id: int, debt_id: int, *, by: Actor, at: datetime) -> int:
    """Open the dispute that a reply raises about a debt, from the day it came, and return its number.

    Raises NoSuchReply, ReplyRefused, PermissionRefused, DisputeRefused and what a dispute raises besides.
    """
    held = _about(reply_id, debt_id, by=by)
    number = open_dispute(
        debt_id, opened_date=held.reply.happened_at.date(), reason=held.source,
        source_key=f"reply:{reply_id}:{debt_id}", by=by, at=at,
    )  # fmt: skip
    finish(
        held, "dispute", "dispute", {"dispute": number, "debt": debt_id}, outcome="A dispute was opened.", by=by, at=at
    )
    return number


@transaction.atomic
def hold_from_reply(
    reply_id: int, debt_id: int, *, reason: str, ends_date: date | None = None, by: Actor, at: datetime
) -> int:
    """Place the hold that a reply asks for on a debt, from today on, and return its number.

    Raises NoSuchReply, ReplyRefused, PermissionRefused, HoldRefused and what a hold raises besides.
    """
    held = _about(reply_id, debt_id, by=by)
    number = place_hold(
        debt_id, reason=reason, starts_date=at.date(), ends_date=ends_date, note=held.source, by=by, at=at
    )
    facts = {"hold": number, "debt": debt_id, "reason": reason}
    finish(held, "hold", held.reading.label, facts, outcome=f"On hold: {reason}.", by=by, at=at)
    return number


def _about(reply_id: int, debt_id: int, *, by: Actor) -> Held:
    """Return the reply where it is from whoever owes the debt; nobody's words are held against another."""
    held = held_reply(reply_id, by=by)
    debtor = Debt.objects.filter(pk=debt_id).values_list("debtor_id", flat=True).first()
    if debtor != held.person_id:
        raise ReplyRefused("This reply is not from whoever owes that debt.")
    return held
