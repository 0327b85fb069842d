"""Part of following: chargebacks as the provider tells of them; what is over does not open again by an old telling."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, cast

from goodstanding.access.permission import Actor
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.operations.events import put_down, say
from goodstanding.payments.gateway.port import Dispute
from goodstanding.payments.models.gateway import Chargeback, Payment

FIELDS = ["state", "amount_minor", "is_money_withdrawn", "reason", "answer_until", "closed_at"]


def follow_disputes(row: Payment, disputes: Sequence[Dispute], *, by: Actor, at: datetime, entry_id: int) -> list[str]:
    """Take in how the disputes of a payment stand; return what is new, in words."""
    found = []
    for one in disputes:
        known, is_new = Chargeback.objects.get_or_create(
            payment=row,
            reference=one.reference,
            defaults={
                "state": one.state, "amount_minor": one.amount_minor, "is_money_withdrawn": one.is_money_withdrawn,
                "opened_date": one.opened_date, "reason": one.reason[:1000], "answer_until": one.answer_until,
                "first_seen_at": at, "entry_id": entry_id, "closed_at": None if one.state == "open" else at,
            },
        )  # fmt: skip
        if not is_new and (_same(known, one) or (known.state != "open" and one.state == "open")):
            continue
        _take(known, one, at=at)
        put_down(row, f"chargeback_{one.state}", source=row.provider, at=at, entry_id=entry_id, reason=one.reason,
                 event_key=f"chargeback:{one.reference}:{one.state}:{one.is_money_withdrawn}:{one.amount_minor}",
                 facts={"amount_minor": one.amount_minor, "is_money_withdrawn": one.is_money_withdrawn})  # fmt: skip
        _tell(row, one, by=by, at=at)
        found.append(f"chargeback {one.reference} {one.state}")
    return found


def known_disputes(row: Payment) -> tuple[Dispute, ...]:
    """Return the disputes of a payment as they were told last."""
    return tuple(
        Dispute(one.reference, cast(Literal["open", "won", "lost"], one.state), one.amount_minor, one.opened_date,
                one.is_money_withdrawn, one.reason, one.answer_until)
        for one in Chargeback.objects.filter(payment=row).order_by("id")
    )  # fmt: skip


def _take(known: Chargeback, one: Dispute, *, at: datetime) -> None:
    known.state, known.amount_minor, known.is_money_withdrawn = one.state, one.amount_minor, one.is_money_withdrawn
    known.reason, known.answer_until = one.reason[:1000], one.answer_until
    known.closed_at = None if one.state == "open" else (known.closed_at or at)
    known.save(update_fields=FIELDS)


def _tell(row: Payment, one: Dispute, *, by: Actor, at: datetime) -> None:
    amount = Amount(one.amount_minor, row.currency)
    why = one.reason or "no reason given"
    if one.state == "open":
        say(row, f"chargeback:{one.reference}", f"The payer disputes payment {row.pk} ({amount}) with their bank: "
            f"{why} Answer it at {row.provider}.", by=by, at=at, due_at=one.answer_until)  # fmt: skip
    elif one.state == "lost":
        say(row, f"lost:{one.reference}", f"The chargeback of payment {row.pk} ({amount}) was lost.", by=by, at=at,
            kind="warning")  # fmt: skip


def _same(known: Chargeback, one: Dispute) -> bool:
    return (known.state, known.amount_minor, known.is_money_withdrawn, known.answer_until) == (
        one.state, one.amount_minor, one.is_money_withdrawn, one.answer_until,
    )  # fmt: skip
