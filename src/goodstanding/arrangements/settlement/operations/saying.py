"""What is said of an offer: approved or denied by a second person, withdrawn by us, declined by the debtor."""

from datetime import datetime

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.models import SettlementOffer, SettlementWord
from goodstanding.arrangements.settlement.offer import State, Word
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.arrangements.settlement.queries import NoSuchOffer, Offer, offer_of
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.worklists.operations.bulk import close_matters

MAY: dict[Word, tuple[State, ...]] = {
    "approved": ("waiting",),
    "denied": ("waiting",),
    "withdrawn": ("waiting", "open"),
    "declined": ("open",),
}
"""In which state of an offer a word can be said of it."""
SENTENCES: dict[State, str] = {
    "waiting": "This offer still waits for a second person's yes.",
    "denied": "This offer was denied.",
    "open": "This offer is open already.",
    "accepted": "This offer was accepted already.",
    "withdrawn": "This offer was withdrawn.",
    "declined": "This offer was declined.",
    "expired": "This offer is over; its last day has passed.",
    "superseded": "Another offer on this debt was accepted already.",
}


def held_offer(offer_id: int, *, permission: str, by: Actor, at: datetime) -> tuple[Debt, Offer]:
    """Part of a deed: hold the debt of an offer, and return it with the offer as it then stands."""
    debt_id = SettlementOffer.objects.filter(id=offer_id).values_list("debt_id", flat=True).first()
    if debt_id is None:
        raise NoSuchOffer(f"There is no offer {offer_id}.")
    debt = held_debt(debt_id, permission=permission, by=by)
    return debt, offer_of(offer_id, at=at)


@transaction.atomic
def approve(offer_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Say yes to an offer below the floor; whoever made it cannot. Raises OfferRefused and PermissionRefused."""
    debt, one = held_offer(offer_id, permission="settlements.read", by=by, at=at)
    given_up = Amount(one.owed.minor - one.amount.minor, one.owed.currency)
    require(by, "settlements.approve", client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=given_up)
    if by.name == one.made_by:
        raise OfferRefused("Whoever made an offer below the floor cannot approve it; a second person does.")
    _say("approved", debt, one, reason=reason, by=by, at=at)


@transaction.atomic
def deny(offer_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Say no to an offer below the floor; it never stands. Raises OfferRefused and PermissionRefused."""
    debt, one = held_offer(offer_id, permission="settlements.withdraw", by=by, at=at)
    _say("denied", debt, one, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw(offer_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw an offer nobody has accepted. Raises OfferRefused, NoSuchOffer and PermissionRefused."""
    debt, one = held_offer(offer_id, permission="settlements.withdraw", by=by, at=at)
    _say("withdrawn", debt, one, reason=reason, by=by, at=at)


@transaction.atomic
def decline(offer_id: int, *, source: str, by: Actor, at: datetime) -> None:
    """Record that the debtor does not want an offer. Raises OfferRefused, NoSuchOffer and PermissionRefused."""
    debt, one = held_offer(offer_id, permission="settlements.answer", by=by, at=at)
    _say("declined", debt, one, reason=source, by=by, at=at)


def _say(word: Word, debt: Debt, one: Offer, *, reason: str, by: Actor, at: datetime) -> None:
    if one.state not in MAY[word]:
        raise OfferRefused(SENTENCES[one.state])
    if not reason.strip():
        raise OfferRefused(f"Say why the offer is {word}.")
    entry_id = allot()
    SettlementWord.objects.create(
        offer_id=one.offer_id, word=word, reason=reason, said_by=by.name, recorded_at=at, entry_id=entry_id
    )
    if one.state == "waiting":
        with connection.cursor() as cursor:
            outcome = f"The offer was {word}."
            close_matters(cursor.cursor, [f"settlement offer:{one.offer_id}"], outcome=outcome, by=by.name, at=at)
    append(
        f"arrangements.settlement_{word}",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"offer": one.offer_id, "reason": reason},
        entry_id=entry_id,
    )
