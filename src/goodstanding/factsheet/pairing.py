"""Every pair of rows of two columns that hold the same key: the one join the gate needs, sorted once and searched."""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def paired(mine: Whole, theirs: Whole) -> tuple[Whole, Whole]:
    """Return the places in both columns of every pair of equal keys, in the order of the first column.

    >>> [found.tolist() for found in paired(np.array([7, 8]), np.array([8, 7, 8]))]
    [[0, 1, 1], [1, 0, 2]]
    """
    order = np.argsort(theirs, kind="stable")
    return paired_in_order(mine, theirs[order], order)


def paired_in_order(mine: Whole, keys: Whole, rows: Whole) -> tuple[Whole, Whole]:
    """Return the same for a column ordered before: `keys` never falls, `rows` are the places they came from."""
    low, high = (np.searchsorted(keys, mine, side=side) for side in ("left", "right"))
    many = high - low
    first = np.repeat(low - (np.cumsum(many) - many), many)
    return np.repeat(np.arange(len(mine)), many), rows[first + np.arange(int(many.sum()))]
