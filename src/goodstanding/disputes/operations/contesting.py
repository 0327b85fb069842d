"""Opening and closing a dispute."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.disputes import dispute as nouns
from goodstanding.disputes.models import Dispute
from goodstanding.disputes.queries import disputes_of
from goodstanding.evidence.operations import allot, append
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.future import is_future
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal


class DisputeRefused(Refusal):
    """What is contested is not there, is contested already, or the days cannot be."""


@transaction.atomic
def open_dispute(
    debt_id: int,
    *,
    item_id: int | None = None,
    opened_date: date,
    reason: str = "",
    source_key: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Open a dispute of a debt, or of one of its items, and return its number.

    `source_key` makes it the same dispute when its source names it again. Raises NoSuchDebt, DebtWithdrawn,
    DisputeRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="disputes.open", by=by)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    if item_id is not None and not Item.objects.filter(id=item_id, debt=debt, withdrawn_at=None).exists():
        raise DisputeRefused(f"Debt {debt.reference} has no item {item_id}.")
    _refuse_future(opened_date, at=at)
    if any(nouns.overlap(nouns.Dispute(opened_date, None, item_id), known) for known in disputes_of(debt_id)):
        raise DisputeRefused("This is in dispute already, or was later than that day.")
    if source_key and Dispute.objects.filter(client_id=debt.client_id, source_key=source_key).exists():
        raise DisputeRefused(f"Dispute {source_key} is in the book already.")
    entry_id = allot()
    row = Dispute.objects.create(
        client_id=debt.client_id,
        debt=debt,
        item_id=item_id,
        opened_date=opened_date,
        reason=reason,
        source_key=source_key or f"entry:{entry_id}",
        recorded_at=at,
        entry_id=entry_id,
    )
    append(
        "disputes.opened",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"dispute": row.id, "item": item_id, "opened_date": opened_date.isoformat(), "reason": reason},
        entry_id=entry_id,
    )
    return row.id


@transaction.atomic
def close_dispute(dispute_id: int, *, closed_date: date, outcome: str, by: Actor, at: datetime) -> None:
    """Close a dispute; `closed_date` is the first day on which it no longer counts.

    Raises DisputeRefused, also without an outcome. Locks the debt's account.
    """
    found = Dispute.objects.filter(id=dispute_id, withdrawn_at=None).values_list("debt_id", flat=True).first()
    if found is None:
        raise DisputeRefused(f"There is no dispute {dispute_id}.")
    debt = held_debt(found, permission="disputes.close", by=by, even_withdrawn=True)
    row = Dispute.objects.get(id=dispute_id)
    if row.closed_date is not None:
        raise DisputeRefused(f"This dispute was closed on {row.closed_date} already.")
    if closed_date < row.opened_date:
        raise DisputeRefused(f"It was opened on {row.opened_date}; it cannot be closed before.")
    if not outcome.strip():
        raise DisputeRefused("Say how the dispute ended.")
    _refuse_future(closed_date, at=at)
    row.closed_date, row.outcome = closed_date, outcome
    row.save(update_fields=["closed_date", "outcome"])
    append(
        "disputes.closed",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"dispute": dispute_id, "closed_date": closed_date.isoformat(), "outcome": outcome},
    )


def _refuse_future(day: date, *, at: datetime) -> None:
    if is_future(day, at=at):
        raise DisputeRefused(f"{day} is still to come.")
