"""Schedule: the instalments that terms make, to the cent.

For plans, for settlements in instalments, and for whoever wants to see what one costs before agreeing. The last
instalment absorbs every rounding, so that a schedule sums to what is owed and ends at zero exactly. The same terms
always give the same schedule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal, NamedTuple

from goodstanding.arrangements.plan import rhythm
from goodstanding.arrangements.plan.terms import COUNT_MOST, Terms, TermsRefused, check
from goodstanding.money.rate import PPM
from goodstanding.money.rounding import divide

Kind = Literal["regular", "down", "extra"]


class Instalment(NamedTuple):
    """One payment of a plan."""

    number: int
    due_date: date
    amount_minor: int
    kind: Kind = "regular"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a plan comes to, told before anybody agrees. Money is in minor units; dates are inclusive."""

    total_minor: int
    count: int
    regular_minor: int
    last_minor: int
    first_date: date
    last_date: date
    monthly_minor: int


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """Return the instalments of terms; raises TermsRefused for terms nobody can make a plan of.

    >>> [one.amount_minor for one in schedule(Terms(1000, "USD", date(2026, 1, 5), count=3))]
    [333, 333, 334]
    """
    check(terms)
    days = _days(terms, _count(terms))
    amounts = _amounts(terms, days)
    found = list(_paid_off(terms, days, amounts))
    assert sum(one.amount_minor for one in found) == terms.total_minor, "A schedule ends at zero."
    return tuple(found)


def cost(terms: Terms, instalments: Sequence[Instalment]) -> Cost:
    """Return what a schedule comes to."""
    regular = next((one for one in instalments if one.kind == "regular"), instalments[-1])
    return Cost(
        total_minor=sum(one.amount_minor for one in instalments),
        count=len(instalments),
        regular_minor=regular.amount_minor,
        last_minor=instalments[-1].amount_minor,
        first_date=instalments[0].due_date,
        last_date=instalments[-1].due_date,
        monthly_minor=monthly_minor(terms, instalments),
    )


def monthly_minor(terms: Terms, instalments: Sequence[Instalment]) -> int:
    """Return what a plan takes in a month at most, rounded up: its largest regular instalment over a year's twelfth.

    The balloon of a balloon plan is not paid month by month and is left out; see `balloon_minor`.
    """
    regular = sorted(one.amount_minor for one in instalments if one.kind == "regular")
    if terms.shape == "balloon" and len(regular) > 1:
        regular = regular[:-1]
    return divide(max(regular) * rhythm.A_YEAR[terms.rhythm.every], 12, rounding="up")


def balloon_minor(terms: Terms, instalments: Sequence[Instalment]) -> int:
    """Return what a balloon plan asks for at once beside its months: its largest instalment; zero of other shapes."""
    regular = [one.amount_minor for one in instalments if one.kind == "regular"]
    return max(regular) if terms.shape == "balloon" and len(regular) > 1 else 0


def _count(terms: Terms) -> int:
    """Return how many instalments there are besides the down payment."""
    if terms.count:
        return terms.count
    each, left = _each(terms), terms.total_minor - terms.down_minor
    return _within(-(-left // each))


def _within(count: int) -> int:
    if count > COUNT_MOST:
        raise TermsRefused(f"With so little at a time it would take more than {COUNT_MOST:,} instalments.")
    return count


def _each(terms: Terms) -> int:
    each = terms.amount_minor
    if terms.shape == "income":
        each = divide(terms.income_minor * terms.share_ppm, PPM, rounding="down")
    if each <= 0:
        raise TermsRefused("An instalment would come to nothing.")
    return each


def _days(terms: Terms, count: int) -> list[date]:
    days = rhythm.dates(terms.rhythm, first_date=terms.first_date)
    down = [terms.down_date] if terms.down_minor and terms.down_date is not None else []
    found = [*down, *islice(days, count)]
    if down and found[1] <= down[0]:
        raise TermsRefused("The first instalment falls due no later than the down payment; choose a later day.")
    return found


def _amounts(terms: Terms, days: Sequence[date]) -> list[int]:
    """Return what is paid on each day but the last, whose amount is the rest."""
    down = [terms.down_minor] if terms.down_minor else []
    many = len(days) - len(down)
    if terms.shape == "income" or terms.amount_minor:
        return [*down, *[_each(terms)] * (many - 1)]
    weights = _weights(terms, many)
    whole, left = sum(weights), terms.total_minor - terms.down_minor
    return [*down, *(left * weight // whole for weight in weights[:-1])]


def _weights(terms: Terms, many: int) -> list[int]:
    """Return how the instalments stand to one another: alike, or grown by a step, in parts per million."""
    if terms.shape != "stepped":
        return [1] * many
    weights, weight = [], PPM
    for number in range(many):
        if number and number % terms.step_every == 0:
            weight = divide(weight * (PPM + terms.step_ppm), PPM, rounding="half_even")
        weights.append(weight)
    return weights


def _paid_off(terms: Terms, days: Sequence[date], amounts: Sequence[int]) -> Iterator[Instalment]:
    """Yield the instalments; the last pays what is left. Raises TermsRefused where nothing is."""
    left, last = terms.total_minor, len(days) - 1
    for place, day in enumerate(days):
        amount = left if place == last else amounts[place]
        left -= amount
        if amount <= 0 or (left <= 0 and place != last):
            raise TermsRefused(
                "These amounts pay the plan off before its last instalment; choose fewer or smaller ones."
            )
        yield Instalment(place + 1, day, amount, "down" if terms.down_minor and place == 0 else "regular")
