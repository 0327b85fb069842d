"""Questions about receipts: those of a debt, how each was split, and whether it stands."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple, cast

from goodstanding.ledger.models import Posting
from goodstanding.ledger.posting import Component, Part
from goodstanding.money.amount import Amount
from goodstanding.payments.models import Receipt


class ReceiptStanding(NamedTuple):
    """A receipt as recorded: the parts it paid then, what it left unapplied then, and its reversal if there is one."""

    receipt_id: int
    debt_id: int
    amount: Amount
    received_date: date
    recorded_at: datetime
    method: str
    reference: str
    parts: tuple[Part, ...]
    unapplied: Amount
    repeats_id: int | None
    reversed_date: date | None
    reversal_reason: str
    entry_id: int


def receipts_of(debt_id: int) -> list[ReceiptStanding]:
    """Return the receipts of a debt, the latest received first, in two queries."""
    rows = Receipt.objects.filter(debt_id=debt_id).select_related("reversal").order_by("-received_date", "-id")
    receipts = list(rows)
    parts: dict[int, list[Part]] = defaultdict(list)
    lines = Posting.objects.filter(transaction__in=[row.transaction_id for row in receipts], head="receivable")
    for line in lines.order_by("id"):
        part = Part(line.item_id, cast(Component, line.component), -line.amount_minor)
        parts[line.transaction_id].append(part)
    return [_standing(row, tuple(parts[row.transaction_id])) for row in receipts]


def _standing(row: Receipt, parts: tuple[Part, ...]) -> ReceiptStanding:
    reversal = getattr(row, "reversal", None)
    return ReceiptStanding(
        receipt_id=row.id,
        debt_id=row.debt_id,
        amount=Amount(row.amount_minor, row.currency),
        received_date=row.received_date,
        recorded_at=row.recorded_at,
        method=row.method,
        reference=row.reference,
        parts=parts,
        unapplied=Amount(row.amount_minor - sum(part.amount_minor for part in parts), row.currency),
        repeats_id=row.repeats_id,
        reversed_date=reversal.reversed_date if reversal else None,
        reversal_reason=reversal.reason if reversal else "",
        entry_id=row.entry_id,
    )
