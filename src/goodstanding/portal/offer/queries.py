"""What the link of an offer opens: the offer and what we countered, never the client's floor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from goodstanding.arrangements.settlement.offer import is_over
from goodstanding.arrangements.settlement.queries import NoSuchOffer, Offer, bids_on, counters_to, offer_of, policy_of
from goodstanding.outreach.signed_number import LONG, read_signed, signed
from goodstanding.receivables.models import Debt

PURPOSE = "settlement offer"
SHOWN = timedelta(days=60)
"""So long after its last day the link still says what became of the offer."""


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The page of one offer."""

    offer: Offer
    counters: tuple[Offer, ...]
    answer: str
    """What the last bid was answered, or nothing."""
    client_id: int
    client_name: str
    reference: str
    language: str
    payments_most: int


def offer_token(offer_id: int) -> str:
    """Return the token of an offer's page."""
    return signed(offer_id, purpose=PURPOSE, secret=settings.SECRET_KEY, length=LONG)


def page_of(token: str, *, at: datetime) -> OfferPage | None:
    """Return the page a token opens, or None: whether it is no token or long over, nobody is told."""
    number = read_signed(token, purpose=PURPOSE, secret=settings.SECRET_KEY, length=LONG)
    try:
        one = offer_of(number, at=at) if number is not None else None
    except NoSuchOffer:
        return None
    if one is None or one.state in ("waiting", "denied") or is_over(one.expires_date, at=at - SHOWN):
        return None
    debt = Debt.objects.select_related("client", "debtor").get(account_id=one.debt_id)
    if debt.withdrawn_at is not None:
        return None
    bids = bids_on(one.offer_id)
    return OfferPage(
        offer=one,
        counters=tuple(counters_to(one.offer_id, at=at)) if one.state != "withdrawn" else (),
        answer=bids[-1].answer if bids else "",
        client_id=debt.client_id,
        client_name=debt.client.name,
        reference=debt.reference,
        language=debt.debtor.language if debt.debtor else "",
        payments_most=policy_of(debt.portfolio_id, day=at.date()).instalments_most,
    )
