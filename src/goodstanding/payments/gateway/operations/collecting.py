"""Asking for money: by a page of the provider, or from a mandate. Nothing is given to a provider here."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.life import WAITING
from goodstanding.payments.gateway.operations.events import put_down
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.queries.counting import newest_mandate
from goodstanding.payments.gateway.queries.settings import declared, provider_for_pages, row_of
from goodstanding.payments.models.gateway import Mandate, Payment
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal

KEY_MAX, WHAT_MAX = 200, 200


class PaymentRefused(Refusal):
    """Money cannot be asked for like this; the sentence says why."""


@transaction.atomic
def ask_for_page(
    debt_id: int,
    amount: Amount,
    *,
    what: str,
    key: str,
    back_address: str,
    saves: bool = False,
    language: str = "en",
    by: Actor,
    at: datetime,
) -> int:
    """Ask for a page on which an amount of a debt can be paid, and return the payment's number.

    `what` is what the payer reads there, and names no debt; they come back to `back_address`; `saves` asks them to
    leave a mandate. Idempotent by key: the same key is the same payment. The provider is asked by `giving.give`. Raises
    PaymentRefused, GatewayRefused where nobody can pay by a page, NoSuchDebt, PermissionRefused.
    """
    debt = held_debt(debt_id, permission="payments.collect", by=by)
    known = _known(key, debt, amount, how="page")
    if known is not None:
        return known.pk
    _refuse(debt, amount, key=key, what=what)
    provider = provider_for_pages(at=at)
    if provider is None:
        raise GatewayRefused("Nobody can pay on a page: no gateway is set for pages (goodstanding gateway set).")
    row = Payment(
        key=key, provider=provider, how="page", debt=debt, person_id=debt.debtor_id, amount_minor=amount.minor,
        currency=amount.currency, what=what, language=language, saves=saves,
        back_address=back_address,
    )  # fmt: skip
    return _plan(row, by=by, at=at)


@transaction.atomic
def collect(
    mandate_id: int,
    *,
    debt_id: int,
    amount: Amount,
    key: str,
    what: str,
    due_date: date,
    notified_date: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Plan that an amount of a debt is taken by a mandate on a day, and return the payment's number.

    Idempotent by key. A worker gives it to the provider on its day. `notified_date` is when the payer was told of it.
    Raises PaymentRefused, GatewayRefused, NoSuchDebt, DebtWithdrawn, PermissionRefused.
    """
    debt = held_debt(debt_id, permission="payments.collect", by=by)
    known = _known(key, debt, amount, how="mandate")
    if known is not None:
        return known.pk
    _refuse(debt, amount, key=key, what=what)
    mandate = usable_mandate(mandate_id, debt, at=at)
    row = Payment(
        key=key, provider=mandate.provider, how="mandate", debt=debt, person_id=mandate.person_id, mandate=mandate,
        amount_minor=amount.minor, currency=amount.currency, what=what, due_date=due_date, notified_date=notified_date,
    )  # fmt: skip
    return _plan(row, by=by, at=at)


@transaction.atomic
def withhold(payment_id: int, *, reason: str, by: Actor, at: datetime) -> bool:
    """Take back a payment that did not leave yet; return False where it left, or was taken back already.

    Raises PaymentRefused without a reason, or where there is none of this number.
    """
    found = Payment.objects.filter(pk=payment_id).values_list("debt_id", flat=True).first()
    if found is None:
        raise PaymentRefused(f"There is no payment {payment_id}.")
    if not reason.strip():
        raise PaymentRefused("Say why it is taken back.")
    debt = held_debt(found, permission="payments.collect", by=by, even_withdrawn=True)
    row = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    if row.state not in WAITING:
        return False
    row.state, row.state_at, row.next_at, row.reason = "withheld", at, None, reason.strip()
    row.save(update_fields=["state", "state_at", "next_at", "reason"])
    entry_id = allot()
    put_down(row, "withheld", source=by.name, event_key="withheld", at=at, entry_id=entry_id, reason=reason)
    append(
        "payments.payment_withheld", by=by.name, at=at, subjects=[*about(debt), f"payment:{row.pk}"],
        facts={"payment": row.pk, "reason": reason.strip()}, entry_id=entry_id,
    )  # fmt: skip
    return True


def usable_mandate(mandate_id: int, debt: Debt, *, at: datetime) -> Mandate:
    """Return a mandate by which the debtor's money may be taken at an instant; raises PaymentRefused."""
    if not Mandate.objects.filter(pk=mandate_id).exists():
        raise PaymentRefused(f"There is no mandate {mandate_id}.")
    mandate = newest_mandate(mandate_id)
    if mandate.ended_at is not None:
        raise PaymentRefused(f"Mandate {mandate_id} was ended on {mandate.ended_at.date()}.")
    if mandate.expires_date is not None and mandate.expires_date < at.date():
        raise PaymentRefused(f"Mandate {mandate_id} expired on {mandate.expires_date}.")
    if mandate.person_id not in people_of(debt):
        raise PaymentRefused("The mandate is of somebody who has nothing to do with this debt.")
    if row_of(mandate.provider, at=at) is None or "mandate" not in declared(mandate.provider).can:
        raise PaymentRefused(f"Nothing can be taken by {mandate.provider} as it is set.")
    return mandate


def people_of(debt: Debt) -> set[int]:
    """Return the people who may pay a debt from their own pocket: the debtor and whoever is liable beside them."""
    named = debt.liable.values_list("person_id", flat=True)
    return {*named, *([] if debt.debtor_id is None else [debt.debtor_id])}


def _known(key: str, debt: Debt, amount: Amount, *, how: str) -> Payment | None:
    """Return the payment of a key; raises PaymentRefused where the key was another payment's."""
    row = Payment.objects.filter(key=key).first()
    if row is None:
        return None
    if (row.debt_id, row.amount_minor, row.currency, row.how) != (debt.pk, amount.minor, amount.currency, how):
        raise PaymentRefused("This key belongs to another payment already.")
    return row


def _refuse(debt: Debt, amount: Amount, *, key: str, what: str) -> None:
    found = []
    if amount.minor <= 0:
        found.append("The amount is above zero.")
    if amount.currency != debt.currency:
        found.append(f"The debt is in {debt.currency}, not in {amount.currency}.")
    if not key or len(key) > KEY_MAX or not key.isprintable():
        found.append(f"A payment has a key of at most {KEY_MAX} characters.")
    if not what.strip() or len(what) > WHAT_MAX or not what.isprintable():
        found.append(f"Say in at most {WHAT_MAX} characters what the payer pays for.")
    if found:
        raise PaymentRefused(" ".join(found))


def _plan(row: Payment, *, by: Actor, at: datetime) -> int:
    entry_id = allot()
    # A restored database gives numbers out again; the second at which it was made tells the payments apart.
    row.provider_key = f"gs-{entry_id}-{int(at.timestamp()):x}"
    row.state, row.state_at, row.made_at, row.by, row.entry_id = "planned", at, at, by.name, entry_id
    row.next_at = at
    row.save(force_insert=True)
    put_down(row, "planned", source=by.name, event_key="planned", at=at, entry_id=entry_id)
    append(
        "payments.payment_planned",
        by=by.name,
        at=at,
        subjects=[*about(row.debt), f"payment:{row.pk}"],
        facts={
            "payment": row.pk,
            "key": row.key,
            "how": row.how,
            "provider": row.provider,
            "amount": Amount(row.amount_minor, row.currency).decimal_string(),
            "currency": row.currency,
            "mandate": row.mandate_id,
            "due_date": row.due_date.isoformat() if row.due_date else None,
            "retry_of": row.retry_of_id,
        },
        entry_id=entry_id,
    )
    return row.pk


def plan_again(earlier: Payment, *, key: str, due_date: date, by: Actor, at: datetime) -> int:
    """Part of a deed: plan another attempt for the money of a payment that came back."""
    row = Payment(
        key=key, provider=earlier.provider, how="mandate", debt=earlier.debt, person_id=earlier.person_id,
        mandate_id=earlier.mandate_id, amount_minor=earlier.amount_minor, currency=earlier.currency,
        what=earlier.what, due_date=due_date, retry_of=earlier,
    )  # fmt: skip
    return _plan(row, by=by, at=at)
