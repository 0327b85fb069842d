"""Columns of Arrow tables as arrays, and rows found by their keys.

Whole numbers, dates (days since 1970) and instants (microseconds since 1970) are 64-bit numbers with NOTHING for an
absent value; words are codes into a short list, as a sheet holds them.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from goodstanding.factsheet.sheet import BETWEEN, NOTHING, Words

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
MICROSECONDS = 1_000_000
NOWHERE = -1
"""Stands for a row that was not found; to take it gives NOTHING, or no word."""


def whole(table: pa.Table, name: str) -> Whole:
    """Return a column of numbers, dates or instants."""
    cells = table.column(name)
    if pa.types.is_date32(cells.type):
        cells = cells.cast(pa.int32())
    numbers = pc.fill_null(cells.cast(pa.int64()), int(NOTHING))
    return np.asarray(numbers.combine_chunks().to_numpy(zero_copy_only=False), np.int64)


def flags(table: pa.Table, name: str) -> Flags:
    """Return a column of yes and no; what nobody said is no."""
    return np.asarray(pc.fill_null(table.column(name), False).to_numpy(), bool)  # noqa: FBT003  Arrow's own function.


def words(table: pa.Table, name: str) -> Words:
    """Return a column of words; an absent one has no word."""
    return coded(table.column(name).combine_chunks())


def coded(cells: Any) -> Words:
    """Return an Arrow array of strings as a column of words."""
    found = cells.cast(pa.string()).dictionary_encode()
    codes = pc.fill_null(found.indices, NOWHERE).to_numpy(zero_copy_only=False)
    return Words(np.asarray(codes, np.int32), tuple(found.dictionary.to_pylist()))


def seconds(instants: Whole) -> Whole:
    """Return instants in seconds since 1970."""
    return np.where(instants == NOTHING, NOTHING, instants // MICROSECONDS)


def named(numbers: Whole) -> Words:
    """Return numbers as the words they are called by; NOTHING has no word."""
    present, codes = np.unique(numbers, return_inverse=True)
    shift = int(len(present) > 0 and present[0] == NOTHING)
    return Words((codes - shift).astype(np.int32), tuple(map(str, present[shift:].tolist())))


def taken(column: Whole, rows: Whole) -> Whole:
    """Return the numbers of some rows; NOTHING for a row that was not found."""
    return np.append(column, NOTHING)[rows]


def words_taken(column: Words, rows: Whole) -> Words:
    """Return the words of some rows; none for a row that was not found."""
    return Words(np.append(np.asarray(column.codes), np.int32(NOWHERE))[rows], column.words)


def mapped(column: Words, translate: Callable[[str], str | None]) -> Words:
    """Return a column with each of its words put in another way; None is no word."""
    index: dict[str, int] = {}
    told = [translate(word) for word in column.words]
    table = [NOWHERE if word is None else index.setdefault(word, len(index)) for word in told]
    return Words(np.array([*table, NOWHERE], np.int32)[np.asarray(column.codes)], tuple(index))


FEW = 256
"""Lists of words as short as this cost nothing."""


def compacted(*columns: Words) -> list[Words]:
    """Return columns on a list of the words that stand in them; their lists all begin alike."""
    listed = max((column.words for column in columns), key=len)
    if len(listed) <= FEW:
        return [Words(column.codes, listed) for column in columns]
    stands = np.zeros(len(listed) + 1, bool)
    for column in columns:
        stands[np.asarray(column.codes)] = True
    stands[-1] = False
    codes = np.where(stands, np.cumsum(stands) - 1, NOWHERE).astype(np.int32)
    kept = tuple([listed[code] for code in np.flatnonzero(stands).tolist()])
    return [Words(codes[np.asarray(column.codes)], kept) for column in columns]


def is_among(column: Words, chosen: tuple[str, ...]) -> Flags:
    """Say where one of some words stands."""
    table = [word in chosen for word in column.words]
    return np.array([*table, False], bool)[np.asarray(column.codes)]


def sets(owner: Whole, members: list[str], *, length: int) -> Words:
    """Return for each of so many owners the set of their words; most have none."""
    found: dict[int, set[str]] = {}
    for one, word in zip(owner.tolist(), members, strict=True):
        found.setdefault(one, set()).add(word)
    index = {"": 0}
    codes = np.zeros(length, np.int32)
    for one, its_words in found.items():
        codes[one] = index.setdefault(BETWEEN.join(sorted(its_words)), len(index))
    return Words(codes, tuple(index))


class Rows(NamedTuple):
    """Rows of a table in the order of a key."""

    keys: Whole
    order: Whole

    def first(self, wanted: Whole) -> Whole:
        """Return the first row with each key, or NOWHERE."""
        if not len(self.keys):
            return np.full(len(wanted), NOWHERE, np.int64)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[place] == wanted, self.order[place], NOWHERE)

    def all(self, wanted: Whole) -> tuple[Whole, Whole]:
        """Return every row with each key, and which of the wanted it belongs to; in order of the wanted."""
        low = np.searchsorted(self.keys, wanted, side="left")
        many = np.searchsorted(self.keys, wanted, side="right") - low
        owner = np.repeat(np.arange(len(wanted)), many)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)
        return owner, self.order[np.repeat(low, many) + within]


def rows_by(keys: Whole) -> Rows:
    """Return the rows of a table in the order of a key; those alike stay in the table's order."""
    order = np.argsort(keys, kind="stable")
    return Rows(keys[order], order)


def last_of(*keys: Whole) -> Whole:
    """Return, of rows alike in all keys but the last, the one whose last key is highest; of several, the last row."""
    order = np.lexsort(keys[::-1])
    if not len(order):
        return order
    changes = np.zeros(len(order) - 1, bool)
    for key in keys[:-1]:
        changes |= np.diff(key[order]) != 0
    last: Whole = order[np.append(changes, True)]
    return last
