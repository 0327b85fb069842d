"""Rows that say the same are of one sort, and what is absent is alike."""

import pyarrow as pa
import pytest

from goodstanding.strategy.night.brief.alike import alike

TABLE = pa.table({"word": ["b", None, "b", "a", None, "b"], "number": [1, 2, 1, 1, 2, None]})
NAMES = ("word", "number")


def _first_alike(table: pa.Table) -> list[int]:
    first, number = alike(table, NAMES)
    return [int(first[one]) for one in number]


def test_every_row_is_of_the_sort_of_the_first_row_that_says_the_same() -> None:
    assert _first_alike(TABLE) == [0, 1, 0, 3, 1, 5]


def test_sorts_are_numbered_from_nought_without_a_gap() -> None:
    assert sorted(set(alike(TABLE, NAMES).number.tolist())) == [0, 1, 2, 3]


@pytest.mark.parametrize("most", [1, 3, 8])
def test_codes_are_made_small_before_they_grow_too_large(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("goodstanding.strategy.night.brief.alike.MOST", most)
    assert _first_alike(TABLE) == [0, 1, 0, 3, 1, 5]


def test_no_rows_are_of_no_sort() -> None:
    first, number = alike(TABLE.slice(0, 0), NAMES)
    assert (len(first), len(number)) == (0, 0)
