"""What a pay link opens, and how a payment stands that was begun there. Nothing of the debt but its reference."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.queries import house_words
from goodstanding.payments.gateway.link import read_token
from goodstanding.payments.gateway.queries.settings import PROVIDERS, provider_for_pages
from goodstanding.payments.models.gateway import Payment
from goodstanding.payments.models.receipt import ReceiptReversal
from goodstanding.receivables.models import Debt


@dataclass(frozen=True, slots=True)
class PayPage:
    """The page of one account, for whoever holds its link. Only `reference`, `currency` and the house are shown."""

    debt_id: int
    client_id: int
    debtor_id: int | None
    reference: str
    currency: str
    can_pay: bool
    is_real: bool


@dataclass(frozen=True, slots=True)
class Status:
    """How a payment stands, for whoever began it."""

    payment_id: int
    state: str
    amount: Amount
    page_address: str
    receipt_id: int | None
    paid_date: date | None
    is_running: bool


def page_of(token: str, *, at: datetime) -> PayPage | None:
    """Return what a token opens, or None: whether it is no token, or of nothing we still hold, nobody is told."""
    link = read_token(token, at=at, secret=settings.SECRET_KEY)
    debt = Debt.objects.filter(pk=link.debt_id).first() if link else None
    if debt is None:
        return None
    provider = provider_for_pages(at=at)
    return PayPage(
        debt_id=debt.pk,
        client_id=debt.client_id,
        debtor_id=debt.debtor_id,
        reference=debt.reference,
        currency=debt.currency,
        can_pay=provider is not None and debt.withdrawn_at is None,
        is_real=provider is None or PROVIDERS[provider].is_real,
    )


def status_of(page: PayPage, form: str) -> Status | None:
    """Return how the payment of a form stands, or None where none was begun by it."""
    begun = Payment.objects.filter(debt_id=page.debt_id)
    # With some a mandate is left for a plan; those have a key of the plan.
    row = begun.filter(Q(key=key_of(page, form)) | Q(saves=True, key__endswith=f":autopay:{form}")).first()
    if row is None:
        return None
    stands = row.receipt_id is not None and not ReceiptReversal.objects.filter(receipt_id=row.receipt_id).exists()
    paid = Amount(row.paid_minor, row.paid_currency) if row.paid_minor else Amount(row.amount_minor, row.currency)
    return Status(
        payment_id=row.pk,
        state=row.state,
        amount=paid,
        page_address=row.page_address if row.state == "open" else "",
        receipt_id=row.receipt_id if stands else None,
        paid_date=row.paid_date,
        is_running=row.state in {"planned", "handed_over", "unknown", "put_off", "open", "pending"},
    )


def key_of(page: PayPage, form: str) -> str:
    """Return the key of a form's payment: the same form is the same payment, however often it is sent."""
    return f"page:{page.debt_id}:{form}"


def house_shown(at: datetime) -> dict[str, object]:
    """Return the words of the house that a stranger may read."""
    words = house_words(at)
    return {name: words.get(name) for name in ("name", "phone", "hours")}
