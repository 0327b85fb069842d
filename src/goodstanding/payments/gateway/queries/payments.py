"""Questions about payments, mandates and chargebacks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from goodstanding.money.amount import Amount
from goodstanding.payments.models.gateway import Chargeback, Mandate, Payment, PaymentEvent
from goodstanding.refusal import Refusal


class NoSuchPayment(Refusal):
    """There is no payment of this number."""


class PaymentStanding(NamedTuple):
    """A payment as it stands: what was asked, what the provider says, and the receipt in the books."""

    payment_id: int
    key: str
    debt_id: int
    client_id: int
    portfolio_id: int
    person_id: int | None
    provider: str
    how: str
    amount: Amount
    what: str
    due_date: date | None
    state: str
    state_at: datetime
    attempt: int
    next_at: datetime | None
    reference: str
    code: str
    reason: str
    paid: Amount | None
    paid_date: date | None
    returned_code: str
    returned_date: date | None
    receipt_id: int | None
    is_receipt_standing: bool
    mandate_id: int | None
    retry_of: int | None
    made_at: datetime
    by: str


class MandateLine(NamedTuple):
    """A mandate as it is shown; `label` holds no whole number."""

    mandate_id: int
    person_id: int
    provider: str
    kind: str
    label: str
    expires_date: date | None
    given_at: datetime
    ended_at: datetime | None
    ended_reason: str


class ChargebackLine(NamedTuple):
    """A chargeback as it is shown."""

    payment_id: int
    debt_id: int
    client_id: int
    portfolio_id: int
    reference: str
    state: str
    amount: Amount
    opened_date: date
    answer_until: datetime | None
    reason: str


class EventLine(NamedTuple):
    """One thing that happened with a payment."""

    word: str
    attempt: int
    source: str
    happened_at: datetime
    code: str
    reason: str


def payments_of(debt_id: int) -> list[PaymentStanding]:
    """Return the payments of a debt, the latest first."""
    return _standings(Payment.objects.filter(debt_id=debt_id))


def payment(payment_id: int) -> PaymentStanding:
    """Return one payment; raises NoSuchPayment."""
    found = _standings(Payment.objects.filter(pk=payment_id))
    if not found:
        raise NoSuchPayment(f"There is no payment {payment_id}.")
    return found[0]


def payment_of_key(key: str) -> PaymentStanding | None:
    """Return the payment of a key, or None."""
    found = _standings(Payment.objects.filter(key=key))
    return found[0] if found else None


def payments_in(states: Sequence[str], *, limit: int = 200) -> list[PaymentStanding]:
    """Return payments in some states, the latest first."""
    return _standings(Payment.objects.filter(state__in=states), limit=limit)


def events_of(payment_id: int) -> list[EventLine]:
    """Return what happened with a payment, in the order it was recorded."""
    rows = PaymentEvent.objects.filter(payment_id=payment_id).order_by("id")
    return [EventLine(row.word, row.attempt, row.source, row.happened_at, row.code, row.reason) for row in rows]


def mandates_of(person_id: int, *, only_active: bool = True, day: date | None = None) -> list[MandateLine]:
    """Return the mandates of a person, the latest first; `day` leaves out those that expired before it."""
    rows = Mandate.objects.filter(person_id=person_id)
    if only_active:
        rows = rows.filter(ended_at=None)
    if day is not None:
        rows = rows.filter(Q(expires_date=None) | Q(expires_date__gte=day))
    return [
        MandateLine(row.pk, row.person_id, row.provider, row.kind, row.label, row.expires_date, row.given_at,
                    row.ended_at, row.ended_reason)
        for row in rows.order_by("-given_at", "-id")
    ]  # fmt: skip


def open_chargebacks(*, limit: int = 200) -> list[ChargebackLine]:
    """Return chargebacks that wait for an answer, the most urgent first."""
    rows = Chargeback.objects.filter(state="open").select_related("payment__debt")
    return [
        ChargebackLine(
            row.payment_id, row.payment.debt_id, row.payment.debt.client_id, row.payment.debt.portfolio_id,
            row.reference, row.state, Amount(row.amount_minor, row.payment.currency), row.opened_date,
            row.answer_until, row.reason,
        )
        for row in rows.order_by("answer_until", "id")[:limit]
    ]  # fmt: skip


def _standings(rows: QuerySet[Payment], *, limit: int | None = None) -> list[PaymentStanding]:
    found = rows.select_related("receipt__reversal", "debt").order_by("-made_at", "-id")
    return [_standing(row) for row in (found[:limit] if limit else found)]


def _standing(row: Payment) -> PaymentStanding:
    is_standing = row.receipt is not None and getattr(row.receipt, "reversal", None) is None
    paid = None if row.paid_minor is None else Amount(row.paid_minor, row.paid_currency)
    return PaymentStanding(
        row.pk, row.key, row.debt_id, row.debt.client_id, row.debt.portfolio_id, row.person_id, row.provider, row.how,
        Amount(row.amount_minor, row.currency), row.what, row.due_date, row.state, row.state_at, row.attempt,
        row.next_at, row.payment_reference or row.reference, row.code, row.reason, paid, row.paid_date,
        row.returned_code, row.returned_date, row.receipt_id, is_standing, row.mandate_id, row.retry_of_id,
        row.made_at, row.by,
    )  # fmt: skip
