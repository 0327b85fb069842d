"""Schedule: the instalments that terms make, to the cent.

For plans, for settlements in instalments, and for whoever wants to see what one costs before agreeing. The last
instalment absorbs every rounding, so that a schedule sums to what is owed with its interest and ends at zero exactly.
The same terms always give the same schedule.
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

YEAR_DAYS = 365
Kind = Literal["regular", "down", "extra"]


class Instalment(NamedTuple):
    """One payment of a plan; `interest_minor` is what of it pays for the plan's own interest."""

    number: int
    due_date: date
    amount_minor: int
    interest_minor: int = 0
    kind: Kind = "regular"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a plan comes to, told before anybody agrees. Money is in minor units; dates are inclusive."""

    total_minor: int
    interest_minor: int
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
    assert sum(one.amount_minor - one.interest_minor for one in found) == terms.total_minor, "A schedule ends at zero."
    return tuple(found)


def cost(terms: Terms, instalments: Sequence[Instalment]) -> Cost:
    """Return what a schedule comes to."""
    regular = next((one for one in instalments if one.kind == "regular"), instalments[-1])
    total = sum(one.amount_minor for one in instalments)
    return Cost(
        total_minor=total,
        interest_minor=sum(one.interest_minor for one in instalments),
        count=len(instalments),
        regular_minor=regular.amount_minor,
        last_minor=instalments[-1].amount_minor,
        first_date=instalments[0].due_date,
        last_date=instalments[-1].due_date,
        monthly_minor=monthly_minor(terms, instalments),
    )


def monthly_minor(terms: Terms, instalments: Sequence[Instalment]) -> int:
    """Return what a plan takes in a month at most, rounded up: its largest regular instalment over a year's twelfth.

    The last instalment of a balloon plan is not paid month by month and is left out.
    """
    regular = [one.amount_minor for one in instalments if one.kind == "regular"]
    if terms.shape == "balloon" and len(regular) > 1:
        regular = regular[:-1]
    return divide(max(regular) * rhythm.A_YEAR[terms.rhythm.every], 12, rounding="up")


def _count(terms: Terms) -> int:
    """Return how many instalments there are besides the down payment."""
    if terms.count:
        return terms.count
    each, left = _each(terms), terms.total_minor - terms.down_minor
    if not terms.interest_ppm:
        return _within(-(-left // each))
    return _count_with_interest(terms, each)


def _count_with_interest(terms: Terms, each: int) -> int:
    left, owing, before = terms.total_minor, 0, _starts(terms)
    if terms.down_minor and terms.down_date is not None:
        owing, before = _interest(terms, left, before, terms.down_date), terms.down_date
        owing, left = max(0, owing - terms.down_minor), left - max(0, terms.down_minor - owing)
    for number, day in enumerate(rhythm.dates(terms.rhythm, first_date=terms.first_date), start=1):
        owing, before = owing + _interest(terms, left, before, day), day
        if each >= owing + left:
            return number
        owing, left = max(0, owing - each), left - max(0, each - owing)
        _within(number + 1)
    raise AssertionError("A rhythm has no end.")


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
    if not terms.interest_ppm:
        whole, left = sum(weights), terms.total_minor - terms.down_minor
        return [*down, *(left * weight // whole for weight in weights[:-1])]
    return [*down, *_level(terms, days, weights)]


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


def _level(terms: Terms, days: Sequence[date], weights: Sequence[int]) -> list[int]:
    """Return the smallest amounts in proportion to the weights with which the last is no larger than its share."""
    heaviest = max(weights)
    low, high = 0, (terms.total_minor * (PPM + terms.interest_ppm * (1 + _years(terms, days)))) // PPM + 1
    down = [terms.down_minor] if terms.down_minor else []

    def amounts(scale: int) -> list[int]:
        return [-(-scale * weight // heaviest) for weight in weights]

    def falls_short(scale: int) -> bool:
        told = amounts(scale)
        rest = list(_paid_off(terms, days, [*down, *told[:-1]], is_trial=True))[-1].amount_minor
        return rest > told[-1]

    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if falls_short(middle) else (low, middle)
    return amounts(high)[:-1]


def _years(terms: Terms, days: Sequence[date]) -> int:
    return (days[-1] - _starts(terms)).days // YEAR_DAYS + 1


def _paid_off(
    terms: Terms, days: Sequence[date], amounts: Sequence[int], *, is_trial: bool = False
) -> Iterator[Instalment]:
    """Yield the instalments; the last pays what is left, with its interest. Raises TermsRefused where nothing is."""
    left, before = terms.total_minor, _starts(terms)
    last, owing = len(days) - 1, 0
    for place, day in enumerate(days):
        owing += _interest(terms, left, before, day)
        amount = left + owing if place == last else amounts[place]
        paid = min(owing, amount)
        owing, left, before = owing - paid, left - (amount - paid), day
        if (amount <= 0 or left < 0 or (left == 0 and place != last)) and not is_trial:
            raise TermsRefused(
                "These amounts pay the plan off before its last instalment; choose fewer or smaller ones."
            )
        yield Instalment(place + 1, day, amount, paid, "down" if terms.down_minor and place == 0 else "regular")


def _interest(terms: Terms, left: int, since: date, day: date) -> int:
    if not terms.interest_ppm:
        return 0
    days = max(0, (day - since).days)
    return divide(max(left, 0) * terms.interest_ppm * days, PPM * YEAR_DAYS, rounding="half_even")


def _starts(terms: Terms) -> date:
    return terms.interest_from or terms.down_date or terms.first_date
