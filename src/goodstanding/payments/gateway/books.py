"""What the books should hold of a payment, from all that its provider says: how much stands, and as of which day.

Pure, so that every order of tellings can be tried: the same standing always comes to the same money.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from goodstanding.payments.gateway.port import Dispute, Standing


class Held(NamedTuple):
    """What is in the books of a payment now: the receipt that stands, in minor units, and its day; 0 without one."""

    minor: int = 0
    received_date: date | None = None


class Change(NamedTuple):
    """What is to be done in the books: take back what stands, then record so much; either may be nothing.

    `takes_back` comes with its day and why; `records_minor` with the day it counts from.
    """

    takes_back: bool
    reversed_date: date | None
    reason: str
    records_minor: int
    received_date: date | None


NOTHING = Change(takes_back=False, reversed_date=None, reason="", records_minor=0, received_date=None)


def wanted_minor(standing: Standing, *, paid_minor: int) -> int:
    """Return how much of a payment should stand: nothing once it came back, less what a chargeback took away.

    >>> wanted_minor(Standing("paid", returned_code="R01"), paid_minor=500)
    0
    """
    if standing.state != "paid" or is_returned(standing):
        return 0
    return max(0, paid_minor - sum(one.amount_minor for one in withdrawn(standing.disputes)))


def is_returned(standing: Standing) -> bool:
    """Say whether a bank took the money back."""
    return bool(standing.returned_code or standing.returned_date)


def withdrawn(disputes: Sequence[Dispute]) -> list[Dispute]:
    """Return the disputes whose money is gone: lost ones, and open ones where the provider holds it back."""
    return [one for one in disputes if one.state == "lost" or (one.state == "open" and one.is_money_withdrawn)]


def change(standing: Standing, *, paid_minor: int, held: Held, today: date) -> Change:
    """Return what makes the books follow a standing; NOTHING where they do already.

    A receipt is never made smaller: what stands is taken back whole, by exactly its split, and what is left of it is
    recorded anew on the day of the change.
    """
    wanted = wanted_minor(standing, paid_minor=paid_minor)
    if wanted == held.minor:
        return NOTHING
    if not held.minor:
        # Money that came back after a chargeback was won counts from the day it is known to be ours again.
        first = _first_day(standing, today=today) if held.received_date is None else today
        return Change(takes_back=False, reversed_date=None, reason="", records_minor=wanted, received_date=first)
    day = min(max(_change_day(standing, today=today), held.received_date or today), today)
    return Change(takes_back=True, reversed_date=day, reason=_reason(standing), records_minor=wanted, received_date=day)


def _first_day(standing: Standing, *, today: date) -> date:
    return min(standing.paid_date or today, today)


def _change_day(standing: Standing, *, today: date) -> date:
    if is_returned(standing):
        return standing.returned_date or today
    days = [one.opened_date for one in withdrawn(standing.disputes)]
    return max(days) if days else today


def _reason(standing: Standing) -> str:
    if is_returned(standing):
        why = f": {standing.reason}" if standing.reason else ""
        return f"The payer's bank took it back ({standing.returned_code or 'no code given'}){why}."
    gone = withdrawn(standing.disputes)
    if gone:
        latest = max(gone, key=lambda one: (one.opened_date, one.reference))
        return f"Chargeback {latest.reference}: {latest.reason or 'no reason given'}."
    if standing.state == "paid":
        return "A chargeback was won, or the provider corrected the amount."
    return f"The provider says it is {standing.state}."
