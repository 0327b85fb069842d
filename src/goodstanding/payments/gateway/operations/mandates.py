"""Keeping what a payer left behind for next time, and ending it."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.payments.gateway.life import WAITING
from goodstanding.payments.gateway.operations.collecting import withhold
from goodstanding.payments.gateway.operations.events import put_down
from goodstanding.payments.gateway.port import Gateway, MandateStanding
from goodstanding.payments.models.gateway import Mandate, Payment, PaymentEvent
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal

DIGITS_MOST = 4
LEFT = "mandate left"
"""The word of a payment's event that names the mandate its payer left behind."""


class MandateRefused(Refusal):
    """The mandate cannot be kept or ended like this; the sentence says why."""


def keep_mandate(row: Payment, told: MandateStanding, *, by: Actor, at: datetime) -> bool:
    """Part of following: keep the mandate a payer left, once, or end it where the provider says it counts no more."""
    known = Mandate.objects.select_for_update().filter(provider=row.provider, reference=told.reference).first()
    if known is not None:
        if told.is_active or known.ended_at is not None:
            _left_with(row, known, at=at)
            return False
        _end(known, reason=told.reason or "The provider says it counts no more.", by=by, at=at)
        return True
    if not told.is_active or row.person_id is None:
        return False
    entry_id = allot()
    mandate = Mandate.objects.create(
        provider=row.provider, reference=told.reference, customer_reference=told.customer_reference,
        person_id=row.person_id, kind=told.kind, label=shown(told.label), expires_date=told.expires_date, given_at=at,
        entry_id=entry_id,
    )  # fmt: skip
    append(
        "payments.mandate_kept", by=by.name, at=at,
        subjects=[f"person:{row.person_id}", f"debt:{row.debt_id}", f"mandate:{mandate.pk}"],
        facts={"mandate": mandate.pk, "provider": row.provider, "kind": told.kind, "label": mandate.label,
               "payment": row.pk},
        entry_id=entry_id,
    )  # fmt: skip
    _left_with(row, mandate, at=at)
    return True


def mandate_left_with(payment_id: int) -> int | None:
    """Return the mandate that the payer left with a payment they meant to leave one with, or None."""
    event = PaymentEvent.objects.filter(payment_id=payment_id, word=LEFT).order_by("-id").first()
    return None if event is None else int(event.facts["mandate"])


@transaction.atomic
def end_mandate(mandate_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """End a mandate: nothing is taken by it any more, and what was planned is taken back.

    The provider is told by `tell_ended`. Raises MandateRefused where there is none, it was ended, or without a reason.
    """
    mandate = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if mandate is None:
        raise MandateRefused(f"There is no mandate {mandate_id}.")
    require(by, "mandates.end", client_id=_client(mandate))
    if mandate.ended_at is not None:
        raise MandateRefused(f"Mandate {mandate_id} was ended on {mandate.ended_at.date()} already.")
    if not reason.strip():
        raise MandateRefused("Say why the mandate is ended.")
    _end(mandate, reason=reason.strip(), by=by, at=at)
    planned = Payment.objects.filter(mandate=mandate, state__in=WAITING).order_by("debt_id", "id")
    for payment_id in planned.values_list("id", flat=True):
        withhold(payment_id, reason=f"Mandate {mandate_id} was ended.", by=by, at=at)


def tell_ended(mandate_id: int, *, gateway: Gateway) -> str:
    """Have the provider forget a mandate that we ended; return why it did not, or nothing."""
    mandate = Mandate.objects.get(pk=mandate_id)
    assert mandate.ended_at is not None, "A mandate is ended here first."
    outcome = gateway.end_mandate(mandate.reference)
    return "" if outcome.word in {"taken", "paid"} else outcome.reason or outcome.word


def shown(label: str) -> str:
    """Return a label with no more than four digits of a number, however a provider writes it.

    >>> shown("Visa 4242424242424242"), shown("Visa 4242 4242 4242 4242"), shown("Visa ending 4242")
    ('Visa ending 4242', 'Visa ending 4242', 'Visa ending 4242')
    """
    digits = "".join(one for one in label if one.isdigit())
    longest = max((sum(one.isdigit() for one in word) for word in label.split()), default=0)
    if longest <= DIGITS_MOST and len(digits) <= 2 * DIGITS_MOST:
        return " ".join(label.split())[:100]
    words = [word for word in label.split() if not any(one.isdigit() for one in word)]
    return " ".join([*words, "ending", digits[-DIGITS_MOST:]])[:100]


def _left_with(row: Payment, mandate: Mandate, *, at: datetime) -> None:
    """Put down with a payment that was to leave a mandate which one it left; another person's is nobody's to leave."""
    if row.saves and mandate.ended_at is None and mandate.person_id == row.person_id:
        put_down(row, LEFT, source=row.provider, event_key=f"mandate:{mandate.pk}", at=at, entry_id=mandate.entry_id,
                 facts={"mandate": mandate.pk})  # fmt: skip


def _end(mandate: Mandate, *, reason: str, by: Actor, at: datetime) -> None:
    mandate.ended_at, mandate.ended_by, mandate.ended_reason = at, by.name, reason
    mandate.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    append(
        "payments.mandate_ended", by=by.name, at=at, subjects=[f"person:{mandate.person_id}", f"mandate:{mandate.pk}"],
        facts={"mandate": mandate.pk, "reason": reason},
    )  # fmt: skip


def _client(mandate: Mandate) -> int | None:
    """Return the client whose debtor gave it, where all their debts are of one client."""
    clients = set(Debt.objects.filter(debtor_id=mandate.person_id).values_list("client_id", flat=True))
    return clients.pop() if len(clients) == 1 else None
