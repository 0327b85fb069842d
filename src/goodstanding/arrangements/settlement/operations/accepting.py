"""Accepting an offer: of all who try at once, one does."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.affordability.operations import refuse_above_surplus
from goodstanding.arrangements.agreement.operations.signing import put_down
from goodstanding.arrangements.agreement.terms import Terms, of_settlement
from goodstanding.arrangements.models import SettlementAcceptance, SettlementOffer
from goodstanding.arrangements.settlement import offer as nouns
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.arrangements.settlement.operations.saying import SENTENCES, held_offer
from goodstanding.arrangements.settlement.queries import Offer, live_settlement, owed_on, policy_of
from goodstanding.evidence.operations import allot, append
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about


class AlreadySettled(OfferRefused):
    """Somebody was faster: this offer, or another on the debt, was accepted already. Doors answer it with 409."""


@transaction.atomic
def accept(offer_id: int, *, source: str, by: Actor, at: datetime) -> int:
    """Accept an offer and return the number of the agreement that is signed with it.

    `source` says through what it was accepted: portal, call note 12. Raises AlreadySettled to whoever comes second,
    OfferRefused where it is withdrawn, over, or no longer less than is owed; AboveSurplus, NoSuchOffer,
    PermissionRefused. Locks the debt's account.
    """
    person = SettlementOffer.objects.filter(id=offer_id).values_list("debt__debtor_id", flat=True).first()
    if person is not None:
        order_after_sending(person)
    debt, one = held_offer(offer_id, permission="settlements.answer", by=by, at=at)
    if not source.strip():
        raise OfferRefused("Say where it can be seen or heard that the offer was accepted.")
    _refuse(debt, one, at=at)
    return put_acceptance(debt, one, source=source, by=by, at=at)


def put_acceptance(debt: Debt, one: Offer, *, source: str, by: Actor, at: datetime) -> int:
    """Part of a deed: sign the agreement of an offer and write down that it was accepted; the debt is held."""
    policy = policy_of(debt.portfolio_id, day=at.date())
    entry_id = allot()
    agreement = of_settlement(
        Terms(
            reference=f"settlement-{one.offer_id}", debt_id=debt.pk, debtor_id=debt.debtor_id, client_id=debt.client_id,
            currency=debt.currency, begins_date=at.date(), owed_minor=owed_on(debt.pk, day=at.date()),
            instalments=one.parts, grace_days=policy.grace_days, stood_days=policy.stood_days,
        )
    )  # fmt: skip
    signed = put_down(agreement, debts=[debt], at=at, entry_id=entry_id)
    SettlementAcceptance.objects.create(
        offer_id=one.offer_id, debt=debt, agreement=signed, source=source, recorded_at=at, entry_id=entry_id
    )
    append(
        "arrangements.settlement_accepted",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "offer": one.offer_id, "agreement": signed.id, "hash": signed.document_hash, "source": source,
            "amount_minor": one.amount.minor, "currency": one.amount.currency,
        },
        entry_id=entry_id,
    )  # fmt: skip
    return signed.id


def _refuse(debt: Debt, one: Offer, *, at: datetime) -> None:
    if one.state in ("accepted", "superseded"):
        raise AlreadySettled(SENTENCES[one.state])
    if one.state != "open":
        raise OfferRefused(SENTENCES[one.state])
    if live_settlement(debt.pk) is not None:
        raise AlreadySettled(SENTENCES["superseded"])
    owed = owed_on(debt.pk, day=at.date())
    if owed <= 0:
        raise OfferRefused("Nothing is owed on this debt any more, so there is nothing to settle.")
    if owed <= one.amount.minor:
        raise OfferRefused("No more is owed now than the offer asks for; paying it settles the debt without an offer.")
    if len(one.parts) > 1 and debt.debtor_id is not None:
        refuse_above_surplus(debt.debtor_id, nouns.monthly_minor(one.parts), debt.currency, at=at)
