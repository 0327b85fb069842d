"""What is the matter with each debtor: how late they are, what has happened on the account, what life has done to them.

For cast, book and history, which all ask here and nowhere else. The first debtors of every book form the showcase: one
for each situation, so that even a small book has them all. Everybody after them is drawn by weight.
"""

from dataclasses import dataclass
from typing import Literal

from goodstanding.sample_book.chance import dice, happens, pick

PortfolioName = Literal["Cards", "Medical", "Utility", "Invoices", "Personal loans"]
Standing = Literal["paid", "current", "1-30", "31-60", "61-90", "91-120", "over 120"]
Twist = Literal[
    "partly paid", "overpaid", "bounced", "disputed", "dispute closed", "on hold", "recalled", "sold before"
]
Life = Literal["deceased", "bankrupt", "service member", "minor", "vulnerable", "incarcerated", "attorney"]
Second = Literal["co-debtor", "guarantor"]

LATE: tuple[Standing, ...] = ("1-30", "31-60", "61-90", "91-120", "over 120")
PORTFOLIO_WEIGHTS: tuple[tuple[PortfolioName, int], ...] = (
    ("Cards", 32), ("Medical", 26), ("Utility", 22), ("Personal loans", 12), ("Invoices", 8),
)  # fmt: skip
STANDING_WEIGHTS: tuple[tuple[Standing, int], ...] = (
    ("paid", 22), ("current", 22), ("1-30", 16), ("31-60", 11), ("61-90", 8), ("91-120", 7), ("over 120", 14),
)  # fmt: skip
CURRENCY_WEIGHTS = (("USD", 70), ("EUR", 12), ("GBP", 9), ("JPY", 5), ("KWD", 4))
LIFE_WEIGHTS: tuple[tuple[Life | None, int], ...] = (
    (None, 936), ("deceased", 8), ("bankrupt", 12), ("service member", 9), ("vulnerable", 17), ("incarcerated", 3),
    ("attorney", 15),
)  # fmt: skip
PERCENT_PARTLY_PAID, PERCENT_BOUNCED, PERCENT_DISPUTED, PERCENT_ON_HOLD = 14.0, 1.5, 3.0, 1.5
PERCENT_OVERPAID, PERCENT_DISPUTE_CLOSED, PERCENT_RECALLED, PERCENT_SOLD_BEFORE = 5.0, 3.0, 1.0, 3.0
PERCENT_MINOR, PERCENT_SECOND = 1.5, 5.0


@dataclass(frozen=True, slots=True)
class Situation:
    """One debtor's situation. A minor is a patient whose guarantor pays; organisations have no life of their own."""

    portfolio: PortfolioName
    standing: Standing
    currency: str = "USD"
    twists: frozenset[Twist] = frozenset()
    life: Life | None = None
    second: Second | None = None

    @property
    def is_late(self) -> bool:
        """Is something past due?"""
        return self.standing in LATE

    @property
    def is_organisation(self) -> bool:
        """Does an organisation owe?"""
        return self.portfolio == "Invoices"


def _shown(
    portfolio: PortfolioName,
    standing: Standing,
    *twists: Twist,
    currency: str = "USD",
    life: Life | None = None,
    second: Second | None = None,
) -> Situation:
    return Situation(portfolio, standing, currency, frozenset(twists), life, second)


SHOWCASE: tuple[Situation, ...] = (
    _shown("Cards", "current"),
    _shown("Cards", "1-30"),
    _shown("Medical", "31-60"),
    _shown("Utility", "61-90"),
    _shown("Personal loans", "91-120"),
    _shown("Cards", "over 120"),
    _shown("Utility", "paid"),
    _shown("Cards", "61-90", "partly paid"),
    _shown("Medical", "paid", "overpaid"),
    _shown("Utility", "31-60", "bounced"),
    _shown("Invoices", "31-60", "disputed"),
    _shown("Cards", "over 120", "disputed"),
    _shown("Medical", "1-30", "dispute closed"),
    _shown("Utility", "1-30", "on hold"),
    _shown("Cards", "over 120", "recalled"),
    _shown("Cards", "over 120", "sold before"),
    _shown("Medical", "91-120", life="deceased"),
    _shown("Cards", "over 120", life="bankrupt"),
    _shown("Personal loans", "31-60", life="service member"),
    _shown("Medical", "61-90", life="minor", second="guarantor"),
    _shown("Utility", "91-120", life="vulnerable"),
    _shown("Cards", "over 120", life="incarcerated"),
    _shown("Medical", "over 120", life="attorney"),
    _shown("Personal loans", "61-90", second="co-debtor"),
    _shown("Personal loans", "1-30", second="guarantor"),
    _shown("Invoices", "current"),
    _shown("Invoices", "1-30", currency="EUR"),
    _shown("Invoices", "61-90", "partly paid", currency="GBP"),
    _shown("Invoices", "91-120", currency="JPY"),
    _shown("Invoices", "over 120", currency="KWD"),
    _shown("Invoices", "paid", "overpaid"),
    _shown("Personal loans", "current", "dispute closed"),
)


def situation(number: int, *, seed: int) -> Situation:
    """Return the situation of debtor `number`, counted from 1."""
    if number <= len(SHOWCASE):
        return SHOWCASE[number - 1]
    thrown = dice(seed, "situation", number)
    portfolio = pick(thrown, PORTFOLIO_WEIGHTS)
    standing = pick(thrown, STANDING_WEIGHTS)
    currency = pick(thrown, CURRENCY_WEIGHTS) if portfolio == "Invoices" else "USD"
    life = None if portfolio == "Invoices" else pick(thrown, LIFE_WEIGHTS)
    second: Second | None = None
    if portfolio == "Medical" and life is None and happens(thrown, percent=PERCENT_MINOR):
        life, second = "minor", "guarantor"
    elif portfolio in ("Cards", "Personal loans") and happens(thrown, percent=PERCENT_SECOND):
        second = thrown.choice(("co-debtor", "guarantor"))
    twists = _twists(seed, number=number, portfolio=portfolio, standing=standing)
    return Situation(portfolio, standing, currency, twists, life, second)


def _twists(seed: int, *, number: int, portfolio: PortfolioName, standing: Standing) -> frozenset[Twist]:
    """Draw what happened on the account; what cannot go together is left out."""
    thrown = dice(seed, "twists", number)
    found: set[Twist] = set()
    if standing == "paid" and happens(thrown, percent=PERCENT_OVERPAID):
        found.add("overpaid")
    if standing in LATE and happens(thrown, percent=PERCENT_PARTLY_PAID):
        found.add("partly paid")
    elif standing in LATE and happens(thrown, percent=PERCENT_BOUNCED):
        found.add("bounced")
    if standing in LATE and happens(thrown, percent=PERCENT_DISPUTED):
        found.add("disputed")
    elif happens(thrown, percent=PERCENT_DISPUTE_CLOSED):
        found.add("dispute closed")
    if standing in LATE and happens(thrown, percent=PERCENT_ON_HOLD):
        found.add("on hold")
    elif standing in LATE and happens(thrown, percent=PERCENT_RECALLED):
        found.add("recalled")
    if portfolio == "Cards" and standing == "over 120" and happens(thrown, percent=PERCENT_SOLD_BEFORE):
        found.add("sold before")
    return frozenset(found)
