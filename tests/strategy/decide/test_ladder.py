"""Which step is due: every trigger on both sides of its boundary, rungs, repeats, waits and events."""

from datetime import date
from typing import Any

import pytest

from goodstanding.strategy.decide.ladder import in_order, numbered
from goodstanding.strategy.document.document import Step, Treatment, Trigger, TriggerKind
from tests.strategy.decide.cast import (
    DAY,
    LADDER,
    Row,
    account,
    after,
    ago,
    document,
    item,
    proposals,
    step,
    steps_of,
    taken,
    taken_for_item,
)  # fmt: skip


def due(*steps: Step, day: date = DAY, **row: Any) -> str:
    found = proposals([account(**row)], document(*steps), day=day)
    return steps_of(found).get((1, None), "")


@pytest.mark.parametrize(
    ("kind", "days", "row", "is_due"),
    [
        ("before_due", 7, {"days_past_due": -8}, False),
        ("before_due", 7, {"days_past_due": -7}, True),
        ("before_due", 7, {"days_past_due": -1}, True),
        ("before_due", 7, {"days_past_due": 0}, False),
        ("past_due", 3, {"days_past_due": 2}, False),
        ("past_due", 3, {"days_past_due": 3}, True),
        ("past_due", 0, {"days_past_due": 0}, True),
        ("past_due", 0, {"days_past_due": None}, False),
        ("since_placed", 5, {"days_since_placed": 4}, False),
        ("since_placed", 5, {"days_since_placed": 5}, True),
        ("since_placed", 5, {"days_since_placed": None}, False),
        ("end_of_month", 0, {"days_past_due": 90}, False),
    ],
)
def test_triggers(kind: TriggerKind, days: int, row: Row, is_due: bool) -> None:
    assert (due(step("only", 1, when=Trigger(kind, days)), **row) == "only") is is_due


@pytest.mark.parametrize(
    ("day", "past", "days", "is_due"),
    [
        (date(2026, 2, 27), 5, 0, False),
        (date(2026, 2, 28), 5, 0, True),
        (date(2024, 2, 28), 5, 0, False),
        (date(2024, 2, 29), 5, 0, True),
        (date(2026, 12, 31), 0, 0, False),
        (date(2026, 12, 31), 1, 0, True),
        (date(2026, 12, 31), 9, 10, False),
        (date(2026, 12, 31), 10, 10, True),
    ],
)
def test_the_end_of_the_month(day: date, past: int, days: int, is_due: bool) -> None:
    only = step("only", 1, when=Trigger("end_of_month", days))
    assert (due(only, day=day, days_past_due=past) == "only") is is_due


@pytest.mark.parametrize(
    ("step_taken", "days", "is_due"), [("first", 9, False), ("first", 10, True), ("second", 10, False)]
)
def test_days_after_the_step_before(step_taken: str, days: int, is_due: bool) -> None:
    ladder = (LADDER[0], step("second", 2, when=Trigger("since_previous", 10)))
    assert (due(*ladder, **taken(f"house/dunning/{step_taken}", days)) == "second") is is_due


def test_the_step_after_the_step_before_waits_for_one_before() -> None:
    assert due(step("first", 1, when=Trigger("since_previous", 0)), days_since_last_step=9) == ""


@pytest.mark.parametrize(("past", "expected"), [(2, ""), (3, "first"), (9, "first"), (10, "second"), (30, "third")])
def test_every_obligation_gets_the_step_its_age_asks_for(past: int, expected: str) -> None:
    assert due(days_past_due=past) == expected


def test_a_rung_is_taken_once_and_none_below_it_again() -> None:
    assert due(days_past_due=29, **taken("house/dunning/second", 5)) == ""
    assert due(days_past_due=30, **taken("house/dunning/second", 5)) == "third"
    assert due(days_past_due=29, **taken("house/other/second", 5)) == "second"
    assert due(days_past_due=29, **taken("mine/dunning/second", 5)) == "second"
    assert due(days_past_due=29, **taken("house/dunning/first", 5, "house/dunning/third")) == ""


def test_a_step_that_is_gone_from_the_ladder_counts_no_more() -> None:
    assert due(days_past_due=10, **taken("house/dunning/long ago", 5)) == "second"


def test_a_step_repeats_while_no_higher_one_is_due() -> None:
    ladder = (LADDER[0], step("second", 2, 10, repeats=True, wait_days=7), LADDER[2])
    assert due(*ladder, **taken("house/dunning/second", 6)) == ""
    assert due(*ladder, **taken("house/dunning/second", 7)) == "second"
    assert due(*ladder, days_past_due=30, **taken("house/dunning/second", 7)) == "third"
    assert due(*ladder, **taken("house/dunning/second", 0)) == ""


def test_a_condition_that_is_false_or_not_known_lets_the_step_below_through() -> None:
    ladder = (LADDER[0], step("second", 2, 10, condition="score > 500"))
    assert [due(*ladder, score=score) for score in (501, 500, None)] == ["second", "first", "first"]


def test_the_step_the_age_asks_for_waits_and_none_below_steps_in() -> None:
    ladder = (LADDER[0], step("second", 2, 10, wait_days=7))
    assert due(*ladder, last_step="x", last_step_date=ago(6), days_since_last_step=6) == ""
    assert due(*ladder, last_step="x", last_step_date=ago(7), days_since_last_step=7) == "second"
    assert due(*ladder) == "second"


@pytest.mark.parametrize(
    ("event", "column"),
    [
        ("broken_promise", "promise_broken_date"),
        ("returned_letter", "mail_returned_date"),
        ("reply", "last_reply_date"),
        ("missed_payment", "first_overdue_date"),
    ],
)
def test_an_event_is_followed_for_thirty_days(event: str, column: str) -> None:
    one = after(event)
    rows: list[Row] = [{column: on} for on in (None, ago(-1), ago(0), ago(29), ago(30))]
    assert [due(one, **row) for row in rows] == [
        "", "", "answer", "answer", "",
    ]  # fmt: skip


def test_an_event_is_followed_once() -> None:
    one = after("reply")
    since = {"last_reply_date": ago(5)}
    assert due(one, **since, **taken("house/dunning/first", 6)) == "answer"
    assert due(one, **since, **taken("house/dunning/first", 5)) == "answer"
    assert due(one, **since, **taken("house/dunning/first", 4)) == ""
    assert due(one, **since, **taken("house/dunning/answer", 5)) == ""
    assert due(one, **since, **taken("house/dunning/answer", 6)) == "answer"


def test_an_event_goes_before_the_ladder_and_the_first_event_before_the_second() -> None:
    steps = (*LADDER, after("reply"), after("returned_letter", "post"))
    assert due(*steps) == "second"
    assert due(*steps, mail_returned_date=ago(1)) == "post"
    assert due(*steps, mail_returned_date=ago(1), last_reply_date=ago(9)) == "answer"


def test_an_items_own_steps_count() -> None:
    of = document(grain="item")
    listed = [item(1), item(2, **taken_for_item("house/dunning/second", 5)), item(3, days_past_due=31)]
    found = steps_of(proposals([account(**taken("house/dunning/third", 2))], of, listed=listed))
    assert found == {(1, 1): "second", (1, 2): "", (1, 3): "third"}


def test_steps_are_numbered_through_all_treatments() -> None:
    of = document(treatments={"a": Treatment("a", LADDER[:2]), "b": Treatment("b", LADDER[2:])})
    assert [(number, treatment.name, one.name) for number, treatment, one in numbered(of)] == [
        (1, "a", "first"), (2, "a", "second"), (3, "b", "third"),
    ]  # fmt: skip
    mixed = Treatment("a", (LADDER[0], after("reply", "x"), LADDER[2], after("reply", "y")))
    assert [one.name for one in in_order(mixed)] == ["x", "y", "third", "first"]
