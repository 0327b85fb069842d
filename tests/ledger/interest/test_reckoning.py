"""One item: published examples, caps, compounding, rates below zero, and what bears nothing."""

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from goodstanding.ledger.interest.base_rate import Change, RateUnknown, history
from goodstanding.ledger.interest.freeze import Freeze
from goodstanding.ledger.interest.reckoning import Owed, Reckoned, Step, capped_together, reckon
from goodstanding.ledger.interest.terms import Begun, Terms
from tests.ledger.interest.published import published

DUE = date(2025, 12, 31)
FIRST = date(2026, 1, 1)


def one(
    terms: Terms,
    *,
    minor: int = 100_000,
    days: int = 365,
    steps: tuple[Step, ...] = (),
    taken: tuple[Step, ...] = (),
    freezes: tuple[Freeze, ...] = (),
    due: date = DUE,
) -> Reckoned:
    owed = Owed(1, due, (Step(due - timedelta(days=30), minor), *steps), taken)
    through = due + timedelta(days=days)
    return reckon(owed, [Begun(date(2000, 1, 1), terms)], histories={}, freezes=freezes, through_date=through)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "minor", "ppm", "days"),
    [("UK-1", 100_000, 85_000, 50), ("UK-2", 100_000, 82_500, 60), ("UK-3", 500_000, 122_500, 101)],
)
def test_published_examples_of_statutory_interest(name: str, minor: int, ppm: int, days: int) -> None:
    """Two roundings, each stated: the exact sum once, and the day first as gov.uk does."""
    rows = {row["id"]: row for row in csv.DictReader(published("worked_examples", "interest.csv").splitlines())}
    assert f"{minor // 100} GBP" in rows[name]["inputs"] and f"{days} days" in rows[name]["inputs"]
    wanted = json.loads(published("worked_examples", "expected.json"))[name]
    once = one(Terms("contract", ppm), minor=minor, days=days)
    each_day = one(Terms("contract", ppm, rounded="each day"), minor=minor, days=days)
    assert abs(once.exact_minor / 100 - Fraction(wanted["exact"])) < Fraction(1, 1_000_000)
    assert once.amount_minor == round(Fraction(wanted["rounded"]) * 100)
    by_day = wanted["by_rounded_day"]
    assert each_day.amount_minor == round(Fraction(by_day) * 100)


def test_a_stretch_ends_where_principal_rate_or_freeze_changes() -> None:
    found = one(
        Terms("contract", 36_500), days=30, steps=(Step(date(2026, 1, 11), -50_000),),
        freezes=(Freeze(date(2026, 1, 21), date(2026, 1, 25)),),
    )  # fmt: skip
    assert [(s.days, s.principal_minor, s.is_frozen, int(s.exact_minor)) for s in found.segments] == [
        (10, 100_000, False, 100), (10, 50_000, False, 50), (5, 50_000, True, 0), (5, 50_000, False, 25),
    ]  # fmt: skip
    assert found.amount_minor == 175


def test_the_day_of_payment_bears_nothing_and_no_principal_bears_nothing() -> None:
    assert one(Terms("contract", 100_000), steps=(Step(FIRST, -100_000),)).segments == ()
    assert one(Terms("contract", 100_000), steps=(Step(FIRST + timedelta(days=1), -100_000),)).amount_minor == 27
    assert one(Terms("contract", 100_000), minor=0).amount_minor == 0


def test_a_rate_below_zero_is_reckoned_and_rounds_away_from_zero_too() -> None:
    assert one(Terms("contract", -5_000), minor=100).exact_minor == Fraction(-1, 2)
    assert one(Terms("contract", -5_000), minor=100).amount_minor == -1


def test_compounded_interest_bears_interest_while_it_is_unpaid() -> None:
    """1,000.00 at 12 percent, compounded monthly by 30/360: 10.00, then 10.10, 10.20."""
    terms = Terms("contract", 120_000, day_count="30/360", compound_months=1)
    found = one(terms, days=31 + 28 + 31)
    assert [s.compounded_minor for s in found.segments] == [0, 1_000, 2_010]
    assert found.amount_minor == 1_000 + 1_010 + 1_020
    paid = one(terms, days=31 + 28 + 31, taken=(Step(date(2026, 2, 1), 1_000),))
    assert paid.amount_minor == 1_000 + 1_000 + 1_010


def test_compounding_days_of_short_months() -> None:
    found = one(Terms("contract", 120_000, compound_months=1), due=date(2024, 1, 30), days=62)
    assert [s.first_date for s in found.segments] == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]


def test_caps_cut_a_share_of_the_most_that_was_owed_and_the_account_as_a_whole() -> None:
    terms = Terms("contract", 500_000, cap_share_ppm=100_000)
    found = one(terms, steps=(Step(date(2026, 6, 1), -60_000),))
    assert (found.amount_minor, found.cap) == (10_000, "share of principal")
    assert one(replace(terms, cap_share_ppm=500_000)).cap == ""
    both = capped_together([replace(found, item_id=1), replace(found, item_id=2)], cap_minor=15_000)
    assert [(r.amount_minor, r.cap) for r in both] == [(10_000, "share of principal"), (5_000, "whole account")]
    assert capped_together(both, cap_minor=None) == both
    assert one(Terms("contract", 500_000, rate_max_ppm=60_000)).amount_minor == 6_000


def test_a_base_rate_nobody_brought_in_is_refused() -> None:
    owed = Owed(1, DUE, (Step(DUE, 100),))
    begun = [Begun(FIRST, Terms("contract", 1, base_name="rock"))]
    with pytest.raises(RateUnknown, match="rates import"):
        reckon(owed, begun, histories={}, freezes=(), through_date=FIRST)
    late = {"rock": history("rock", [Change(date(2027, 1, 1), 1)])}
    with pytest.raises(RateUnknown, match="2026-01-01"):
        reckon(owed, begun, histories=late, freezes=(), through_date=FIRST)
