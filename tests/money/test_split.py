"""Sharing out: no unit lost, nobody a whole unit from their share."""

import doctest
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodstanding.money import split as chapter_page
from goodstanding.money.split import SplitRefused, split, split_evenly

TOTALS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30)


@given(total=TOTALS, weights=WEIGHTS)
def test_parts_sum_to_the_total_and_stay_within_one_unit(total: int, weights: list[int]) -> None:
    assume(any(weights))
    parts = split(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, whole)) < 1
        assert weight or part == 0


@given(total=TOTALS, weights=WEIGHTS)
def test_due_back_is_shared_as_owed(total: int, weights: list[int]) -> None:
    assume(any(weights))
    assert split(-total, weights) == [-part for part in split(total, weights)]


@given(total=TOTALS, weights=WEIGHTS, factor=st.integers(1, 1000))
def test_only_proportions_matter(total: int, weights: list[int], factor: int) -> None:
    assume(any(weights))
    assert split(total, weights) == split(total, [weight * factor for weight in weights])


@given(total=st.integers(0, 10**9), parts=st.integers(1, 60))
def test_equal_parts_differ_by_one_at_most_and_the_first_are_the_larger(total: int, parts: int) -> None:
    shared = split_evenly(total, parts)
    assert sum(shared) == total
    assert max(shared) - min(shared) <= 1
    assert shared == sorted(shared, reverse=True)


def test_units_left_over_go_to_those_cut_most_then_to_the_first() -> None:
    assert split(10, [1, 1, 1]) == [4, 3, 3]
    assert split(100, [50, 30, 19]) == [51, 30, 19]
    assert split(1, [0, 1, 1]) == [0, 1, 0]
    assert split(2, [3, 3, 4]) == [1, 0, 1]
    assert split(0, [1, 2]) == [0, 0]


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [([], "nobody"), ([1, -1, 2], "less than nothing"), ([0, 0], "weigh nothing")],
)
def test_shares_that_cannot_be_weighed_are_refused(weights: list[int], sentence: str) -> None:
    with pytest.raises(SplitRefused, match=sentence):
        split(100, weights)


@pytest.mark.parametrize("parts", [0, -1])
def test_no_parts_are_refused(parts: int) -> None:
    with pytest.raises(SplitRefused, match="nobody"):
        split_evenly(100, parts)


def test_examples_hold() -> None:
    assert doctest.testmod(chapter_page).failed == 0
