"""Debt: what one debtor owes a client on one account, and the dates its itemisation may refer to.

A validation notice itemises a debt from one of five dates on (12 CFR 1006.34(b)(3)); which of them is used is for the
lawbook to say, which of them we know is said here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal

from goodstanding.receivables.portfolio import DebtType

ReferenceDate = Literal["last statement", "charge-off", "last payment", "transaction", "judgment"]


@dataclass(frozen=True, slots=True)
class DebtFacts:
    """What a client tells about a debt besides who owes it and what; an absent date is one we were not told.

    `attributes` are further columns of the source, by name.
    """

    debt_type: DebtType = "other"
    original_creditor: str = ""
    jurisdiction: str = ""
    placed_date: date | None = None
    last_statement_date: date | None = None
    charge_off_date: date | None = None
    last_payment_date: date | None = None
    transaction_date: date | None = None
    judgment_date: date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


def reference_dates(facts: DebtFacts, *, as_of: date) -> dict[ReferenceDate, date]:
    """Return the dates of the five that are known and not still to come, by name, in the order the rule lists them.

    >>> reference_dates(DebtFacts(charge_off_date=date(2026, 2, 1)), as_of=date(2026, 3, 1))
    {'charge-off': datetime.date(2026, 2, 1)}
    """
    known: dict[ReferenceDate, date | None] = {
        "last statement": facts.last_statement_date,
        "charge-off": facts.charge_off_date,
        "last payment": facts.last_payment_date,
        "transaction": facts.transaction_date,
        "judgment": facts.judgment_date,
    }
    return {name: day for name, day in known.items() if day is not None and day <= as_of}


def changes(before: DebtFacts, after: DebtFacts) -> dict[str, tuple[object, object]]:
    """Return what differs between two tellings, by field: what it was and what it is now."""
    pairs = {one.name: (getattr(before, one.name), getattr(after, one.name)) for one in fields(DebtFacts)}
    return {name: (was, now) for name, (was, now) in pairs.items() if was != now}
