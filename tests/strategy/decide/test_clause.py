"""The words SQL is put together from."""

from datetime import date

import duckdb

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.decide.clause import both, cases, contains, fence, holds, named, on, value, word


def said(expression: str) -> object:
    (row,) = duckdb.sql(f"SELECT {expression}").fetchall()
    return row[0]


def test_a_word_with_a_quote_stays_one_word() -> None:
    assert said(word("O'Neil'; --")) == "O'Neil'; --"
    assert said(on(date(2024, 2, 29))) == date(2024, 2, 29)


def test_the_first_true_case_counts_and_unknown_is_not_true() -> None:
    assert said(cases([("NULL", 1), ("FALSE", 2), ("TRUE", 3), ("TRUE", 4)], otherwise=0)) == 3
    assert said(cases([], otherwise=7)) == 7


def test_conjunctions_leave_out_what_always_holds() -> None:
    assert both(["TRUE", "a", "TRUE"]) == "a"
    assert both(["TRUE", "TRUE"]) == "TRUE"
    assert both([]) == "TRUE"


def test_a_word_is_found_whole_and_not_within_another() -> None:
    words = fence(word(BETWEEN.join(["a/b/s10", "a/b/s2"])))
    assert said(contains("a/b/s10", fenced=words)) is True
    assert said(contains("a/b/s1", fenced=words)) is False
    assert said(contains("b/s2", fenced=words)) is False


def test_conditions_and_values_are_those_of_the_document() -> None:
    assert holds("") == "TRUE"
    assert "balance_minor" in holds("balance_minor > 5")
    assert "score" in value("score * 2")
    assert named("") == ()
    assert named("state = 'NY' AND balance_minor > 5 OR state = 'CA'") == ("state", "balance_minor")
