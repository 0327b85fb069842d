"""Changes of a schedule: move a day, pause, skip, pay extra, change the amount, put what was missed at the end.

For the operations of plans. Every change returns a whole schedule again that sums to what the one before summed to,
with the numbers of its instalments kept; new ones get new numbers. Only instalments that are not paid at all
(`open_numbers`) are touched.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from goodstanding.arrangements.plan.rhythm import Rhythm, dates
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.plan.terms import COUNT_MOST
from goodstanding.money.split import split
from goodstanding.refusal import Refusal

How = Literal["last", "lower"]
"""What becomes of money that is moved: the last instalments carry it, or all that are open share it."""


class ChangeRefused(Refusal, ValueError):
    """The plan cannot be changed like this; the sentence says why."""


def moved(schedule: Sequence[Instalment], number: int, *, to_date: date) -> tuple[Instalment, ...]:
    """Return the schedule with one instalment on another day, on which no other falls due."""
    one = _one(schedule, number)
    if one.due_date == to_date:
        raise ChangeRefused(f"Instalment {number} falls due on {to_date} already.")
    if any(other.due_date == to_date for other in schedule if other.number != number):
        raise ChangeRefused(f"Another instalment falls due on {to_date} already.")
    return _ordered(one._replace(due_date=to_date) if each is one else each for each in schedule)


def paused(
    schedule: Sequence[Instalment], *, open_numbers: Collection[int], from_date: date, until_date: date, rhythm: Rhythm
) -> tuple[Instalment, ...]:
    """Return the schedule with what is open from a day on moved behind the last day of the pause, in its rhythm."""
    waiting = [one for one in schedule if one.number in open_numbers and one.due_date >= from_date]
    if not waiting:
        raise ChangeRefused("Nothing falls due from that day on, so there is nothing to pause.")
    if waiting[0].due_date > until_date:
        raise ChangeRefused(f"Nothing falls due until {until_date}; the next instalment is due {waiting[0].due_date}.")
    days = islice(_after(until_date, waiting[0].due_date, rhythm), len(waiting))
    placed = {one.number: day for one, day in zip(waiting, days, strict=True)}
    return _ordered(one._replace(due_date=placed.get(one.number, one.due_date)) for one in schedule)


def resumed(
    schedule: Sequence[Instalment], *, open_numbers: Collection[int], first_date: date, rhythm: Rhythm
) -> tuple[Instalment, ...]:
    """Return the schedule with what is open falling due from a day on, in its rhythm, none of it later than before."""
    waiting = [one for one in schedule if one.number in open_numbers and one.due_date >= first_date]
    taken = {one.due_date for one in schedule} - {one.due_date for one in waiting}
    days = (day for day in dates(rhythm, first_date=first_date) if day not in taken)
    placed = {one.number: min(day, one.due_date) for one, day in zip(waiting, days, strict=False)}
    return _ordered(one._replace(due_date=placed.get(one.number, one.due_date)) for one in schedule)


def skipped(
    schedule: Sequence[Instalment], number: int, *, open_numbers: Collection[int], how: How, rhythm: Rhythm
) -> tuple[Instalment, ...]:
    """Return the schedule without one instalment: it comes at the end, or those after it share its amount."""
    one = _one(schedule, number)
    if number not in open_numbers:
        raise ChangeRefused(f"Instalment {number} is paid, in part at least, so it is not skipped.")
    if how == "last":
        return appended(schedule, number, amount_minor=one.amount_minor, rhythm=rhythm)
    others = [each for each in schedule if each.number in open_numbers and each.due_date > one.due_date]
    if not others:
        raise ChangeRefused("It is the last instalment; nothing comes after it that could carry its amount.")
    more = dict(zip((each.number for each in others), split(one.amount_minor, [1] * len(others)), strict=True))
    left = [
        each._replace(amount_minor=each.amount_minor + more.get(each.number, 0)) for each in schedule if each is not one
    ]
    return _ordered(left)


def appended(
    schedule: Sequence[Instalment], number: int, *, amount_minor: int, rhythm: Rhythm
) -> tuple[Instalment, ...]:
    """Return the schedule with so much of one instalment put behind the last one, under a number of its own."""
    one = _one(schedule, number)
    if not 0 < amount_minor <= one.amount_minor:
        raise ChangeRefused("No more can be moved than the instalment comes to.")
    last = max(each.due_date for each in schedule)
    day = next(_after(last, last, rhythm))
    kept = [
        each if each is not one else each._replace(amount_minor=one.amount_minor - amount_minor) for each in schedule
    ]
    late = Instalment(_number(schedule), day, amount_minor)
    return _ordered([*kept, late])


def with_extra(schedule: Sequence[Instalment], *, on_date: date, amount_minor: int, how: How) -> tuple[Instalment, ...]:
    """Return the schedule with a payment besides it: the last instalments fall away, or all that follow are lower."""
    if any((one.kind, one.due_date, one.amount_minor) == ("extra", on_date, amount_minor) for one in schedule):
        raise ChangeRefused(f"The plan holds an extra payment of this amount on {on_date} already.")
    open_ones = [one for one in schedule if one.due_date > on_date]
    room = sum(one.amount_minor for one in open_ones)
    if not 0 < amount_minor <= room:
        raise ChangeRefused("An extra payment is above zero and no more than is still to come.")
    less = _less(open_ones, amount_minor, how=how)
    lower = [one._replace(amount_minor=one.amount_minor - less.get(one.number, 0)) for one in schedule]
    extra = Instalment(_number(schedule), on_date, amount_minor, kind="extra")
    return _ordered([*lower, extra])


def with_amount(
    schedule: Sequence[Instalment], *, open_numbers: Collection[int], amount_minor: int, rhythm: Rhythm
) -> tuple[Instalment, ...]:
    """Return the schedule with every open instalment of another amount; the last absorbs the rest."""
    open_ones = [one for one in schedule if one.number in open_numbers and one.kind == "regular"]
    room = sum(one.amount_minor for one in open_ones)
    if not open_ones or amount_minor <= 0:
        raise ChangeRefused("There is no open instalment to change, or the amount is not above zero.")
    count = -(-room // amount_minor)
    if count > COUNT_MOST:
        raise ChangeRefused(f"With so little at a time it would take more than {COUNT_MOST:,} instalments.")
    days = [one.due_date for one in open_ones][:count]
    days += islice(_after(days[-1], days[-1], rhythm), count - len(days))
    first_new = _number(schedule)
    numbers = [*(one.number for one in open_ones), *range(first_new, first_new + count)]
    amounts = [*[amount_minor] * (count - 1), room - amount_minor * (count - 1)]
    kept = [one for one in schedule if one not in open_ones]
    anew = [Instalment(*each) for each in zip(numbers, days, amounts, strict=False)]
    return _ordered([*kept, *anew])


def _less(open_ones: Sequence[Instalment], amount_minor: int, *, how: How) -> dict[int, int]:
    if how == "lower":
        weights = [one.amount_minor for one in open_ones]
        return dict(zip((one.number for one in open_ones), split(amount_minor, weights), strict=True))
    less, left = {}, amount_minor
    for one in reversed(open_ones):
        less[one.number] = min(left, one.amount_minor)
        left -= less[one.number]
    return less


def _after(day: date, anchor: date, rhythm: Rhythm) -> Iterator[date]:
    """Yield the days of a rhythm after a day, going on from an instalment that falls due on `anchor`."""
    first = anchor - timedelta(days=rhythm.days_after)
    return (each for each in dates(rhythm, first_date=first) if each > day)


def _one(schedule: Sequence[Instalment], number: int) -> Instalment:
    found = next((one for one in schedule if one.number == number), None)
    if found is None:
        raise ChangeRefused(f"The plan has no instalment {number}.")
    return found


def _number(schedule: Iterable[Instalment]) -> int:
    return max(one.number for one in schedule) + 1


def _ordered(schedule: Iterable[Instalment]) -> tuple[Instalment, ...]:
    """Return the instalments that come to something, in the order of their days."""
    return tuple(sorted((one for one in schedule if one.amount_minor), key=lambda one: (one.due_date, one.number)))
