"""Columns of facts in memory: numbers, words and three-valued truths, for a million rows as for one.

Numbers, instants, dates and amounts are 64-bit integers with NOTHING for an absent value. Words are codes into a
short list. A truth is a pair: where it is a yes, and where it is a no; where neither, it is unknown. A column that was
not filled is a single value that numpy spreads over all rows, so a condition on facts nobody has costs nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.factsheet.column import Column

NOTHING = np.int64(np.iinfo(np.int64).min)
BETWEEN = "\x1f"
"""Joins the words of a set; no word holds it."""

Whole: TypeAlias = NDArray[np.int64] | np.int64
Flags: TypeAlias = NDArray[np.bool_] | np.bool_
Codes: TypeAlias = NDArray[np.int32] | np.int32
YES, NO = np.bool_(True), np.bool_(False)  # noqa: FBT003  numpy's own constructor takes the value by position.


class Truth(NamedTuple):
    """Where something is so, and where it is not so; where neither, nobody knows."""

    yes: Flags
    no: Flags


class Words(NamedTuple):
    """Codes into a list of words; -1 stands for no word."""

    codes: Codes
    words: tuple[str, ...]


Cells: TypeAlias = Truth | Words | Whole
ABSENT_WORD = np.int32(-1)


class NoSuchColumn(KeyError):
    """A column was asked for that is not declared, which is a programmer's mistake."""


def truths(values: Iterable[bool | None]) -> Truth:
    """Make a truth column of Python values; None is unknown."""
    listed = list(values)
    return Truth(np.array([v is True for v in listed], bool), np.array([v is False for v in listed], bool))


def known_truths(yes: NDArray[np.bool_]) -> Truth:
    """Make a truth column in which nothing is unknown."""
    return Truth(yes, ~yes)


def words(values: Iterable[str | None]) -> Words:
    """Make a column of words; None is no word."""
    index: dict[str, int] = {}
    codes = [-1 if value is None else index.setdefault(value, len(index)) for value in values]
    return Words(np.array(codes, np.int32), tuple(index))


def word_sets(values: Iterable[Iterable[str] | None]) -> Words:
    """Make a column of sets of words; None is an unknown set, an empty one is known to hold nothing."""
    return words(None if value is None else BETWEEN.join(sorted(set(value))) for value in values)


def members(joined: str) -> list[str]:
    """Return the words of a set as it stands in a column."""
    return joined.split(BETWEEN) if joined else []


def whole(values: Iterable[int | None]) -> NDArray[np.int64]:
    """Make a column of whole numbers; None is NOTHING."""
    return np.array([NOTHING if value is None else value for value in values], np.int64)


@cache
def default_of(column: Column) -> Cells:
    """Return the single value that stands in every row of a column nobody filled."""
    if column.kind == "truth":
        return Truth(np.bool_(column.default is True), np.bool_(column.default is False))
    if column.kind == "text":
        return Words(ABSENT_WORD, ())
    if column.kind == "texts":
        return Words(np.int32(0), ("",))
    return NOTHING


def taken(cells: Cells, rows: NDArray[np.int64]) -> Cells:
    """Return the cells of some rows; a single spread value stays one."""
    if isinstance(cells, Truth):
        return Truth(_take(cells.yes, rows), _take(cells.no, rows))
    if isinstance(cells, Words):
        return Words(_take(cells.codes, rows), cells.words)
    return _take(cells, rows)  # type: ignore[no-any-return]  # numpy's stubs lose the element type here.


def spread(cells: Any, length: int) -> NDArray[Any]:
    """Return cells at full length; a single value stands in every row."""
    found: NDArray[Any] = cells if getattr(cells, "ndim", 0) else np.broadcast_to(cells, (length,))
    return found


def words_present(cells: Words, length: int) -> list[tuple[int, str]]:
    """Return the words that stand in some row, each with its code."""
    if not getattr(cells.codes, "ndim", 0):
        return [(int(cells.codes), cells.words[int(cells.codes)])] if length and cells.codes >= 0 else []
    seen = np.bincount(np.asarray(cells.codes, np.intp) + 1, minlength=len(cells.words) + 1)
    return [(int(code), cells.words[code]) for code in np.flatnonzero(seen[1:])]


def _take(array: Any, rows: NDArray[np.int64]) -> Any:
    return array if np.ndim(array) == 0 else array[rows]


@dataclass(slots=True)
class Sheet:
    """Columns of one grain, all of the same length or spread."""

    length: int
    declared: Mapping[str, Column]
    cells: dict[str, Cells] = field(default_factory=dict)

    def column(self, name: str) -> Cells:
        """Return a column, or its default where nobody filled it; raises NoSuchColumn for an undeclared name."""
        found = self.cells.get(name)
        if found is not None:
            return found
        if name not in self.declared:
            raise NoSuchColumn(name)
        return default_of(self.declared[name])

    def whole(self, name: str) -> NDArray[np.int64]:
        """Return a column of numbers, spread to full length."""
        return spread(self.column(name), self.length)


def concatenated(parts: Sequence[Words]) -> tuple[list[NDArray[np.int32]], tuple[str, ...]]:
    """Return the codes of several word columns on one common list of words; those that share a list already keep it."""
    if all(part.words is parts[0].words for part in parts):
        return [np.asarray(part.codes) for part in parts], parts[0].words
    index: dict[str, int] = {}
    codes = []
    for part in parts:
        table = np.array([index.setdefault(word, len(index)) for word in part.words] + [-1], np.int32)
        codes.append(table[np.asarray(part.codes)])
    return codes, tuple(index)
