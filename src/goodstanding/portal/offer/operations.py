"""What somebody does on the page of an offer: accept, decline, bid."""

from datetime import datetime

from goodstanding.access.permission import Actor, Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.settlement.operations import accepting, bidding, saying
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.money.amount import Amount
from goodstanding.portal.offer.queries import OfferPage

SOURCE = "page of the offer"


def accept(page: OfferPage, offer_id: int, *, at: datetime) -> int:
    """Accept the page's offer or one that answered a bid on it; return the agreement's number."""
    if offer_id not in {page.offer.offer_id, *(one.offer_id for one in page.counters)}:
        raise OfferRefused("This offer is not on this page.")
    return accepting.accept(offer_id, source=SOURCE, by=visitor(page), at=at)


def decline(page: OfferPage, *, at: datetime) -> None:
    """Decline the page's offer."""
    saying.decline(page.offer.offer_id, source=SOURCE, by=visitor(page), at=at)


def bid(page: OfferPage, amount: Amount, payments: int, *, form: str, at: datetime) -> str:
    """Bid an amount in so many payments and return the word of the answer; a form sent twice is one bid."""
    key = f"portal:{page.offer.offer_id}:{form}"
    return bidding.bid(
        page.offer.offer_id, amount=amount, payments=payments, key=key, source=SOURCE, by=visitor(page), at=at
    ).word


def visitor(page: OfferPage) -> Actor:
    """Return who acts: whoever holds the link of an offer, within its client and no further."""
    return Actor(
        f"portal:offer:{page.offer.offer_id}", frozenset({Role.SUPERVISOR}), Scope(clients=frozenset({page.client_id}))
    )
