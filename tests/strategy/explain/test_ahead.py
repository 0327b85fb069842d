from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pytest

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.strategy.document.document import Document, Segment, Step, Treatment, Trigger
from goodstanding.strategy.explain.ahead import NextDue, moved, next_due
from goodstanding.strategy.explain.stepped import stepped
from tests.strategy.decide.cast import DAY, NO_ARMS, TEMPLATES, Row, account, item


def step(name: str, kind: str, days: int, *, rung: int) -> Step:
    return Step(name, Trigger(kind, days), channels=("email",), template="reminder", rung=rung)  # type: ignore[arg-type]  # a kind of the test's own.


DOCUMENT = Document(
    strategy="plain",
    edition=1,
    title="Plain",
    effective_from=date(2026, 1, 1),
    segments=(Segment("all", "", "ladder"),),
    treatments={
        "ladder": Treatment("ladder", (step("friendly", "past_due", 8, rung=1), step("firm", "past_due", 30, rung=2)))
    },
)
NO_ITEMS = item_schema().empty_table()


def asked(row: Row, *, document: Document = DOCUMENT, arms: pa.Table = NO_ARMS) -> NextDue | None:
    sheet = pa.Table.from_pylist([row], schema=account_schema())
    return next_due(sheet, NO_ITEMS, document, day=DAY, arms=arms, templates=TEMPLATES)


def test_the_next_rung_comes_when_its_age_comes() -> None:
    assert asked(account(days_past_due=7)) == NextDue(DAY + timedelta(days=1), "friendly")
    taken: Row = {"steps_taken": "plain/ladder/friendly", "last_step": "friendly", "last_step_date": DAY}
    assert asked(account(days_past_due=8, **taken)) == NextDue(DAY + timedelta(days=22), "firm")


def test_a_step_that_was_taken_today_is_not_due_again_tomorrow() -> None:
    sheet = pa.Table.from_pylist([account(days_past_due=8)], schema=account_schema())
    after = stepped(sheet, {None: "plain/ladder/friendly"}, day=DAY)
    assert next_due(sheet, NO_ITEMS, DOCUMENT, day=DAY, arms=NO_ARMS, templates=TEMPLATES) is not None
    found = next_due(after, NO_ITEMS, DOCUMENT, day=DAY, arms=NO_ARMS, templates=TEMPLATES)
    assert found == NextDue(DAY + timedelta(days=22), "firm")


def test_a_promise_and_a_hold_end_the_day_after_their_last_day() -> None:
    until = DAY + timedelta(days=4)
    assert asked(account(promise_open=True, promise_due_date=until)) == NextDue(until + timedelta(days=1), "friendly")
    assert asked(account(on_hold=True, hold_until_date=until)) == NextDue(until + timedelta(days=1), "friendly")


def test_a_hold_without_an_end_and_a_ladder_that_is_done_tell_of_no_day() -> None:
    assert asked(account(on_hold=True)) is None
    assert asked(account(steps_taken="plain/ladder/firm", last_step_date=DAY, days_since_last_step=0)) is None


def test_a_condition_on_days_is_met_on_its_day() -> None:
    late = replace(DOCUMENT, segments=(Segment("late", "days_past_due >= 20", "ladder"),))
    assert asked(account(days_past_due=10), document=late) == NextDue(DAY + timedelta(days=10), "friendly")


def test_the_end_of_a_month_is_looked_at_on_that_day() -> None:
    monthly = Treatment("ladder", (step("statement", "end_of_month", 1, rung=1),))
    document = replace(DOCUMENT, treatments={"ladder": monthly})
    assert asked(account(), document=document) == NextDue(date(2026, 3, 31), "statement")


def test_an_item_falls_due_on_its_own_day() -> None:
    sheet = pa.Table.from_pylist([account()], schema=account_schema())
    items = pa.Table.from_pylist([item(1, days_past_due=-3), item(2, days_past_due=7)], schema=item_schema())
    document = replace(DOCUMENT, grain="item")
    found = next_due(sheet, items, document, day=DAY, arms=NO_ARMS, templates=TEMPLATES)
    assert found == NextDue(DAY + timedelta(days=1), "friendly")


@pytest.mark.parametrize(("late", "bucket"), [(-5, "not due"), (20, "1-30"), (115, "91-120"), (118, "over 120")])
def test_a_sheet_is_moved_on(late: int, bucket: str) -> None:
    row = account(days_past_due=late, days_to_limitation=2, is_time_barred=False, next_due_minor=50, overdue_minor=5)
    sheet = pa.Table.from_pylist([row], schema=account_schema())
    later = moved(sheet, day=DAY, days=[3, 5]).to_pylist()
    assert [one["account_id"] for one in later] == [3, 5]
    assert later[0]["days_past_due"] == late + 3
    assert later[0]["ageing_bucket"] == bucket
    assert [one["is_time_barred"] for one in later] == [True, True]
    assert later[0]["days_since_placed"] == 23
