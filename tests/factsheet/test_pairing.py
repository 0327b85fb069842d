"""Rows of two columns are paired by their keys as a plain double loop pairs them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.factsheet.pairing import paired, paired_in_order

KEYS = st.lists(st.integers(0, 5), max_size=12)


@given(KEYS, KEYS)
def test_every_pair_of_equal_keys_is_found_once(mine: list[int], theirs: list[int]) -> None:
    one, other = paired(np.array(mine, np.int64), np.array(theirs, np.int64))
    wanted = [(i, j) for i, key in enumerate(mine) for j, their in enumerate(theirs) if key == their]
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == wanted


def test_a_column_ordered_before_gives_the_places_it_came_from() -> None:
    one, other = paired_in_order(np.array([3, 9]), np.array([3, 3, 4]), np.array([20, 10, 30]))
    assert (one.tolist(), other.tolist()) == ([0, 0], [20, 10])
