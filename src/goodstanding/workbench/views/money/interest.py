"""Interest and fees of one account: the terms, every stretch that interest is made of, freezes, and fees."""

from datetime import date
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from goodstanding.ledger.fees.catalogue import Charge
from goodstanding.ledger.fees.queries import charges_of
from goodstanding.ledger.interest.base_rate import RateUnknown
from goodstanding.ledger.interest.explanation import Line, closing, lines, rule_said
from goodstanding.money.amount import Amount
from goodstanding.receivables.charging.queries import Standing, standing
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.views.door import Visit, page


class Block(NamedTuple):
    """The interest of one item as the page shows it."""

    reference: str
    terms: str
    lines: list[Line]
    closing: str
    amount: Amount


@page("accounts.read")
def interest(visit: Visit, debt_id: int) -> HttpResponse:
    """Show what an account bears through a day and why, line by line, and the fees that were charged."""
    as_of = visit.asked_day("as_of")
    card = visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=as_of))
    try:
        found, fault = standing(debt_id, as_of=as_of), ""
    except RateUnknown as refusal:
        found, fault = None, str(refusal)
    context = {
        "debt_id": debt_id,
        "reference": card.debt.reference,
        "debtor_name": card.debt.debtor.display_name if card.debt.debtor else "",
        "day": as_of,
        "standing": found,
        "fault": fault,
        "terms": [(one.effective_date, rule_said(one.terms)) for one in found.begun] if found else [],
        "freezes": [one for one in found.freezes if not one.is_void] if found else [],
        "blocks": blocks(found) if found else [],
        "fees": fees(charges_of(debt_id), as_of=as_of),
    }
    return render(visit.request, "workbench/money/interest.html", context)


def blocks(found: Standing) -> list[Block]:
    """Return the items that bear interest, with every stretch."""
    return [
        Block(
            reference,
            rule_said(due.reckoned.segments[-1].terms),
            lines(due.reckoned, currency=found.currency),
            closing(due.reckoned, currency=found.currency),
            Amount(due.reckoned.amount_minor, found.currency),
        )
        for reference, due in found.items
        if due.reckoned.segments
    ]


def fees(charges: list[Charge], *, as_of: date) -> list[Charge]:
    """Return the fees charged by a day."""
    return [one for one in charges if one.charged_date <= as_of]
