"""An answer as rows of the books: who becomes an act, what is withheld and why, what goes on the worklists."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.strategy.night import harvest
from goodstanding.strategy.night.order import Answer, Chunk
from goodstanding.strategy.night.tables import ASSIGNED, DECIDED, EXCEPTION, LINE, MESSAGE, WARNING

DAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
NINE, SIX = datetime(2026, 6, 30, 13, tzinfo=UTC), datetime(2026, 6, 30, 22, tzinfo=UTC)


def table(schema: pa.Schema, *rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema)


def message(number: int, **given: Any) -> dict[str, Any]:
    words = dict.fromkeys(("treatment", "arm", "template", "tone", "channels", "approval", "offers", "team"), "")
    return {
        "message": number, "person_id": 10 + number, "client_id": 1, "kind": "contact", "strategy": "house",
        "edition": 2, "segment": "all", "step": "first", "rung": 1, "language": "en", "currency": "USD",
        "balance_minor": 500, "value_minor": 250, "opens_second": 32_400, "closes_second": 64_800, **words, **given,
    }  # fmt: skip


def decided(number: int, state: str, **given: Any) -> dict[str, Any]:
    times = {"planned_at": NINE, "not_before": NINE, "not_after": SIX} if state == "planned" else {}
    return {"message": number, "state": state, "channel": "email", **times, **given}


def line(number: int, account: int, **given: Any) -> dict[str, Any]:
    found = {"message": number, "account_id": account, "strategy": "house", "step": "first", "treatment": "plain"}
    return {**found, "currency": "USD", "balance_minor": 500, **given}


@pytest.fixture
def answer() -> Answer:
    """Four messages: one planned with two lines, one refused, one undecided, one planned by letter."""
    return Answer(
        chunk=Chunk("person", 0),
        accounts=5,
        due=4,
        sheet=table(account_schema(), {"account_id": 9, "balance_minor": 700, "currency": "USD", "days_past_due": 3}),
        items=item_schema().empty_table(),
        messages=table(MESSAGE, *(message(number) for number in range(4))),
        lines=table(LINE, line(0, 1), line(0, 2, step=""), line(1, 4), line(1, 3), line(2, 5), line(3, 6, item_id=60)),
        decided=table(
            DECIDED,
            decided(0, "planned", point_id=100),
            decided(1, "law", rule="us.regf.hours", reason="Too late.", tried="[]", next_at=SIX),
            decided(2, "exception", rule="zone unknown", reason="Nobody knows the clock."),
            decided(3, "planned", channel="letter"),
        ),
        exceptions=table(EXCEPTION, {"person_id": 20, "account_id": 8, "cause": "odd date", "reason": "An odd date."}),
        warnings=table(
            WARNING, {"person_id": 21, "account_id": 9, "cause": "returned mail", "reason": "Back.", "priority": 700}
        ),
        assigned=table(ASSIGNED, {"person_id": 10, "experiment": "house/test", "arm": "a", "stratum": ""}),
    )


def test_what_is_planned_becomes_acts_with_their_lines(answer: Answer) -> None:
    assert harvest.planned(answer).to_pylist() == [0, 3]
    acts, lines = harvest.acts_and_lines(answer, pa.array([71, 72]), night=5, day=DAY, entry_id=9)
    told = acts.select(["id", "person_id", "channel", "contact_point_id", "day", "night_id"]).to_pylist()
    assert [tuple(one.values()) for one in told] == [(71, 10, "email", 100, DAY, 5), (72, 13, "letter", None, DAY, 5)]
    listed = lines.select(["act_id", "debt_id", "item_id", "step", "channel"]).to_pylist()
    assert [tuple(one.values()) for one in listed] == [
        (71, 1, None, "first", "email"), (71, 2, None, "", "email"), (72, 6, 60, "first", "letter"),
    ]  # fmt: skip
    assert tuple(acts.column_names) == harvest.ACT_COLUMNS


def test_what_is_withheld_says_why_and_about_which_debts(answer: Answer) -> None:
    (one,) = harvest.withheld(answer, night=5, day=DAY, entry_id=9).to_pylist()
    assert (one["cause"], one["rule"], one["reason"], one["next_at"]) == ("law", "us.regf.hours", "Too late.", SIX)
    assert one["debt_ids"] == [3, 4]


def test_what_could_not_be_decided_goes_on_the_worklist(answer: Answer) -> None:
    assert harvest.exceptions(answer) == 2
    told = harvest.exception_tasks(answer, day=DAY, at=AT).to_pylist()
    assert [(one["matter"], one["title"], one["debt_id"]) for one in told] == [
        ("exception:odd date:debt:8", "An odd date.", 8),
        ("exception:zone unknown:debt:5", "Nobody knows the clock.", 5),
    ]


def test_a_warning_shows_the_figures_of_the_sheet(answer: Answer) -> None:
    (one,) = harvest.warning_tasks(answer, day=DAY, at=AT).to_pylist()
    assert (one["matter"], one["priority"]) == ("warning:returned mail:debt:9", 700)
    assert json.loads(one["evidence"]) == {
        "cause": "returned mail", "night": "2026-06-30", "balance_minor": 700, "currency": "USD", "days_past_due": 3,
    }  # fmt: skip


def test_new_members_of_an_arm_are_dated(answer: Answer) -> None:
    (one,) = harvest.assignments(answer, day=DAY, entry_id=9).to_pylist()
    assert (one["person_id"], one["arm"], one["assigned_date"], one["entry_id"]) == (10, "a", DAY, 9)


def test_an_answer_without_messages_harvests_nothing(answer: Answer) -> None:
    for name in ("messages", "lines", "decided", "exceptions", "warnings", "assigned"):
        setattr(answer, name, getattr(answer, name).slice(0, 0))
    acts, lines = harvest.acts_and_lines(answer, pa.array([], pa.int64()), night=5, day=DAY, entry_id=9)
    assert (acts.num_rows, lines.num_rows, harvest.exceptions(answer)) == (0, 0, 0)
    assert harvest.withheld(answer, night=5, day=DAY, entry_id=9).num_rows == 0
