"""Schedules end at zero to the cent, whatever the terms."""

import os
from datetime import date, timedelta
from random import Random

import pytest

from goodstanding.arrangements.plan.rhythm import EVERY, ROLLS, Rhythm
from goodstanding.arrangements.plan.schedule import balloon_minor, cost, schedule
from goodstanding.arrangements.plan.terms import SHAPES, Terms, TermsRefused, read, written
from goodstanding.refusal import Refusal

TIMES = 100_000 if os.environ.get("GOODSTANDING_LONG") else 2_000
START = date(2026, 1, 31)
PLAIN = Rhythm("month", roll="none")


def amounts(**more: object) -> list[int]:
    return [one.amount_minor for one in schedule(Terms(first_date=START, currency="USD", rhythm=PLAIN, **more))]  # type: ignore[arg-type]  # Terms by name.


def test_the_last_absorbs_the_rounding() -> None:
    assert amounts(total_minor=1_000, count=3) == [333, 333, 334]
    assert amounts(total_minor=1_000, amount_minor=300) == [300, 300, 300, 100]
    assert amounts(total_minor=900, amount_minor=300) == [300, 300, 300]


def test_steps_grow_a_balloon_comes_last_and_income_sets_the_pace() -> None:
    assert amounts(total_minor=3_310, count=3, shape="stepped", step_ppm=100_000) == [1_000, 1_100, 1_210]
    assert amounts(total_minor=3_000, count=4, shape="stepped", step_ppm=1_000_000, step_every=2) == [
        500, 500, 1_000, 1_000,
    ]  # fmt: skip
    assert amounts(total_minor=10_000, count=3, shape="balloon", amount_minor=1_000) == [1_000, 1_000, 8_000]
    assert amounts(total_minor=1_000, shape="income", income_minor=4_000, share_ppm=100_000) == [400, 400, 200]


def test_a_down_payment_comes_first() -> None:
    found = schedule(
        Terms(1_000, "USD", START, count=3, rhythm=PLAIN, down_minor=100, down_date=START - timedelta(days=10))
    )
    assert [(one.kind, one.amount_minor) for one in found] == [
        ("down", 100), ("regular", 300), ("regular", 300), ("regular", 300),
    ]  # fmt: skip


def test_a_month_is_reckoned_as_budgets_do() -> None:
    weekly = Terms(1_000, "USD", START, amount_minor=100, rhythm=Rhythm("week", roll="none"))
    assert cost(weekly, schedule(weekly)).monthly_minor == 434
    balloon = Terms(10_000, "USD", START, count=3, shape="balloon", amount_minor=1_000, rhythm=PLAIN)
    assert cost(balloon, schedule(balloon)).monthly_minor == 1_000
    assert (balloon_minor(balloon, schedule(balloon)), balloon_minor(weekly, schedule(weekly))) == (8_000, 0)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"total_minor": 0, "count": 3}, "above zero"),
        ({"total_minor": 100}, "how many instalments"),
        ({"total_minor": 100, "count": 3, "amount_minor": 5}, "not both"),
        ({"total_minor": 100, "count": 601}, "at most 600"),
        ({"total_minor": 10**9, "amount_minor": 1}, "more than 600 instalments"),
        ({"total_minor": 2, "count": 3}, "pay the plan off before"),
        ({"total_minor": 100, "count": 3, "shape": "balloon"}, "amount of its regular"),
        ({"total_minor": 100, "shape": "income"}, "needs the income"),
        ({"total_minor": 100, "count": 2, "down_minor": 10}, "a day of its own"),
        ({"total_minor": 100, "count": 3, "balloon_source": "A bonus."}, "Only the last instalment of a balloon"),
        (
            {"total_minor": 100, "count": 3, "shape": "balloon", "amount_minor": 9, "balloon_source": "x" * 201},
            "at most 200 characters",
        ),
    ],
)
def test_terms_nobody_can_make_a_plan_of(more: dict[str, object], sentence: str) -> None:
    with pytest.raises(TermsRefused, match=sentence):
        amounts(**more)


def made(throw: Random) -> Terms:
    """Return terms as chance has them; some cannot be meant."""
    every, shape = throw.choice(EVERY), throw.choice(SHAPES)
    first, second = sorted(throw.sample(range(1, 32), 2))
    rhythm = Rhythm(
        every, first if every == "half month" else throw.choice([0, 1, 15, 31]), second, throw.choice([0, 0, 3]),
        throw.choice(["us_federal", "ecb", "uk_england"]), throw.choice(ROLLS),
    )  # fmt: skip
    start, total = START + timedelta(days=throw.randrange(800)), throw.randint(1, 500_000)
    by_amount = shape == "equal" and throw.random() < 0.5
    has_down = throw.random() < 0.3 and total > 1
    return Terms(
        total, "USD", start, shape, 0 if by_amount or shape == "income" else throw.randint(1, 60),
        throw.randint(1, total) if by_amount or shape == "balloon" else 0, rhythm,
        down_minor=throw.randint(1, total - 1) if has_down else 0,
        down_date=start - timedelta(days=throw.randint(1, 40)) if has_down else None,
        step_ppm=throw.randint(0, 100_000), step_every=throw.randint(1, 12), income_minor=throw.randint(1, total),
        share_ppm=throw.randint(50_000, 300_000),
    )  # fmt: skip


def test_every_schedule_sums_exactly_and_its_days_rise() -> None:
    throw, good = Random(20_260_615), 0
    for _ in range(TIMES):
        terms = made(throw)
        try:
            found = schedule(terms)
        except Refusal:
            continue
        good += 1
        assert sum(one.amount_minor for one in found) == terms.total_minor
        assert all(one.amount_minor > 0 for one in found)
        days = [one.due_date for one in found]
        assert days == sorted(set(days))
        assert schedule(read(written(terms))) == found
    assert good > TIMES // 2
