"""Which amounts add up, held against a count of all sets."""

import doctest
import random
from itertools import combinations

from goodstanding.payments.matching import combining
from goodstanding.payments.matching.combining import ITEMS_MOST, only_way


def test_its_examples_hold() -> None:
    assert doctest.testmod(combining).failed == 0


def test_it_agrees_with_a_count_of_all_sets() -> None:
    chance = random.Random(7)
    for _ in range(300):
        amounts = [chance.randint(1, 12) for _ in range(chance.randint(1, 8))]
        total = chance.randint(1, 40)
        ways = [
            places
            for size in range(1, len(amounts) + 1)
            for places in combinations(range(len(amounts)), size)
            if sum(amounts[place] for place in places) == total
        ]
        assert only_way(amounts, total) == (ways[0] if len(ways) == 1 else None)


def test_it_gives_up_instead_of_searching_for_ever() -> None:
    assert only_way([2**place for place in range(ITEMS_MOST)], 2**ITEMS_MOST - 2) is None
    assert only_way([1] * (ITEMS_MOST + 1), 3) is None
    assert only_way([5], 0) is None
