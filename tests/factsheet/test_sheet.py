"""Columns in memory: what was not filled has its default in every row, and unknown is neither yes nor no."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.factsheet import sheet
from goodstanding.factsheet.column import by_name, number, text, texts, truth
from goodstanding.factsheet.sheet import NOTHING, NoSuchColumn, Sheet, Truth, Words

DECLARED = by_name(
    [number("n", "A."), text("w", "A."), texts("s", "A."), truth("no", "A."), truth("perhaps", "A.", default=None),
     truth("yes", "A.", default=True)]
)  # fmt: skip
WORDS = st.lists(st.none() | st.sampled_from(["call", "sms", "letter"]), max_size=12)


def test_a_column_nobody_filled_is_its_default_spread_over_all_rows() -> None:
    rows = Sheet(3, DECLARED)
    assert rows.column("n") == NOTHING
    assert rows.whole("n").tolist() == [int(NOTHING)] * 3
    assert rows.column("no") == Truth(sheet.NO, sheet.YES)
    assert rows.column("perhaps") == Truth(sheet.NO, sheet.NO)
    assert rows.column("yes") == Truth(sheet.YES, sheet.NO)
    word, set_of_words = rows.column("w"), rows.column("s")
    assert isinstance(word, Words)
    assert isinstance(set_of_words, Words)
    assert (int(word.codes), word.words) == (-1, ())
    assert (int(set_of_words.codes), set_of_words.words) == (0, ("",)), "A set nobody filled is known to be empty."


def test_a_column_that_is_not_declared_is_a_mistake() -> None:
    with pytest.raises(NoSuchColumn, match="colour"):
        Sheet(1, DECLARED).column("colour")


def test_truths_are_a_pair_and_unknown_is_neither() -> None:
    yes, no = sheet.truths([True, False, None])
    assert np.asarray(yes).tolist() == [True, False, False]
    assert np.asarray(no).tolist() == [False, True, False]
    known = sheet.known_truths(np.array([True, False]))
    assert np.asarray(known.yes | known.no).all()


@given(WORDS)
def test_words_are_kept(listed: list[str | None]) -> None:
    cells = sheet.words(listed)
    assert [None if code < 0 else cells.words[code] for code in np.asarray(cells.codes)] == listed


@given(st.lists(st.none() | st.sets(st.sampled_from(["a", "b", "c"])), max_size=8))
def test_sets_are_kept_and_an_unknown_set_is_not_an_empty_one(listed: list[set[str] | None]) -> None:
    cells = sheet.word_sets(listed)
    found = [None if code < 0 else set(sheet.members(cells.words[code])) for code in np.asarray(cells.codes)]
    assert found == listed


@given(WORDS, WORDS)
def test_words_of_two_columns_are_put_on_one_list(one: list[str | None], other: list[str | None]) -> None:
    codes, listed = sheet.concatenated([sheet.words(one), sheet.words(other)])
    named = [[None if code < 0 else listed[code] for code in column] for column in codes]
    assert named == [one, other]


def test_rows_are_taken_and_a_spread_value_stays_one() -> None:
    rows = np.array([2, 0])
    assert np.asarray(sheet.taken(sheet.whole([5, None, 7]), rows)).tolist() == [7, 5]
    assert sheet.taken(NOTHING, rows) == NOTHING
    words = sheet.taken(sheet.words(["a", "b", None]), rows)
    assert isinstance(words, Words)
    assert np.asarray(words.codes).tolist() == [-1, 0]
    taken = sheet.taken(sheet.truths([True, None, False]), rows)
    assert isinstance(taken, Truth)
    assert np.asarray(taken.yes).tolist() == [False, True]
