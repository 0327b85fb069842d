"""The columns, the single reckoning and a plain one day by day give the same to the minor unit."""

import os
import random
from dataclasses import replace
from datetime import date, timedelta

from goodstanding.ledger.interest.reckoning import Step, capped_together, reckon
from goodstanding.ledger.interest.run import EPOCH, Book, Plan, compute
from goodstanding.ledger.interest.terms import Begun, Terms, in_force
from tests.ledger.interest.plain_reckoning import plain_interest
from tests.ledger.interest.random_books import FIRST, HISTORIES, RATES, Case, book_of, columns, some_case

CASES = 100_000 if os.environ.get("GOODSTANDING_LONG") else 2_000
ITEM_COLUMNS = ("account_id", "item_id", "due", "plan", "charged_minor", "given_up_minor")
THROUGH = FIRST + timedelta(days=400)


def singly(case: Case, through: date) -> list[int]:
    return [
        reckon(owed, case.begun, histories=HISTORIES, freezes=case.freezes, through_date=through).amount_minor
        for owed in case.items
    ]


def test_one_item_is_what_a_plain_reckoning_day_by_day_finds() -> None:
    dice = random.Random(6)
    charged = 0
    for number in range(CASES):
        case = some_case(dice, number, is_plain=number % 2 == 0)
        through = FIRST + timedelta(days=dice.randrange(730 if number % 25 == 0 else 250))
        for owed, found in zip(case.items, singly(case, through), strict=True):
            plain = plain_interest(owed, case.begun, rates=RATES, freezes=case.freezes, through=through)
            assert found == plain, (number, owed, case.begun, case.freezes, through)
            charged += bool(plain)
    assert charged > CASES // 4


def test_a_whole_book_is_what_its_items_are_singly() -> None:
    dice = random.Random(7)
    cases = [some_case(dice, number, is_plain=number % 5 > 0) for number in range(CASES)]
    found = compute(book_of(cases, until=THROUGH + timedelta(days=1)), histories=HISTORIES, through_date=THROUGH)
    wanted = [amount for case in cases for amount in singly(case, THROUGH)]
    assert found["interest_minor"].to_pylist() == wanted
    assert found["change_minor"].to_pylist() == [max(amount, 0) for amount in wanted]


def test_a_cap_of_the_account_cuts_what_comes_last() -> None:
    dice = random.Random(8)
    cases = []
    for number in range(300):
        case = some_case(dice, number, is_plain=True)
        begun = tuple(Begun(one.effective_date, _capped(one, dice.choice([0, 500, 100_000]))) for one in case.begun)
        cases.append(case._replace(begun=begun))
    found = compute(book_of(cases, until=THROUGH + timedelta(days=1)), histories=HISTORIES, through_date=THROUGH)
    wanted = []
    for case in cases:
        terms = in_force(case.begun, day=THROUGH)
        assert terms is not None
        reckoned = [
            reckon(owed, case.begun, histories=HISTORIES, freezes=case.freezes, through_date=THROUGH)
            for owed in case.items
        ]
        wanted += [one.amount_minor for one in capped_together(reckoned, cap_minor=terms.cap_minor)]
    assert found["interest_minor"].to_pylist() == wanted


def _capped(one: Begun, cap_minor: int) -> Terms:
    return replace(one.terms, cap_minor=cap_minor)


def test_sums_beyond_64_bits_are_reckoned_alone() -> None:
    case = some_case(random.Random(9), 1, is_plain=True)
    huge = case.items[0].__class__(1, date(2023, 12, 1), (Step(date(2023, 12, 1), 10**12),))
    rich = Case((huge,), (Begun(FIRST, Terms("contract", 1_000_000, day_count="act/act")),), ())
    through = date(2040, 1, 1)
    found = compute(book_of([rich], until=through), histories={}, through_date=through)["interest_minor"].to_pylist()
    assert found == [plain_interest(huge, rich.begun, rates={}, freezes=(), through=through)]


def test_what_was_given_up_is_not_taken_back_again() -> None:
    """Charged 500, of which 300 were waived; the interest is found to be 100: only down to the 300 is it corrected."""
    items = columns([(1, 11, 0, 0, 500, 300), (2, 21, 0, 0, 500, 0)], *ITEM_COLUMNS)
    steps = columns([(0, 0, 36_500), (1, 0, 36_500)], "item", "day", "amount_minor")
    nothing = columns([], "account_id", "first", "until")
    book = Book(items, steps, nothing, columns([], "item", "day", "amount_minor"),
                [Plan((Begun(EPOCH, Terms("contract", 100_000)),))])  # fmt: skip
    found = compute(book, histories={}, through_date=EPOCH + timedelta(days=10))
    assert found["interest_minor"].to_pylist() == [100, 100]
    assert found["change_minor"].to_pylist() == [-200, -400]
