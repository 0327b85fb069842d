"""Changes keep the sum and the numbers, whatever is changed."""

from datetime import date
from random import Random

import pytest

from goodstanding.arrangements.plan import change
from goodstanding.arrangements.plan.change import ChangeRefused, How
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.schedule import Instalment, schedule
from goodstanding.arrangements.plan.terms import Terms

PLAIN = Rhythm("month", 1, roll="none")
TERMS = Terms(10_000, "USD", date(2026, 7, 1), count=6, rhythm=PLAIN)


def summed(found: tuple[Instalment, ...]) -> int:
    return sum(one.amount_minor for one in found)


def changed(
    which: int, found: tuple[Instalment, ...], *, number: int, how: How, throw: Random
) -> tuple[Instalment, ...]:
    """Make one of the six changes."""
    numbers = [one.number for one in found]
    whole = next(one.amount_minor for one in found if one.number == number)
    match which:
        case 0:
            return change.moved(found, number, to_date=date(2026, 7, throw.randint(2, 28)))
        case 1:
            return change.skipped(found, number, open_numbers=numbers, how=how, rhythm=PLAIN)
        case 2:
            return change.appended(found, number, amount_minor=whole, rhythm=PLAIN)
        case 3:
            return change.with_extra(found, on_date=date(2026, 7, 3), amount_minor=throw.randint(1, 900), how=how)
        case 4:
            amount = throw.randint(500, 4_000)
            return change.with_amount(found, open_numbers=numbers, amount_minor=amount, rhythm=PLAIN)
    first, last = date(2026, 7, 1), date(2026, 9, 15)
    return change.paused(found, open_numbers=numbers, from_date=first, until_date=last, rhythm=PLAIN)


def test_a_hundred_changes_in_any_order_lose_nothing() -> None:
    throw = Random(3)
    for _ in range(60):
        found = schedule(TERMS)
        whole = summed(found)
        for _ in range(throw.randint(1, 8)):
            numbers = [one.number for one in found]
            number = throw.choice(numbers)
            how: How = throw.choice(["last", "lower"])
            try:
                found = changed(throw.randrange(6), found, number=number, how=how, throw=throw)
            except ChangeRefused:
                continue
            assert summed(found) == whole == TERMS.total_minor
            assert len({each.number for each in found}) == len(found)
            assert [each.due_date for each in found] == sorted(each.due_date for each in found)
            assert all(each.amount_minor > 0 for each in found)


def test_what_cannot_be_changed() -> None:
    found = schedule(TERMS)
    with pytest.raises(ChangeRefused, match="no instalment 99"):
        change.moved(found, 99, to_date=date(2026, 7, 2))
    with pytest.raises(ChangeRefused, match="above zero"):
        change.with_extra(found, on_date=date(2026, 7, 2), amount_minor=10**9, how="last")
    with pytest.raises(ChangeRefused, match="paid, in part at least"):
        change.skipped(found, 1, open_numbers=[2], how="last", rhythm=PLAIN)
    with pytest.raises(ChangeRefused, match="nothing to pause"):
        change.paused(found, open_numbers=[], from_date=TERMS.first_date, until_date=TERMS.first_date, rhythm=PLAIN)


def test_a_change_that_is_asked_for_twice_is_one() -> None:
    found = change.moved(schedule(TERMS), 1, to_date=date(2026, 7, 2))
    with pytest.raises(ChangeRefused, match="falls due on 2026-07-02 already"):
        change.moved(found, 1, to_date=date(2026, 7, 2))
    more = change.with_extra(found, on_date=date(2026, 7, 3), amount_minor=500, how="last")
    with pytest.raises(ChangeRefused, match="holds an extra payment of this amount on 2026-07-03 already"):
        change.with_extra(more, on_date=date(2026, 7, 3), amount_minor=500, how="last")
    assert change.with_extra(more, on_date=date(2026, 7, 3), amount_minor=501, how="last")
    assert change.with_extra(more, on_date=date(2026, 7, 4), amount_minor=500, how="last")
