"""Itemisation date: the one of five dates from which a debt is reckoned up, chosen once for a debt and a consumer.

12 CFR 1006.34(b)(3) and its comments: any of the five for which the amount can be told; the same for every field; once
used in a notice, used in every later one. Where a debt has more than one transaction date, the day is kept as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from goodstanding.receivables.debt import DebtFacts, ReferenceDate, reference_dates
from goodstanding.refusal import Refusal

Known = TypeVar("Known")


class ItemisationDateRefused(Refusal, ValueError):
    """The date cannot be the itemisation date of this debt."""


@dataclass(frozen=True, slots=True)
class ItemisationDate:
    """Which of the five dates it is, and the day it names."""

    reference: ReferenceDate
    day: date


def choose(
    facts: DebtFacts, reference: ReferenceDate, *, as_of: date, earlier: ItemisationDate | None = None
) -> ItemisationDate:
    """Return the itemisation date of a debt, or raise ItemisationDateRefused.

    `earlier` is the one an earlier notice about this debt told this consumer; it must be kept, reference and day.

    >>> choose(DebtFacts(charge_off_date=date(2026, 2, 1)), "charge-off", as_of=date(2026, 3, 1)).day
    datetime.date(2026, 2, 1)
    """
    known = reference_dates(facts, as_of=as_of)
    if reference not in known:
        others = f" Known are: {', '.join(known)}." if known else " None of the five is known."
        raise ItemisationDateRefused(f"The {reference} date of this debt is not known, or is still to come.{others}")
    chosen = ItemisationDate(reference, known[reference])
    if earlier is not None and earlier != chosen:
        raise ItemisationDateRefused(
            f"An earlier notice about this debt itemised from the {earlier.reference} date, {earlier.day}; "
            f"a later one must keep it, and {chosen.reference}, {chosen.day}, is another (12 CFR 1006.34(b)(3))."
        )
    return chosen


def known_on(known: Mapping[ReferenceDate, Known], chosen: ItemisationDate) -> Known:
    """Return what is known of the debt on its itemisation date, or refuse: another date's figures never stand in."""
    if chosen.reference not in known:
        raise ItemisationDateRefused(
            f"What was owed on the {chosen.reference} date is not known, so it cannot be the itemisation date."
        )
    return known[chosen.reference]
