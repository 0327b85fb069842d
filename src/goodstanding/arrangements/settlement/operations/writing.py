"""Writing to somebody about an offer: what would settle the debt, until when, and what is saved."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.arrangements.settlement.operations.saying import SENTENCES, held_offer
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.wanted import Wanted


@transaction.atomic
def write_offer(offer_id: int, *, channel: str, link: str = "", language: str = "", by: Actor, at: datetime) -> int:
    """Ask for the letter or message of an open offer, once a channel, and return the message's number.

    `link` is the page on which it can be accepted. The client's floor is no part of what is written. Raises
    OfferRefused, MessageRefused, NoSuchOffer and PermissionRefused.
    """
    debt, one = held_offer(offer_id, permission="settlements.answer", by=by, at=at)
    if one.state != "open":
        raise OfferRefused(SENTENCES[one.state])
    if debt.debtor_id is None:
        raise OfferRefused("Nobody is known to owe this debt, so nobody is written to.")
    fields = {
        "settlement.amount": {"minor": one.amount.minor, "currency": one.amount.currency},
        "settlement.saves": {"minor": one.saves.minor, "currency": one.saves.currency},
        "settlement.until": one.expires_date.isoformat(),
        "settlement.instalments": len(one.parts),
    }
    if link:
        fields["pay.link"] = link
    wanted = Wanted(
        key=f"settlement-offer:{offer_id}:{channel}", origin="arrangement", channel=channel, person_id=debt.debtor_id,
        client_id=debt.client_id, debt_ids=[debt.pk], template="settlement-offer", language=language, fields=fields,
        purpose="settlement_offer",
    )  # fmt: skip
    return ask_for_message(wanted, by=by, at=at)
