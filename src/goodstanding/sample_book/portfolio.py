"""The five portfolios of the sample book and what bills look like in each.

For book.py and history.py. Four invented clients own them; two portfolios belong to the same bank.
"""

from dataclasses import dataclass
from typing import Literal

from goodstanding.receivables.portfolio import DebtType
from goodstanding.sample_book.situation import PortfolioName


@dataclass(frozen=True, slots=True)
class Portfolio:
    """How a portfolio bills: amounts in hundredths of a US dollar, times in days."""

    name: PortfolioName
    client: str
    debt_type: DebtType
    original_creditor: str
    item_kind: Literal["invoice", "instalment", "charge"]
    prefix: str
    cents_least: int
    cents_most: int
    payment_days: tuple[int, ...]
    """The terms an account may have; each account keeps to one of them."""
    rhythm_days: tuple[int, int]
    """Days from one bill to the next, least and most."""
    items_most: int
    unpaid_most: int
    """So many bills are still issued after the first that stays unpaid; then the account is closed."""
    same_amount: bool = False
    """Is every bill of an account the same, as instalments are?"""
    interest_percent: tuple[int, int] = (0, 0)
    fee_cents: tuple[int, ...] = (0,)
    names_item: bool = True
    """Do payers say which bill they pay? Where they do not, the oldest due is paid first."""


PORTFOLIOS: dict[PortfolioName, Portfolio] = {
    "Cards": Portfolio(
        "Cards", "Harbor Specimen Bank", "card", "Harbor Specimen Bank", "charge", "CRD",
        cents_least=30_000, cents_most=1_200_000, payment_days=(25,), rhythm_days=(30, 30), items_most=1, unpaid_most=0,
        interest_percent=(6, 19), fee_cents=(0, 2_500, 3_900, 7_800), names_item=False,
    ),
    "Medical": Portfolio(
        "Medical", "Meadow Specimen Clinic", "medical", "Meadow Specimen Clinic", "charge", "MED",
        cents_least=4_500, cents_most=260_000, payment_days=(30,), rhythm_days=(21, 75), items_most=4, unpaid_most=2,
        names_item=False,
    ),
    "Utility": Portfolio(
        "Utility", "Beacon Specimen Power", "utility", "Beacon Specimen Power", "invoice", "UTL",
        cents_least=4_200, cents_most=31_000, payment_days=(21,), rhythm_days=(30, 31), items_most=12, unpaid_most=5,
        fee_cents=(0, 0, 0, 500),
    ),
    "Personal loans": Portfolio(
        "Personal loans", "Harbor Specimen Bank", "personal loan", "Harbor Specimen Bank", "instalment", "LOA",
        cents_least=9_000, cents_most=62_000, payment_days=(15,), rhythm_days=(30, 31), items_most=17, unpaid_most=12,
        same_amount=True, interest_percent=(4, 12),
    ),
    "Invoices": Portfolio(
        "Invoices", "Foundry Specimen Supply", "invoice", "Foundry Specimen Supply", "invoice", "INV",
        cents_least=12_000, cents_most=2_400_000, payment_days=(14, 30, 30, 45, 60), rhythm_days=(5, 27), items_most=30,
        unpaid_most=8,
    ),
}  # fmt: skip

FOUNDING_OWNER = "Old Placeholder Trust"
"""Who owned a card debt before it was sold to the bank."""


def cents_in(currency: str, cents: int) -> int:
    """Return an amount of US cents in minor units of another currency, at a rate that nobody will mistake for today's.

    >>> [cents_in(code, 10_000) for code in ("USD", "EUR", "JPY", "KWD")]
    [10000, 10000, 15000, 30000]
    """
    numerator, denominator = {"JPY": (3, 2), "KWD": (3, 1)}.get(currency, (1, 1))
    return max(1, cents * numerator // denominator)
