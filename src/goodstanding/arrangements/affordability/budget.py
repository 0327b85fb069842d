"""Budget: what a person says of a month, and the surplus it comes to.

For whoever takes one, and for the page that shows a person how it was reckoned. An amount nobody knows is left out and
asked about again; an income of which nobody is sure how often it comes counts as nothing until it is known, a cost of
that sort as one of a month. Such a budget is *provisional*: it says what still has to be asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from goodstanding.arrangements.affordability.frequency import NOT_SURE, TIMES_A_YEAR, month_minor
from goodstanding.arrangements.affordability.kind import SIDE_NAMES, SIDES, Side, kinds

VALID_DAYS = 182
"""A budget is looked at again after half a year, unless its taker says another day."""
_AMOUNT_MOST = 10**14


class Line(NamedTuple):
    """One amount of a budget in minor units, and how often; None is "not sure how much"."""

    kind: str
    amount_minor: int | None
    frequency: str
    of_partner: bool = False
    evidence: str = ""

    @property
    def is_sure(self) -> bool:
        """Say whether both the amount and how often it comes are known."""
        return self.amount_minor is not None and self.frequency != NOT_SURE


class Household(NamedTuple):
    """Who lives on it: grown-ups with the person, children, and whether a partner's money is in the budget."""

    adults: int = 1
    children: int = 0
    with_partner: bool = False


class Totals(NamedTuple):
    """What a month comes to in minor units; `debts` are agreed payments on debts elsewhere."""

    income: int = 0
    fixed: int = 0
    flexible: int = 0
    savings: int = 0
    debts: int = 0

    @property
    def surplus(self) -> int:
        """Return what is left a month for all debts together; below zero where costs are above income."""
        return self.income - self.fixed - self.flexible - self.savings


class Step(NamedTuple):
    """One step of the arithmetic as a person sees it: what, and how much a month."""

    says: str
    month_minor: int
    is_sum: bool = False


def month_of(line: Line) -> int:
    """Return what a line counts a month in minor units.

    >>> month_of(Line("wages", 50_000, "weekly")), month_of(Line("wages", 50_000, "not sure"))
    (216667, 0)
    """
    if line.amount_minor is None or (line.frequency == NOT_SURE and kinds()[line.kind].side == "income"):
        return 0
    return month_minor(line.amount_minor, line.frequency)


def totals_of(lines: Iterable[Line], household: Household) -> Totals:
    """Return what lines come to a month. A partner's income counts only where the partner is in the budget."""
    sums: dict[Side, int] = dict.fromkeys(SIDES, 0)
    for line in lines:
        if household.with_partner or not line.of_partner:
            sums[kinds()[line.kind].side] += month_of(line)
    return Totals(**sums)


def unsure(lines: Iterable[Line]) -> list[str]:
    """Return the kinds that have to be asked about again."""
    return [line.kind for line in lines if not line.is_sure]


def arithmetic(lines: Sequence[Line], household: Household) -> list[Step]:
    """Return the reckoning as a person can follow it: every line a month, each side, then what is left."""
    steps: list[Step] = []
    counted = [line for line in lines if household.with_partner or not line.of_partner]
    totals = totals_of(lines, household)
    for side in SIDES:
        mine = [line for line in counted if kinds()[line.kind].side == side]
        steps += [Step(_words(line), month_of(line)) for line in mine]
        if mine:
            steps.append(Step(f"{SIDE_NAMES[side]} together", getattr(totals, side), is_sum=True))
    steps.append(Step("Left a month: income less costs less savings", totals.surplus, is_sum=True))
    if totals.debts:
        steps.append(Step("Left after payments on other debts", totals.surplus - totals.debts, is_sum=True))
    return steps


def faults(lines: Sequence[Line], household: Household, *, taken: date, valid_until: date) -> list[str]:
    """Return everything that is wrong with a budget, as sentences."""
    return [*_line_faults(lines), *_frame_faults(household, taken=taken, valid_until=valid_until)]


def valid_until(taken: date) -> date:
    """Return the last day a budget counts without being looked at again."""
    return taken + timedelta(days=VALID_DAYS)


def _words(line: Line) -> str:
    whose = " (partner)" if line.of_partner else ""
    often = {NOT_SURE: "not sure how often", "monthly": ""}.get(line.frequency, line.frequency)
    told = "not sure how much" if line.amount_minor is None else often
    return f"{kinds()[line.kind].says}{whose}" + (f", {told}" if told else "")


def _line_faults(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if line.kind not in kinds():
            yield f"{line.kind!r} is not a line of a budget; `goodstanding budget kinds` lists them."
        if line.frequency not in TIMES_A_YEAR:
            yield f"{line.frequency!r} is not how often; it is one of {', '.join(TIMES_A_YEAR)}."
        if line.amount_minor is not None and not 0 <= line.amount_minor <= _AMOUNT_MOST:
            yield f"An amount of a budget is zero or more: {line.kind} is not."
    if not any(line.kind in kinds() and kinds()[line.kind].side == "income" for line in lines):
        yield "A budget says something of income, even if it is zero or not sure."


def _frame_faults(household: Household, *, taken: date, valid_until: date) -> Iterator[str]:
    if household.adults < 1 or household.children < 0:
        yield "At least one grown-up lives in a household, and no fewer than no children."
    if valid_until < taken:
        yield "A budget cannot have been over before it was taken."
