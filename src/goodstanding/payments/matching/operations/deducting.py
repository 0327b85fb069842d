"""Coding a short payment: why the payer kept something back, and what becomes of it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import append
from goodstanding.ledger.operations.write_off import write_off
from goodstanding.ledger.posting import Part
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.payments.matching.deduction import Outcome, deduction, outcome
from goodstanding.payments.matching.operations.applying import Disputed, MatchRefused, held_line
from goodstanding.payments.models.bank import LineMatch
from goodstanding.receivables.operations.held_debt import held_item
from goodstanding.receivables.queries.items import payable
from goodstanding.receivables.queries.waterfall import tolerance_of

Contest = Callable[[int, int, date, str], object]
"""Puts an item of a debt in dispute from a day on, with a reason; this floor cannot."""


class Coded(NamedTuple):
    """What became of the rest of an item, and how much it was."""

    outcome: Outcome
    rest: Amount


@transaction.atomic
def code_deduction(
    line_id: int, item_id: int, code: str, *, contest: Contest, disputed: Disputed, by: Actor, at: datetime
) -> Coded:
    """Say why a line paid less than an item: its rest is written off within the tolerance, else put in dispute.

    Raises MatchRefused where the line paid nothing on the item's debt or nothing is left, DeductionUnknown, and what
    writing off or contesting raises. Locks the line and the debt's account.
    """
    require(by, "cash.match")
    found, line = deduction(code), held_line(line_id)
    item = held_item(item_id, permission="receipts.record", by=by)
    debt, day = item.debt, line.booked_date
    if not LineMatch.objects.filter(line=line, debt=debt, kind="receipt", undone_at=None).exists():
        raise MatchRefused(f"This line pays nothing on account {debt.reference}; apply it first.")
    left = [one for one in payable(debt.pk, lines_of(debt.pk), from_date=day).open_lines if one.item_id == item_id]
    rest = Amount(sum(one.open_minor for one in left), debt.currency)
    if rest.is_zero:
        raise MatchRefused(f"Nothing is left open on {item.reference}.")
    reason = f"deduction: {code}"
    became = outcome(
        found, rest.minor, is_disputed=item_id in disputed(debt.pk, day),
        tolerance_minor=tolerance_of(debt.portfolio_id, debt.currency, day=day).minor,
    )  # fmt: skip
    if became == "written off":
        parts = [Part(one.item_id, one.component, one.open_minor) for one in left]
        write_off(debt.pk, parts, reason=reason, effective_date=day, by=by, at=at, portfolio_id=debt.portfolio_id)
    else:
        contest(debt.pk, item_id, day, f"{reason} ({found.meaning}, {rest})")
    append(
        "payments.deduction_coded",
        by=by.name,
        at=at,
        subjects=[f"bank_line:{line.pk}", f"debt:{debt.pk}"],
        facts={"line": line.pk, "item": item_id, "code": code, "rest_minor": rest.minor, "outcome": became},
    )
    return Coded(became, rest)
