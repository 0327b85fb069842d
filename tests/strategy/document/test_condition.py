"""Conditions: what may be said, what comes out, and what is said about the rest."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.factsheet.daily.sheet import account_schema
from goodstanding.strategy.document.condition import (
    LENGTH_MAX,
    OF_ACCOUNTS,
    ConditionRefused,
    columns_of,
    duckdb_sql,
    examine,
)


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("", "TRUE"),
        ("days_past_due > 30 AND balance_minor >= 5000", '(("days_past_due" > 30) AND ("balance_minor" >= 5000))'),
        ("Days_Past_Due = 1", '("days_past_due" = 1)'),
        ("not on_hold", '(NOT "on_hold")'),
        ("on_hold", '"on_hold"'),
        ("state in ('NY', 'O''Hare')", "(\"state\" IN ('NY', 'O''Hare'))"),
        ("placed_date > DATE '2025-01-31'", "(\"placed_date\" > DATE '2025-01-31')"),
        ("score is not null", '(NOT ("score" IS NULL))'),
        ("on_hold is true or is_minor is false", '(("on_hold" IS TRUE) OR ("is_minor" IS FALSE))'),
        ("score between 1 and 9", '("score" BETWEEN 1 AND 9)'),
        ("reference ilike 'a%'", "(\"reference\" ILIKE 'a%')"),
        ("lower(state) = 'ny'", "(lower(\"state\") = 'ny')"),
        ("coalesce(score, 0) > 600", '(coalesce("score", 0) > 600)'),
        ("case when on_hold then 1 else 2 end = 1", '((CASE WHEN "on_hold" THEN 1 ELSE 2 END) = 1)'),
        ("score * 2 > 1", '(TRY(("score" * 2)) > 1)'),
        ("placed_date + 30 < due_date", '(TRY(("placed_date" + CAST(30 AS INTEGER))) < "due_date")'),
        ("placed_date - entered_date > 3", '(TRY(("placed_date" - "entered_date")) > 3)'),
        ("score // 100 = 6", '(("score" // 100) = 6)'),
        ("score is distinct from 3", '("score" IS DISTINCT FROM 3)'),
        ("score > -3", '("score" > (-3))'),
        ("true", "TRUE"),
    ],
)
def test_what_may_be_said_comes_out_bracketed_and_quoted(text: str, sql: str) -> None:
    assert duckdb_sql(text) == sql


@pytest.mark.parametrize(
    ("text", "offset", "sentence", "suggestion"),
    [
        ("days_past_due > 30\n and blance_minor > 1", 24, "There is no column blance_minor.", "balance_minor"),
        ("foo(score) > 1", 0, "There is no function foo here.", "Functions are"),
        ("lenght(state) > 1", 0, "There is no function lenght here.", "Did you mean length?"),
        ("random() > 1", 0, "There is no function random here.", ""),
        ("score = (select 1)", 9, "it cannot hold a query", "sheet"),
        ("select 1", 0, "it cannot hold a query", "sheet"),
        ("score in (select 1)", 10, "IN takes a list of values.", "state IN"),
        ("exists(select 1)", 0, "", ""),
        ("score > 1; drop table person", 9, "several statements", ""),
        ("drop table person", 11, "", ""),
        ("state = 3", 0, "A word and a number cannot be compared.", ""),
        ("balance_minor > '5000'", 0, "A number and a word cannot be compared.", "without quotation marks: 5000"),
        ("placed_date > '2025-01-01'", 0, "A date and a word cannot be compared.", "DATE '2025-01-01'"),
        ('state = "NY"', 8, "There is no column NY.", "'NY'"),
        ("score / 2 > 1", 0, "Plain division is not offered", "//"),
        ("score // 0 > 1", 0, "a whole number other than 0", ""),
        ("score % items_open > 1", 0, "a whole number other than 0", ""),
        ("score", 0, "A condition is true or false, but this is a number.", "Compare it"),
        ("on_hold = 1", 0, "A yes or no and a number cannot be compared.", "NOT on_hold"),
        ("on_hold and score", 12, "AND joins conditions, but here stands a number.", "Compare it"),
        ("score = null", 0, "= NULL is never true.", "IS NULL"),
        ("score <> null", 0, "<> NULL is never true.", "IS NOT NULL"),
        ("placed_date > current_date", 14, "A condition knows no clock.", "days_past_due"),
        ("zones = 'UTC'", 0, "A set of words and a word cannot be compared.", "includes(zones, 'word')"),
        ("score::varchar = '3'", 0, "Kinds cannot be changed.", ""),
        ("t.score > 1", 0, "t.score names more than a column.", "Write score."),
        ("sum(score) over () > 1", 0, "cannot look at others", ""),
        ("sum(score) > 1", 0, "cannot add up over others", ""),
        ("score > 1e9", 8, "1e9 is not a number", ""),
        ("score > 1 or", 10, "cannot be read as SQL at 'or'", ""),
        ("state = 'NY", 8, "A quotation mark has no partner.", ""),
        ("consent_email = 'gven'", 16, "consent_email is never 'gven'.", "Did you mean given?"),
        ("ageing_bucket in ('1-31')", 18, "ageing_bucket is never '1-31'.", "Did you mean 1-30?"),
        ("on_hold > is_minor", 0, "has no more and no less", ""),
        ("substring(state) = 'a'", 0, "substring is not called with 1 values.", "substring(word, number, number)"),
        ("includes(state, 'a')", 9, "includes takes a set of words here, not a word.", ""),
        ("DATE '2025-02-30' < placed_date", 5, "is not a day", ""),
        ("state ~ 'x'", 0, "Regular expressions are not offered.", ""),
        ("-- nothing", 0, "cannot be read as SQL", ""),
        ("score > \x00", 8, "U+0000", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, offset: int, sentence: str, suggestion: str) -> None:
    fault = examine(text).faults[0]
    assert (fault.offset, sentence in fault.sentence, suggestion in fault.suggestion) == (offset, True, True), fault


def test_every_fault_is_told_once() -> None:
    faults = examine("blance > 1 and staet = 'NY' and blance < 3").faults
    assert [fault.offset for fault in faults] == [0, 15, 32]


def test_a_wrong_expression_is_refused_with_all_its_faults() -> None:
    with pytest.raises(ConditionRefused, match=r"no column blance.*no column staet"):
        duckdb_sql("blance > 1 and staet = 'NY'")


def test_a_value_gives_a_number() -> None:
    assert duckdb_sql("score * 1000", wanted="number") == 'TRY(("score" * 1000))'
    assert duckdb_sql("", wanted="number") == "0"
    assert "A number belongs here" in examine("on_hold", wanted="number").faults[0].sentence


def test_columns_of_items_belong_to_items_only() -> None:
    assert not examine("item_kind = 'invoice'").faults
    assert examine("item_kind = 'invoice'", columns=OF_ACCOUNTS).faults


def test_the_columns_named_are_known() -> None:
    assert columns_of("score > 1 and NOT on_hold") == {"score", "on_hold"}


@pytest.mark.parametrize(
    "text",
    ["(" * 1000 + "score", "not " * 500 + "on_hold", "score > " + "-" * 3000 + "1", "x" * (LENGTH_MAX + 1),
     "score > " + "1 + " * 800 + "1", "case when on_hold then " * 200],
)  # fmt: skip
def test_what_is_too_deep_or_too_long_is_refused(text: str) -> None:
    assert examine(text).faults


def test_a_long_chain_is_not_deep() -> None:
    assert not examine(" and ".join(["on_hold"] * 400)).faults


def evaluated(text: str, **facts: object) -> object:
    """Return what a condition gives for one account, of which only these facts are known."""
    with duckdb.connect(config={"threads": 1}) as book:
        book.register("sheet", account_schema().empty_table())
        names = ", ".join(facts)
        marks = ", ".join("?" for _ in facts)
        book.execute("CREATE TABLE account AS SELECT * FROM sheet")
        book.execute(f"INSERT INTO account ({names}) VALUES ({marks})", list(facts.values()))
        row = book.execute(f"SELECT {duckdb_sql(text)} FROM account").fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("includes(zones, 'America/New_York')", True),
        ("includes(zones, 'America')", False),
        ("balance_minor * 999999999999999999 > 1", None),
        ("balance_minor * 2 > 1", True),
        ("score > 1", None),
        ("NOT score > 1", None),
        ("score > 1 OR balance_minor > 1", True),
        ("placed_date + 999999999999 > placed_date", None),
        ("placed_date + days_past_due = DATE '2025-01-31'", True),
        ("-balance_minor < 0 AND balance_minor % 10 = 5 AND year(placed_date) = 2025", True),
    ],
)
def test_duckdb_answers_and_nothing_overflows(text: str, answer: object) -> None:
    facts = {"zones": "UTC\x1fAmerica/New_York", "balance_minor": 105, "placed_date": "2025-01-01", "days_past_due": 30}
    assert evaluated(text, **facts) is answer


TOKENS = """score days_past_due on_hold state zones placed_date and or not ( ) > = < + - * / // % in between is null
true 'NY' 3 0.5 case when then else end lower coalesce , ; select from :: . [ ] { } ' " -- /* */ like DATE interval
over cast as int $1 ? @ ~ := -> lambda x: exists #1 \\"""
WORDS = st.sampled_from([*TOKENS.split(), "\n"])


@settings(deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=40))
def test_whatever_is_written_is_answered_and_what_is_accepted_runs(text: str) -> None:
    examined = examine(text, columns=OF_ACCOUNTS)
    assert all(0 <= fault.offset <= len(text) for fault in examined.faults)
    if not examined.faults:
        evaluated(text, account_id=1)
