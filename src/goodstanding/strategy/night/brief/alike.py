"""Rows that say the same in some columns, numbered, so that what depends on those alone is worked out once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
MOST = 2**62


class Alike(NamedTuple):
    """The first row of every sort, and the number of each row's sort, from 0."""

    first: Numbers
    number: Numbers


def alike(table: pa.Table, names: Sequence[str]) -> Alike:
    """Return which rows say the same under these names; what is absent is alike to what is absent."""
    codes, many = np.zeros(table.num_rows, np.int64), 1
    for name in names:
        encoded = table[name].combine_chunks().dictionary_encode(null_encoding="encode")
        own = max(len(encoded.dictionary), 1)
        if many * own > MOST:
            found, codes = np.unique(codes, return_inverse=True)
            many = len(found)
        codes, many = codes * own + encoded.indices.to_numpy(), many * own
    _, first, number = np.unique(codes, return_index=True, return_inverse=True)
    return Alike(first, number.astype(np.int64))
