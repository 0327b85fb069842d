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
    state: promise.State | Literal["withdrawn", "superseded"]
    channel: str
    evidence: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    entry_id: int
    last_date: date
    """The last day on which a payment still keeps it: the due date and its days of grace."""
    superseded_by_id: int | None = None


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
    noun = promise.Promise(row.amount_minor, row.made_date, row.due_date, row.tolerance_minor, row.grace_days)
    next_one = _next(row, as_of=as_of, known_at=known_at)
    gone_at = row.withdrawn_at if known_at is None or row.withdrawn_at is None or row.withdrawn_at <= known_at else None
    return PromiseStanding(
        promise_id=row.id,
        debt_id=row.debt_id,
        amount=Amount(row.amount_minor, row.currency),
        paid=Amount(promise.paid_minor(noun, payments, as_of), row.currency),
        made_date=row.made_date,
        due_date=row.due_date,
        state=_state(noun, payments, as_of=as_of, is_gone=gone_at is not None, is_superseded=next_one is not None),
        channel=row.channel,
        evidence=row.evidence,
        recorded_at=row.recorded_at,
        withdrawn_at=gone_at,
        withdrawn_reason=row.withdrawn_reason if gone_at else "",
        entry_id=row.entry_id,
        last_date=noun.last_date,
        superseded_by_id=next_one,
    )


def _next(row: Promise, *, as_of: date, known_at: datetime | None) -> int | None:
    """Return the promise that took this one's place by then."""
    found = Promise.objects.filter(supersedes_id=row.id, made_date__lte=as_of)
    found = found if known_at is None else found.filter(recorded_at__lte=known_at)
    return found.values_list("id", flat=True).first()


def _state(
    noun: promise.Promise, payments: list[promise.Payment], *, as_of: date, is_gone: bool, is_superseded: bool
) -> promise.State | Literal["withdrawn", "superseded"]:
    if is_superseded:
        return "superseded"
    return "withdrawn" if is_gone else promise.state(noun, payments, as_of)
