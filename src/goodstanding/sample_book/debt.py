"""The debts of the book: one for each debtor, with the bills it is made of.

For history.py and files.py. A debt is built around its oldest unpaid bill: the standing says how late that one is,
older bills are paid, younger ones are not. `as_of` is the last day of the history, which spans eighteen months.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from goodstanding.sample_book.chance import dice, happens
from goodstanding.sample_book.portfolio import PORTFOLIOS, Portfolio, cents_in
from goodstanding.sample_book.situation import Situation, Standing

HISTORY_DAYS = 548
AGES: dict[Standing, tuple[int, int]] = {
    "1-30": (1, 30), "31-60": (31, 60), "61-90": (61, 90), "91-120": (91, 120), "over 120": (121, 480),
}  # fmt: skip
"""Days past due of the oldest unpaid bill, both inclusive."""
CHARGE_OFF_DAYS, JUDGMENT_DAYS, PLACEMENT_DAYS = 180, 270, 15
PERCENT_JUDGMENT = 12.0
BRANCHES = ("North", "South", "East", "West")


@dataclass(frozen=True, slots=True)
class Item:
    """One bill. Amounts in minor units of the debt's currency; `due_date` is the last day to pay."""

    reference: str
    kind: str
    issued_date: date
    due_date: date
    principal_minor: int
    interest_minor: int = 0
    fees_minor: int = 0

    @property
    def total_minor(self) -> int:
        """What the bill asks for."""
        return self.principal_minor + self.interest_minor + self.fees_minor


@dataclass(frozen=True, slots=True)
class Debt:
    """One account. Items stand in the order they fall due; `paid_items` of them, the oldest, are meant to be paid."""

    reference: str
    portfolio: Portfolio
    currency: str
    items: tuple[Item, ...]
    paid_items: int
    placed_date: date
    charge_off_date: date | None
    judgment_date: date | None
    branch: str

    @property
    def oldest_unpaid(self) -> Item | None:
        """The bill that makes the account late; None where all are paid."""
        return self.items[self.paid_items] if self.paid_items < len(self.items) else None


def debt(number: int, *, seed: int, situation: Situation, as_of: date) -> Debt:
    """Return the debt of debtor `number`."""
    thrown = dice(seed, "debt", number)
    portfolio = PORTFOLIOS[situation.portfolio]
    reference = f"{portfolio.prefix}-{number:07d}"
    terms = thrown.choice(portfolio.payment_days)
    dues, paid = _dues(thrown, portfolio=portfolio, standing=situation.standing, terms=terms, as_of=as_of)
    amounts = _amounts(thrown, portfolio=portfolio, currency=situation.currency, count=len(dues))
    items = tuple(
        Item(f"{reference}-{place:02d}", portfolio.item_kind, due - timedelta(days=terms), due, *amount)
        for place, (due, amount) in enumerate(zip(dues, amounts, strict=True), start=1)
    )
    late_since = items[paid].due_date if situation.is_late else None
    is_lent = situation.portfolio in ("Cards", "Personal loans")
    charged_off = _after(late_since, days=CHARGE_OFF_DAYS, as_of=as_of) if is_lent else None
    has_judgment = happens(thrown, percent=PERCENT_JUDGMENT)
    return Debt(
        reference,
        portfolio,
        situation.currency,
        items,
        paid,
        placed_date=_after(late_since, days=PLACEMENT_DAYS, as_of=as_of) or items[0].issued_date,
        charge_off_date=charged_off,
        judgment_date=_after(late_since, days=JUDGMENT_DAYS, as_of=as_of) if has_judgment else None,
        branch=thrown.choice(BRANCHES),
    )


def _dues(
    thrown: Random, *, portfolio: Portfolio, standing: Standing, terms: int, as_of: date
) -> tuple[list[date], int]:
    """Return when the bills fall due, in order, and how many of them are paid."""
    if standing == "paid":
        anchor = as_of - timedelta(days=thrown.randint(3, 40))
    elif standing == "current":
        anchor = as_of + timedelta(days=thrown.randint(0, terms - 1))
    else:
        anchor = as_of - timedelta(days=thrown.randint(*AGES[standing]))
    earliest = as_of - timedelta(days=HISTORY_DAYS - terms)
    older: list[date] = []
    due = anchor - timedelta(days=thrown.randint(*portfolio.rhythm_days))
    wanted = thrown.randint(portfolio.items_most // 3, portfolio.items_most - 1)
    while due >= earliest and len(older) < wanted:
        older.append(due)
        due -= timedelta(days=thrown.randint(*portfolio.rhythm_days))
    younger: list[date] = []
    due = anchor + timedelta(days=thrown.randint(*portfolio.rhythm_days))
    while standing != "paid" and due - timedelta(days=terms) <= as_of and len(younger) < portfolio.unpaid_most:
        younger.append(due)
        due += timedelta(days=thrown.randint(*portfolio.rhythm_days))
    dues = [*reversed(older), anchor, *younger]
    return dues, len(older) + (standing == "paid")


def _amounts(thrown: Random, *, portfolio: Portfolio, currency: str, count: int) -> list[tuple[int, int, int]]:
    """Return principal, interest and fees of each bill."""
    found: list[tuple[int, int, int]] = []
    for _ in range(count):
        if portfolio.same_amount and found:
            found.append(found[0])
            continue
        # Small bills are more frequent than large ones: the smaller of two throws.
        cents = min(thrown.randint(portfolio.cents_least, portfolio.cents_most) for _ in range(2))
        interest = cents * thrown.randint(*portfolio.interest_percent) // 100
        fees = thrown.choice(portfolio.fee_cents)
        found.append(
            (
                cents_in(currency, cents),
                cents_in(currency, interest) if interest else 0,
                cents_in(currency, fees) if fees else 0,
            )
        )
    return found


def _after(day: date | None, *, days: int, as_of: date) -> date | None:
    """Return the day so many days later, or None where that is still to come."""
    if day is None or day + timedelta(days=days) > as_of:
        return None
    return day + timedelta(days=days)
