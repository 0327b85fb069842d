"""Questions about promises: those of a debt, and how each stands as the ledger says."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from django.db.models import Q

from goodstanding.arrangements import promise
from goodstanding.arrangements.models import Promise
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount


class PromiseStanding(NamedTuple):
    """A promise as a page shows it; `paid` is what had come in towards it and stood, as of the day asked about."""

    promise_id: int
    debt_id: int
    amount: Amount
    paid: Amount
    made_date: date
    due_date: date
    state: promise.State | Literal["withdrawn"]
    channel: str
    evidence: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    entry_id: int


def promises_of(debt_id: int, *, as_of: date, known_at: datetime | None = None) -> list[PromiseStanding]:
    """Return the promises made on a debt until a day, the newest first, as the books stood then.

    `known_at` leaves out what was recorded later: promises, withdrawals, payments and their reversals. A promise that
    was withdrawn counts for no day any more.
    """
    recorded = Q() if known_at is None else Q(recorded_at__lte=known_at)
    rows = Promise.objects.filter(recorded, debt_id=debt_id, made_date__lte=as_of).order_by("-made_date", "-id")
    if not rows:
        return []
    payments = promise.payments_in(lines_of(debt_id, as_of=as_of, known_at=known_at))
    return [_standing(row, payments=payments, as_of=as_of, known_at=known_at) for row in rows]


def _standing(
    row: Promise, *, payments: list[promise.Payment], as_of: date, known_at: datetime | None
) -> PromiseStanding:
    noun = promise.Promise(row.amount_minor, row.made_date, row.due_date)
    gone_at = row.withdrawn_at if known_at is None or row.withdrawn_at is None or row.withdrawn_at <= known_at else None
    return PromiseStanding(
        promise_id=row.id,
        debt_id=row.debt_id,
        amount=Amount(row.amount_minor, row.currency),
        paid=Amount(promise.paid_minor(noun, payments, as_of), row.currency),
        made_date=row.made_date,
        due_date=row.due_date,
        state="withdrawn" if gone_at else promise.state(noun, payments, as_of),
        channel=row.channel,
        evidence=row.evidence,
        recorded_at=row.recorded_at,
        withdrawn_at=gone_at,
        withdrawn_reason=row.withdrawn_reason if gone_at else "",
        entry_id=row.entry_id,
    )
