"""Questions about receipts and refunds: how each was split, whether it stands, and what lies unapplied."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple, cast

from django.db.models import Sum

from goodstanding.ledger.balance import fold
from goodstanding.ledger.models import Posting
from goodstanding.ledger.posting import Component, Part
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.payments.models import PaidBack, Receipt
from goodstanding.payments.overpaid import lying_since
from goodstanding.receivables.models import Debt


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
    recovered: tuple[Part, ...]
    """What it brought in of what had been written off."""
    unapplied: Amount
    refunded: Amount
    """What of it was paid back and stands so."""
    repeats_id: int | None
    reversed_date: date | None
    reversal_reason: str
    entry_id: int


class Overpaid(NamedTuple):
    """Money that lies unapplied on a debt: how much, since when, and how much is open beside it."""

    debt_id: int
    reference: str
    client_id: int
    unapplied: Amount
    since_date: date
    days: int
    open: Amount


class RefundStanding(NamedTuple):
    """A refund as recorded, and the day on which it was taken back, if it was."""

    refund_id: int
    debt_id: int
    receipt_id: int | None
    amount: Amount
    refunded_date: date
    reason: str
    method: str
    reference: str
    recorded_at: datetime
    taken_back_date: date | None
    entry_id: int


def receipts_of(debt_id: int, *, as_of: date = date.max, known_at: datetime | None = None) -> list[ReceiptStanding]:
    """Return the receipts of a debt, the latest received first, as of a day and as known at an instant."""
    rows = Receipt.objects.filter(debt_id=debt_id, received_date__lte=as_of).select_related("reversal")
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    receipts = list(rows.order_by("-received_date", "-id"))
    parts: dict[tuple[int, str], list[Part]] = defaultdict(list)
    lines = Posting.objects.filter(
        transaction__in=[row.transaction_id for row in receipts], head__in=["receivable", "recovered"]
    )
    for line in lines.order_by("id"):
        part = Part(line.item_id, cast(Component, line.component), -line.amount_minor)
        parts[line.transaction_id, line.head].append(part)
    refunded: dict[int | None, int] = defaultdict(int)
    if receipts:
        for refund in refunds_of(debt_id, as_of=as_of, known_at=known_at):
            refunded[refund.receipt_id] += refund.amount.minor if refund.taken_back_date is None else 0
    return [
        _standing(
            row,
            tuple(parts[row.transaction_id, "receivable"]),
            recovered=tuple(parts[row.transaction_id, "recovered"]),
            refunded_minor=refunded[row.id],
            until=(as_of, known_at),
        )
        for row in receipts
    ]


def refunds_of(
    debt_id: int | None = None, *, as_of: date = date.max, known_at: datetime | None = None
) -> list[RefundStanding]:
    """Return the refunds of a debt, or all of them, the latest first, as of a day and as known at an instant."""
    rows = PaidBack.objects.filter(refunded_date__lte=as_of).select_related("transaction__reversed_by")
    rows = rows if debt_id is None else rows.filter(debt_id=debt_id)
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    found = []
    for row in rows.order_by("-refunded_date", "-id"):
        back = getattr(row.transaction, "reversed_by", None)
        if back is not None and not _has_seen(back.effective_date, back.recorded_at, (as_of, known_at)):
            back = None
        found.append(
            RefundStanding(
                row.id, row.debt_id, row.receipt_id, Amount(row.amount_minor, row.currency), row.refunded_date,
                row.reason, row.method, row.reference, row.recorded_at, back.effective_date if back else None,
                row.entry_id,
            )
        )  # fmt: skip
    return found


def overpaid(*, as_of: date, known_at: datetime | None = None, client_id: int | None = None) -> list[Overpaid]:
    """Return every debt on which money lies unapplied, the oldest first, as of a day and as known at an instant."""
    sums = Posting.objects.filter(head="unapplied", effective_date__lte=as_of)
    sums = sums if known_at is None else sums.filter(recorded_at__lte=known_at)
    sums = sums if client_id is None else sums.filter(book__client_id=client_id)
    lying = dict(
        sums.values("account_id")
        .annotate(minor=Sum("amount_minor"))
        .filter(minor__lt=0)
        .values_list("account_id", "minor")
    )
    found = []
    for debt in Debt.objects.filter(pk__in=list(lying)):
        lines = lines_of(debt.pk, as_of=as_of, known_at=known_at)
        since = lying_since(lines, as_of=as_of) or as_of
        open_ = Amount(fold(lines, as_of=as_of).open_minor, debt.currency)
        unapplied = Amount(-lying[debt.pk], debt.currency)
        days = (as_of - since).days
        found.append(Overpaid(debt.pk, debt.reference, debt.client_id, unapplied, since, days, open_))
    return sorted(found, key=lambda one: (one.since_date, one.debt_id))


def _has_seen(day: date, recorded_at: datetime, until: tuple[date, datetime | None]) -> bool:
    as_of, known_at = until
    return day <= as_of and (known_at is None or recorded_at <= known_at)


def _standing(
    row: Receipt,
    parts: tuple[Part, ...],
    *,
    recovered: tuple[Part, ...],
    refunded_minor: int,
    until: tuple[date, datetime | None],
) -> ReceiptStanding:
    reversal = getattr(row, "reversal", None)
    if reversal and not _has_seen(reversal.reversed_date, reversal.recorded_at, until):
        reversal = None
    return ReceiptStanding(
        receipt_id=row.id,
        debt_id=row.debt_id,
        amount=Amount(row.amount_minor, row.currency),
        received_date=row.received_date,
        recorded_at=row.recorded_at,
        method=row.method,
        reference=row.reference,
        parts=parts,
        recovered=recovered,
        unapplied=Amount(row.amount_minor - sum(part.amount_minor for part in (*parts, *recovered)), row.currency),
        refunded=Amount(refunded_minor, row.currency),
        repeats_id=row.repeats_id,
        reversed_date=reversal.reversed_date if reversal else None,
        reversal_reason=reversal.reason if reversal else "",
        entry_id=row.entry_id,
    )
