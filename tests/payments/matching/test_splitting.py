"""How an amount is split over items."""

import random

from goodstanding.payments.matching.splitting import split_over
from goodstanding.payments.matching.suggestion import SURE_LEAST_PPM, Suggestion
from tests.payments.matching.cast import owed

ONE, TWO, OTHER = owed(1, "INV-1001", 100), owed(2, "INV-1002", 60, due=60), owed(3, "INV-2001", 100, debt=2)


def split(minor: int, *items: object) -> Suggestion:
    return split_over(minor, list(items), frozenset(), ground="reference", evidence="It names them.")  # type: ignore[arg-type]  # Shorter to write.


def test_each_way() -> None:
    assert split(60, ONE, TWO).way == "exact"
    assert split(160, ONE, TWO).way == "combined"
    assert split(40, ONE, TWO).way == "partial"
    assert split(200, ONE, TWO).way == "over"
    assert split(60, ONE, TWO).shares == ((1, 60, (2,)),)


def test_only_some_of_them_are_paid_where_just_these_add_up() -> None:
    third = owed(4, "INV-1003", 30, due=90)
    found = split(130, ONE, TWO, third)
    assert (found.way, found.shares) == ("combined", ((1, 130, (1, 4)),))


def test_which_of_several_debts_is_meant_is_never_sure() -> None:
    for minor in (50, 100, 500):
        assert split(minor, ONE, OTHER).confidence_ppm < SURE_LEAST_PPM
    assert split(200, ONE, OTHER).confidence_ppm >= SURE_LEAST_PPM


def test_shares_add_up_and_the_order_does_not_matter() -> None:
    chance = random.Random(3)
    items = [
        owed(number, f"INV-{number}", chance.randint(1, 90), debt=number % 3, due=number % 4) for number in range(1, 9)
    ]
    for _ in range(200):
        chosen, minor = chance.sample(items, chance.randint(1, 8)), chance.randint(1, 500)
        found = split(minor, *chosen)
        assert sum(share.amount_minor for share in found.shares) == minor
        assert found == split(minor, *chance.sample(chosen, len(chosen)))
