"""The functions of expressions: days on the person's own calendar, sets of words, a look at every debt."""

import pytest

from goodstanding.compliance.expression.functions import FUNCTIONS
from goodstanding.compliance.expression.reading import Scope, read
from goodstanding.compliance.expression.typed import ExpressionRefused
from goodstanding.compliance.expression.view import View
from tests.compliance.sample import run, situation, view_of
from tests.guards.checkout import HOME

LISTS = Scope(values={"words": "texts", "n": "number"})


def started(day: str | None, at: str = "2026-05-05T12:00:00-04:00", zone: str = "America/New_York") -> View:
    told = {"consumer": {"timezone": zone}, "moratorium": {"type": "breathing_space", "started": day}}
    return view_of(situation(given=told, at=at), values={"n": 7})


def test_this_day_is_the_day_on_the_persons_calendar() -> None:
    assert run("this_day()", started(None, "2026-05-05T23:59:59-04:00")) == ["2026-05-05"]
    assert run("this_day()", started(None, "2026-05-06T00:00:00-04:00")) == ["2026-05-06"]
    assert run("this_day()", started(None, "2026-05-06T00:00:00-04:00", "America/Los_Angeles")) == ["2026-05-05"]
    assert run("day_of(at)", started(None, "2026-05-06T00:00:00-04:00", "Pacific/Auckland")) == ["2026-05-06"]


def test_days_are_counted_by_the_calendar() -> None:
    assert run("days_since(moratorium_started)", started("2026-04-28")) == [7]
    assert run("days_since(moratorium_started)", started("2026-05-06")) == [-1]
    assert run("days_since(moratorium_started)", started(None)) == [None]
    assert run("days_since(at)", started(None)) == [0]
    assert run("days_between(moratorium_started, this_day())", started("2024-02-28", "2024-03-01T12:00:00-05:00")) == [
        2
    ]
    assert run("days_between(moratorium_started, moratorium_ended)", started("2024-02-28")) == [None]


def test_the_time_of_day_is_that_of_the_persons_clock() -> None:
    assert run("time_of_day(at)", view_of(situation(at="2026-05-05T16:00:30+00:00"))) == [12 * 3600 + 30]
    assert run("time_of_day(portal_from)", view_of(situation())) == [None]


def test_seconds_since_an_instant() -> None:
    visited = situation(given={"portal_session": {"from": "2026-05-05T11:59:00-04:00"}})
    assert run("seconds_since(portal_from)", view_of(visited, situation())) == [60, None]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("later_by_days(moratorium_started, 7)", "2026-12-28", "2027-01-04"),
        ("later_by_days(moratorium_started, :n)", "2026-12-28", "2027-01-04"),
        ("later_by_months(moratorium_started, 1)", "2026-01-31", "2026-02-28"),
        ("later_by_years(moratorium_started, 1)", "2024-02-29", "2025-02-28"),
        ("later_by_years(moratorium_started, 4)", "2024-02-29", "2028-02-29"),
        ("later_by_business_days(moratorium_started, 1, 'us_federal')", "2026-07-02", "2026-07-06"),
        ("later_by_business_days(moratorium_started, 0, 'us_federal')", "2026-07-04", "2026-07-04"),
        ("later_by_business_days(moratorium_started, 5, 'us_federal')", "2026-12-24", "2027-01-04"),
        ("later_by_business_days(moratorium_started, 1, 'us_federal')", "1969-12-01", None),
        ("later_by_days(moratorium_started, 7)", None, None),
        ("later_by_business_days(moratorium_started, 5, 'us_federal')", None, None),
        ("earlier_of(moratorium_started, this_day())", "2026-05-04", "2026-05-04"),
        ("later_of(moratorium_started, this_day())", "2026-05-04", "2026-05-05"),
    ],
)
def test_later_days(text: str, day: str | None, expected: str | None) -> None:
    assert run(text, started(day), LISTS) == [expected]


def test_the_earlier_of_a_day_and_nothing() -> None:
    """A missing day is neither earlier nor later; what is there counts."""
    found = run("earlier_of(moratorium_started, this_day())", started(None))
    assert found == run("later_of(moratorium_started, this_day())", started(None))
    assert found in (["2026-05-05"], [None])


def test_business_days_between() -> None:
    text = "business_days_between(moratorium_started, this_day(), 'us_federal')"
    assert run(text, started("2026-07-02", "2026-07-06T12:00:00-04:00")) == [1]
    assert run(text, started("2026-07-02", "2026-07-05T12:00:00-04:00")) == [0]
    assert run(text, started(None)) == [None]
    assert run(text, started("1950-01-01")) == [None]


def wishes(*media: str) -> dict[str, object]:
    return situation(given={"preferences": {"media_opt_out": list(media)}}, channel="sms")


def test_sets_of_words() -> None:
    view = view_of(wishes("sms", "email"), wishes("fax"), wishes(), values={"words": ("sms", "email")})
    assert run("has(media_opt_out, 'sms')", view, LISTS) == [True, False, False]
    assert run("holds(media_opt_out, act_channel)", view, LISTS) == [True, False, False]
    assert run("has_any(media_opt_out, :words)", view, LISTS) == [True, False, False]
    assert run("has_all(media_opt_out, :words)", view, LISTS) == [True, False, False]
    assert run("has_only(media_opt_out, :words)", view, LISTS) == [True, False, True]
    assert run("is_empty(media_opt_out)", view, LISTS) == [False, False, True]


def test_one_of_two_is_any_and_not_all() -> None:
    view = view_of(wishes("sms"), values={"words": ("sms", "email")})
    assert run("has_any(media_opt_out, :words)", view, LISTS) == [True]
    assert run("has_all(media_opt_out, :words)", view, LISTS) == [False]


def test_whether_a_missing_word_is_held_is_unknown() -> None:
    view = view_of(wishes("sms"), values={})
    assert run("holds(media_opt_out, act_purpose)", view) == [None]


def test_words_without_regard_to_capitals() -> None:
    view = view_of(
        *[situation(opt_out_text=word) for word in (" Stop ", "stop now", "Reply_STOP")], values={"words": ("STOP",)}
    )
    assert run("means(act_opt_out_text, :words)", view, LISTS) == [True, False, False]
    assert run("speaks_of(act_opt_out_text, :words)", view, LISTS) == [True, True, True]


def debts(*balances: str | None) -> dict[str, object]:
    listed = [{"id": f"d{place}", "balance": one} for place, one in enumerate(balances)]
    return situation(given={"debts": listed}, debts=[one["id"] for one in listed], amount="10.00")


def test_any_and_every_debt() -> None:
    view = view_of(debts("5.00", "20.00"), debts("20.00", "30.00"), debts("5.00", None), debts("20.00", None))
    assert run("any_debt(debt_balance > act_amount)", view) == [True, True, None, True]
    assert run("every_debt(debt_balance > act_amount)", view) == [False, True, False, None]


def test_of_an_act_without_debts_nothing_is_so() -> None:
    view = view_of(situation(given={"debts": []}, debts=[]))
    assert run("any_debt(debt_disputed)", view) == [False]
    assert run("every_debt(debt_disputed)", view) == [False]


def test_the_first_that_is_known() -> None:
    view = view_of(situation(given={"esign_consent": None}), situation(given={"esign_consent": False}))
    assert run("coalesce(esign_consent, TRUE)", view) == [True, False]
    assert run("coalesce(moratorium_started, this_day())", started(None)) == ["2026-05-05"]
    assert run("coalesce(moratorium_started, this_day())", started("2026-01-01")) == ["2026-01-01"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("this_day(at)", "this_day() takes nothing."),
        ("days_since(act_purpose)", "act_purpose is a word; here stands a day or an instant"),
        ("seconds_since(moratorium_started)", "is a day; here stands an instant"),
        ("later_by_days(at)", "later_by_days(day, how many) takes two things."),
        ("later_by_days(at, act_purpose)", "act_purpose is a word; here stands a number"),
        ("later_by_business_days(at, 3)", "later_by_business_days"),
        ("later_by_business_days(at, 3, act_purpose)", "later_by_business_days"),
        ("has(act_purpose, 'a')", "act_purpose is a word; here stands a set of words"),
        ("has(media_opt_out, act_purpose)", "has(set, 'word')"),
        ("holds(media_opt_out, media_opt_out)", "is a set of words; here stands a word"),
        ("means(media_opt_out, :words)", "is a set of words; here stands a word"),
        ("any_debt(debt_balance)", "debt_balance is an amount; here stands a yes or no"),
        ("coalesce(at)", "was not given what it needs"),
        ("coalesce(replies, 1)", "here stands"),
        ("coalesce(at, this_day())", "is an instant"),
        ("earlier_of(at, this_day())", "is an instant"),
    ],
)
def test_what_a_function_does_not_take_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        read(text, LISTS)
    assert sentence in str(refused.value)


def test_every_function_is_described_where_rules_are_explained() -> None:
    from_the_page = (HOME / "docs" / "lawbook.md").read_text()
    assert not [name for name in FUNCTIONS if name not in from_the_page]
