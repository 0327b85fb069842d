"""Random items, terms, rates and freezes, from a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pyarrow as pa

from goodstanding.ledger.interest.base_rate import Change, History, history
from goodstanding.ledger.interest.freeze import Freeze, spans
from goodstanding.ledger.interest.reckoning import Owed, Step
from goodstanding.ledger.interest.run import EPOCH, Book, Plan
from goodstanding.ledger.interest.terms import BASES, ROUNDED, ROUNDINGS, STARTS, Begun, Terms

FIRST = date(2023, 11, 1)
RATES = {
    "rock": [
        (date(2010, 1, 1), 5_000), (date(2023, 7, 1), 51_250), (date(2023, 12, 15), 40_000),
        (date(2024, 2, 29), -2_500)],
    "tide": [(date(2011, 6, 30), -5_000), (date(2023, 12, 31), 37_500), (date(2024, 1, 1), 35_000)],
}  # fmt: skip
HISTORIES: dict[str, History] = {
    name: history(name, [Change(*one) for one in changes]) for name, changes in RATES.items()
}


class Case(NamedTuple):
    """One account with its items."""

    items: tuple[Owed, ...]
    begun: tuple[Begun, ...]
    freezes: tuple[Freeze, ...]


def some_day(dice: random.Random, days: int = 200) -> date:
    return FIRST + timedelta(days=dice.randrange(days))


def some_terms(dice: random.Random, *, is_plain: bool) -> Terms:
    base = dice.choice(["", "", "rock", "tide"])
    starts = dice.choice(STARTS)
    return Terms(
        basis=dice.choice([*BASES[:3]] * 4 + ["none"]),
        rate_ppm=dice.choice([0, 1, 12_345, 80_000, 80_000, 120_000, -20_000, 1_000_000]),
        base_name=base,
        fixing=dice.choice(["daily", "reference days", "at start"]) if base else "daily",
        reference_days=dice.choice([("06-30", "12-31"), ("01-01", "07-01"), ("03-31",)]) if base else (),
        day_count=dice.choice(["act/365", "act/360", "act/act", "30/360"]),
        compound_months=0 if is_plain else dice.choice([0, 0, 1, 3, 6, 12]),
        starts=starts,
        start_date=None if starts == "due" else some_day(dice),
        cap_share_ppm=dice.choice([None, None, None, 50_000, 0]),
        rate_max_ppm=dice.choice([None, None, 60_000]),
        rounding=dice.choice(ROUNDINGS),
        rounded="once" if is_plain else dice.choice(ROUNDED),
    )


def some_case(dice: random.Random, number: int, *, is_plain: bool) -> Case:
    begun = tuple(
        Begun(day, some_terms(dice, is_plain=is_plain))
        for day in sorted(
            {FIRST - timedelta(days=dice.choice([0, 400])), *(some_day(dice) for _ in range(dice.choice([0, 0, 1, 2])))}
        )
    )
    items: list[Owed] = []
    for place in range(dice.choice([1, 1, 2, 3])):
        issued, left = some_day(dice, 120), dice.choice([0, 1, 99, 10_000, 123_456, 987_654_321])
        steps = [Step(issued, left)] if left else []
        for _ in range(dice.choice([0, 1, 1, 2, 4])):
            paid = dice.choice([0, left, left // 3])
            if paid:
                steps.append(
                    Step(
                        max(step.effective_date for step in steps) + timedelta(days=dice.choice([0, 1, 30, 80])), -paid
                    )
                )
                left -= paid
        taken = tuple(Step(some_day(dice), dice.choice([1, 50, 5_000])) for _ in range(dice.choice([0, 0, 1])))
        items.append(Owed(number * 10 + place, issued + timedelta(days=dice.choice([-5, 0, 30])), tuple(steps), taken))
    freezes = []
    for _ in range(dice.choice([0, 0, 1, 2])):
        start = some_day(dice)
        freezes.append(Freeze(start, dice.choice([None, start, start + timedelta(days=31)])))
    return Case(tuple(items), begun, tuple(freezes))


def book_of(cases: list[Case], *, until: date) -> Book:
    """Return cases as the columns that a run reads; account numbers are the places of the cases."""
    items: list[tuple[int, ...]] = []
    steps: list[tuple[int, ...]] = []
    frozen: list[tuple[int, ...]] = []
    taken: list[tuple[int, ...]] = []
    plans: list[Plan] = []
    for account, case in enumerate(cases):
        plans.append(Plan(case.begun))
        for owed in case.items:
            place = len(items)
            items.append((account, owed.item_id or 0, (owed.due_date - EPOCH).days, account, 0, 0))
            steps += summed(place, owed.principal)
            taken += summed(place, owed.taken_off)
        frozen += [
            (account, (one.first_date - EPOCH).days, (one.until_date - EPOCH).days)
            for one in spans(case.freezes, until=until)
        ]
    return Book(
        columns(items, "account_id", "item_id", "due", "plan", "charged_minor", "given_up_minor"),
        columns(steps, "item", "day", "amount_minor"),
        columns(frozen, "account_id", "first", "until"),
        columns(taken, "item", "day", "amount_minor"),
        plans,
    )


def summed(place: int, steps: tuple[Step, ...]) -> list[tuple[int, int, int]]:
    by_day: dict[int, int] = {}
    for step in steps:
        day = (step.effective_date - EPOCH).days
        by_day[day] = by_day.get(day, 0) + step.amount_minor
    return [(place, day, by_day[day]) for day in sorted(by_day)]


def columns(rows: Sequence[tuple[int, ...]], *names: str) -> pa.Table:
    return pa.table({name: pa.array([row[place] for row in rows], pa.int64()) for place, name in enumerate(names)})
