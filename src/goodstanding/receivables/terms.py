"""Terms: when a portfolio's invoices fall due and what interest its contract knows, from a date on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from goodstanding.refusal import Refusal

PAYMENT_DAYS_MAX = 3650
INTEREST_PPM_MAX = 10_000_000


class TermsRefused(Refusal, ValueError):
    """Days or interest are beyond what a contract can mean."""


class Terms(NamedTuple):
    """What was agreed from a date on; interest a year in parts per million (80,000 is 8 percent)."""

    effective_date: date
    payment_days: int
    interest_ppm: int = 0


def check(terms: Terms) -> None:
    """Raise TermsRefused for terms that cannot be meant."""
    if not 0 <= terms.payment_days <= PAYMENT_DAYS_MAX:
        raise TermsRefused(f"Payment days lie between 0 and {PAYMENT_DAYS_MAX:,}.")
    if not 0 <= terms.interest_ppm <= INTEREST_PPM_MAX:
        raise TermsRefused("Contract interest lies between 0 and 1,000 percent a year.")


def in_force(all_terms: Iterable[Terms], day: date) -> Terms | None:
    """Return the latest terms that have begun by a day; None where none have.

    >>> in_force([Terms(date(2026, 1, 1), 30), Terms(date(2026, 7, 1), 14)], date(2026, 6, 30)).payment_days
    30
    """
    begun = [terms for terms in all_terms if terms.effective_date <= day]
    return max(begun, key=lambda terms: terms.effective_date, default=None)


def due_date(issued: date, *, terms: Terms) -> date:
    """Return the day on which something issued on a day falls due."""
    return issued + timedelta(days=terms.payment_days)
