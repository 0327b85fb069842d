"""Columns of tables as arrays, and rows by their keys."""

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa

from goodstanding.factsheet.sheet import NOTHING, Words
from goodstanding.strategy.night.brief import columns
from goodstanding.strategy.night.brief.columns import FEW, NOWHERE, last_of, rows_by
from tests.strategy.night.brief.small import said

AT = datetime(2026, 6, 17, 16, 0, 0, 500_000, tzinfo=UTC)
TABLE = pa.table(
    {
        "number": pa.array([7, None], pa.int64()),
        "day": pa.array([date(1970, 1, 3), None], pa.date32()),
        "at": pa.array([AT, None], pa.timestamp("us", tz="UTC")),
        "word": pa.array(["a", None]),
        "yes": pa.array([True, None]),
    }
)


def array(*numbers: int) -> columns.Whole:
    return np.array(numbers, np.int64)


def test_numbers_days_and_instants_are_whole_and_what_is_absent_is_nothing() -> None:
    assert columns.whole(TABLE, "number").tolist() == [7, NOTHING]
    assert columns.whole(TABLE, "day").tolist() == [2, NOTHING]
    instants = columns.whole(TABLE, "at")
    assert columns.seconds(instants).tolist() == [int(AT.timestamp()), NOTHING]
    assert said(columns.words(TABLE, "word")) == ["a", None]
    assert columns.flags(TABLE, "yes").tolist() == [True, False]


def test_a_row_that_was_not_found_has_nothing() -> None:
    assert columns.taken(array(5, 6), array(1, NOWHERE)).tolist() == [6, NOTHING]
    assert said(columns.words_taken(columns.words(TABLE, "word"), array(NOWHERE, 0))) == [None, "a"]
    assert columns.taken(array(), array(NOWHERE)).tolist() == [NOTHING]


def test_numbers_are_called_by_their_digits() -> None:
    assert said(columns.named(array(12, int(NOTHING), 3, 12))) == ["12", None, "3", "12"]
    assert said(columns.named(array())) == []


def test_words_are_put_in_another_way_and_looked_for() -> None:
    column = Words(np.array([0, 1, NOWHERE], np.int32), ("a", "b"))
    assert said(columns.mapped(column, lambda word: None if word == "a" else "z")) == [None, "z", None]
    assert columns.is_among(column, ("b", "c")).tolist() == [False, True, False]


def test_a_set_holds_a_word_once_and_is_empty_where_nothing_was_said() -> None:
    found = columns.sets(array(2, 0, 2, 2), ["b", "x", "a", "b"], length=4)
    assert said(found) == ["x", "", "a\x1fb", ""]


def test_rows_are_found_by_their_key_in_the_order_of_the_table() -> None:
    rows = rows_by(array(5, 3, 5))
    assert rows.first(array(3, 4, 5, 9)).tolist() == [1, NOWHERE, 0, NOWHERE]
    owner, found = rows.all(array(5, 4, 3))
    assert (owner.tolist(), found.tolist()) == ([0, 0, 2], [0, 2, 1])
    assert rows_by(array()).first(array(1)).tolist() == [NOWHERE]


def test_of_rows_alike_the_highest_counts_and_of_those_the_last() -> None:
    assert sorted(last_of(array(1, 1, 2, 2), array(5, 4, 3, 3)).tolist()) == [0, 3]
    assert last_of(array(), array()).tolist() == []


def test_long_lists_of_words_keep_only_what_stands_in_a_column() -> None:
    many = tuple(map(str, range(FEW + 1)))
    one, other = columns.compacted(Words(np.array([3, NOWHERE], np.int32), many[:10]), Words(np.array([9]), many))
    assert one.words is other.words == ("3", "9")
    assert (said(one), said(other)) == (["3", None], ["9"])
    short = Words(np.array([1]), ("a", "b"))
    assert columns.compacted(short)[0].words == ("a", "b")
