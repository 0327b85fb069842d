"""Settlements: offers of the house, what waits for a second person's yes; for one account its offers, and a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.access.permission import may
from goodstanding.arrangements.agreement.queries import agreements_of, done_under
from goodstanding.arrangements.agreement.wording import text
from goodstanding.arrangements.settlement.operations import saying
from goodstanding.arrangements.settlement.operations.offering import OfferRefused, Proposed, make_offer
from goodstanding.arrangements.settlement.queries import Offer, bids_on, offer_of, offers_listed, offers_of
from goodstanding.receivables.queries.debts import debt_of, references_of
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.queries.promises import typed_amount
from goodstanding.workbench.views.door import Visit, deed, page

READING, OFFERING = "settlements.read", "settlements.offer"
SHOWN = 100
PAYMENTS_MAX = 60
DECIDING = {"approve": saying.approve, "deny": saying.deny, "withdraw": saying.withdraw}


@page(READING)
def settlements(visit: Visit) -> HttpResponse:
    """Show the newest offers within sight, what waits first."""
    found = [one for one in offers_listed(at=visit.at, most=SHOWN) if _is_seen(visit, one)]
    called = references_of(one.debt_id for one in found)
    waiting = [one for one in found if one.state == "waiting"]
    return render(
        visit.request, "workbench/money/settlements.html", {"offers": found, "waiting": waiting, "called": called}
    )


@page(READING)
def of_account(visit: Visit, debt_id: int) -> HttpResponse:
    """Show an account's offers, the bids on them, and what its agreements say and did."""
    visible_card(debt_id, asked=_asked(visit))
    debt = debt_of(debt_id)
    context = {
        "debt_id": debt_id,
        "reference": debt.reference,
        "currency": debt.currency,
        "offers": [(one, bids_on(one.offer_id)) for one in offers_of(debt_id, at=visit.at)],
        "agreements": [
            (one, text(one.document, called=references_of(one.document.debts)), done_under(one.agreement_id))
            for one in agreements_of(debt_id)
        ],
        "may_offer": may(visit.actor, OFFERING, client_id=debt.client_id, portfolio_id=debt.portfolio_id),
    }
    return render(visit.request, "workbench/money/account_settlements.html", context)


@deed(READING)
def settlement_offer(visit: Visit, debt_id: int) -> HttpResponse:
    """Offer to settle an account; how much somebody may give up is asked by the deed, and what is refused is said."""
    visible_card(debt_id, asked=_asked(visit))
    count = visit.sent("payments")
    try:
        proposed = Proposed(
            typed_amount(debt_id, visit.sent("amount")),
            payments=int(count) if count.isascii() and count.isdecimal() and int(count) <= PAYMENTS_MAX else 1,
            expires_date=visit.sent_day("until"),
        )
        number = make_offer(debt_id, proposed, by=visit.actor, at=visit.at)
    except Refusal as refusal:
        messages.error(visit.request, str(refusal))
    else:
        one = offer_of(number, at=visit.at)
        told = "waits for a second person's yes" if one.state == "waiting" else "stands"
        messages.success(visit.request, f"Offer {number} {told}.")
    return redirect("account_settlements", debt_id=debt_id)


@deed(READING)
def settlement_decide(visit: Visit, offer_id: int) -> HttpResponse:
    """Approve, deny or withdraw an offer with a reason; the deed itself asks who may."""
    choice = visit.sent("choice")
    try:
        debt_id = offer_of(offer_id, at=visit.at).debt_id
        visible_card(debt_id, asked=_asked(visit))
        if choice not in DECIDING:
            raise OfferRefused("Choose to approve, deny or withdraw the offer.")
        DECIDING[choice](offer_id, reason=visit.sent("reason"), by=visit.actor, at=visit.at)
    except Refusal as refusal:
        messages.error(visit.request, str(refusal))
        return redirect("settlements")
    messages.success(visit.request, f"Done: {choice} offer {offer_id}.")
    return redirect("account_settlements", debt_id=debt_id)


def _is_seen(visit: Visit, one: Offer) -> bool:
    debt = debt_of(one.debt_id)
    return may(visit.actor, READING, client_id=debt.client_id, portfolio_id=debt.portfolio_id)


def _asked(visit: Visit) -> Asked:
    return Asked(visit.actor, at=visit.at, as_of=visit.today)
