"""What somebody does on the page of a plan: agree that it is taken from their card or account, or end that."""

from contextlib import suppress
from datetime import datetime

from goodstanding.arrangements.plan.operations.authorising import agree_to_autopay, revoke_autopay
from goodstanding.payments.gateway.operations.mandates import tell_ended
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.models.gateway import Mandate, Payment
from goodstanding.portal.pay.operations import look, visitor
from goodstanding.portal.pay.queries import PayPage
from goodstanding.refusal import Refusal

REASON = "The payer ended it on their page."


def agree(
    page: PayPage, plan_id: int, *, agreed_hash: str, form: str, language: str, back_address: str, at: datetime
) -> str:
    """Agree to what was read, and have the provider's page made; return the form by which the payment was begun.

    That is another one where the page of a payment begun before is still open.
    """
    number = agree_to_autopay(
        plan_id, agreed_hash=agreed_hash, form=form, language=language, back_address=back_address, by=visitor(page),
        at=at,
    )  # fmt: skip
    with suppress(Refusal):  # It was begun: what cannot be asked now is asked by a worker, and its page says so.
        look(page, number)
    return Payment.objects.values_list("key", flat=True).get(pk=number).rpartition(":")[2]


def revoke(page: PayPage, plan_id: int, *, at: datetime) -> None:
    """End the mandate of a plan here, and have its provider forget it; where it cannot now, it is ended here."""
    mandate_id = revoke_autopay(plan_id, reason=REASON, by=visitor(page), at=at)
    try:
        gateway = gateway_of(Mandate.objects.values_list("provider", flat=True).get(pk=mandate_id), at=at)
    except GatewayRefused:
        return
    try:
        tell_ended(mandate_id, gateway=gateway)
    finally:
        gateway.close()
