"""How a schedule stands, against a count of its own that goes day by day."""

import os
from datetime import date, timedelta
from random import Random

from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.plan.standing import in_a_row, stand
from goodstanding.arrangements.promise import Payment

DAY = timedelta(days=1)
START = date(2026, 5, 1)
TIMES = 100_000 if os.environ.get("GOODSTANDING_LONG") else 2_000


def naive(parts: list[Instalment], money: list[Payment], begins: date, day: date) -> list[int]:
    """Put every cent that stands on the first instalment that is not full; return what each has."""
    pot = sum(
        one.amount_minor
        for one in money
        if begins <= one.effective_date <= day and not (one.reversed_date and one.reversed_date <= day)
    )
    filled = [0] * len(parts)
    for place, one in enumerate(parts):
        while pot > 0 and filled[place] < one.amount_minor:
            filled[place] += 1
            pot -= 1
    return filled


def test_payments_reversals_and_back_dated_money_stand_as_a_naive_count_says() -> None:
    throw = Random(7)
    for _ in range(TIMES):
        days = sorted({START + throw.randrange(90) * DAY for _ in range(throw.randint(1, 6))})
        parts = [Instalment(place, day, throw.randint(1, 9)) for place, day in enumerate(days, start=1)]
        money: list[Payment] = []
        for _ in range(throw.randrange(7)):
            on = START + throw.randrange(-10, 100) * DAY
            back = on + throw.randrange(20) * DAY if throw.random() < 0.3 else None
            money.append(Payment(on, throw.choice([1, 3, 5, 9, -2]), back))
        begins, day, grace = START + throw.randrange(10) * DAY, START + throw.randrange(110) * DAY, throw.randrange(4)
        found = stand(parts, money, begins_date=begins, day=day, grace_days=grace)
        filled = naive(parts, money, begins, day)
        assert [one.paid_minor for one in found.instalments] == filled
        late = [
            one.amount_minor - has
            for one, has in zip(parts, filled, strict=True)
            if has < one.amount_minor and one.due_date + grace * DAY < day
        ]
        assert (found.arrears_minor, len(found.missed)) == (sum(late), len(late))
        assert found.is_complete == (sum(filled) == sum(one.amount_minor for one in parts))
        shuffled = sorted(money, key=lambda _: throw.random())
        assert stand(parts, shuffled, begins_date=begins, day=day, grace_days=grace) == found


def test_boundaries_come_in_pairs() -> None:
    plan = [Instalment(1, START, 10)]
    states = [stand(plan, [], begins_date=START, day=START + days * DAY, grace_days=2).instalments[0].state
              for days in (-1, 0, 2, 3)]  # fmt: skip
    assert states == ["upcoming", "due", "due", "missed"]
    for days, state in ((2, "paid"), (3, "paid late")):
        paid = [Payment(START + days * DAY, 10)]
        assert stand(plan, paid, begins_date=START, day=START + 9 * DAY, grace_days=2).instalments[0].state == state


def test_money_taken_back_and_paid_again_is_paid_since_then() -> None:
    plan, money = (
        [Instalment(1, START, 10)],
        [Payment(START, 10), Payment(START + DAY, -4), Payment(START + 5 * DAY, 4)],
    )
    assert stand(plan, money, begins_date=START, day=START + 9 * DAY).instalments[0].paid_date == START + 5 * DAY


def test_missed_ones_in_a_row() -> None:
    plan = [Instalment(place, START + place * DAY, 10) for place in range(1, 5)]
    found = stand(plan, [Payment(START, 15)], begins_date=START, day=START + 9 * DAY)
    assert (in_a_row(found.missed, found.instalments), in_a_row((), found.instalments)) == (3, 0)
