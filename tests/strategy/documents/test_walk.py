"""The documents that ship, walked day by day: which step an account gets when, if every step is handed over."""

from typing import Any

import pyarrow as pa
import pytest

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.outreach.template.catalogue import published, shipped
from goodstanding.strategy.decide.decide import decide
from goodstanding.strategy.document.document import Document, Running
from goodstanding.strategy.document.reading import read
from goodstanding.strategy.documents.shipped import text_of
from tests.strategy.decide.cast import DAY, NO_ARMS, account, item

AGENCY, SMALL = read(text_of("agency")), read(text_of("small-business"))
FIRST_PERSON = account(0)["person_id"]
USABLE = published(shipped(), said=[])
Row = dict[str, Any]


Found = tuple[str, str, tuple[str, ...]]


def steps_on(document: Document, rows: list[Row], items: list[Row]) -> dict[int, Found]:
    """Return treatment, step and channels of the one message that is proposed for an account, by accounts."""
    proposed = decide(
        pa.Table.from_pylist(rows, schema=account_schema()),
        pa.Table.from_pylist(items, schema=item_schema()),
        [Running(document)],
        day=DAY,
        known_arms=NO_ARMS,
        templates=USABLE,
    )
    assert proposed.exceptions.num_rows == 0
    told = proposed.messages.to_pylist()
    found = {
        row["person_id"] - FIRST_PERSON: (row["treatment"], row["step"], tuple(row["channels"].split(BETWEEN)))
        for row in told
    }
    assert len(found) == len(told)
    return found


def step_on(document: Document, row: Row, items: list[Row]) -> Found | None:
    """Return treatment, step and channels of the one message proposed for account 1, or None."""
    return steps_on(document, [row], items).get(1)


def walk(days: int, **facts: Any) -> list[tuple[int, str, str]]:
    """Return day of placement, treatment and step of an agency's account on which every step is taken.

    All the days up to the next step are asked at once, each as an account of its own; no segment that is walked has an
    experiment, so it does not matter who owes.
    """
    taken: list[str] = []
    told: list[tuple[int, str, str]] = []
    while True:
        last_day, _, last = told[-1] if told else (-1, "", "")
        rows = [
            account(day, days_since_placed=day, days_past_due=200 + day, is_time_barred=False, **facts)
            | {"steps_taken": BETWEEN.join(taken)}
            | ({"last_step": last, "days_since_last_step": day - last_day, "last_step_date": DAY} if told else {})
            for day in range(last_day + 1, days)
        ]
        found = steps_on(AGENCY, rows, [])
        if not found:
            return told
        day = min(found)
        treatment, step, _ = found[day]
        told.append((day, treatment, step))
        taken.append(f"agency/{treatment}/{step}")


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"balance_minor": 9_000, "can_email": True}, [
            (0, "welcome", "validation-notice"), (38, "by-email", "friendly"), (52, "by-email", "reminder"),
            (73, "by-email", "offer"), (103, "by-email", "firm"),
        ]),
        ({"is_vulnerable": True, "can_email": True}, [
            (0, "welcome", "validation-notice"), (38, "support", "help"), (83, "support", "small-steps"),
            (143, "support", "review"),
        ]),
        ({"balance_minor": 300_000, "can_call": True, "days_to_limitation": 900}, [
            (0, "welcome", "validation-notice"), (38, "calls-first", "first-call"), (45, "calls-first", "second-call"),
            (59, "calls-first", "offer"), (73, "calls-first", "third-call"), (94, "calls-first", "final-notice"),
            (124, "calls-first", "refer"),
        ]),
        ({"balance_minor": 300_000, "can_call": True, "days_to_limitation": None}, [
            (0, "welcome", "validation-notice"), (38, "calls-first", "first-call"), (45, "calls-first", "second-call"),
            (59, "calls-first", "offer"), (73, "calls-first", "third-call"), (94, "calls-first", "final-notice"),
        ]),
        ({"has_attorney": True, "can_email": True}, []),
        ({"on_hold": True, "can_email": True}, []),
    ],
)  # fmt: skip
def test_an_agencys_account_goes_up_its_ladder_step_by_step(
    facts: dict[str, Any], steps: list[tuple[int, str, str]]
) -> None:
    assert walk(170, **facts) == steps


def test_an_account_placed_long_ago_begins_with_the_notice_all_the_same() -> None:
    row = account(days_since_placed=900, is_time_barred=False, can_email=True)
    assert step_on(AGENCY, row, []) == ("welcome", "validation-notice", ("letter", "task"))


def test_an_invoice_gets_the_step_its_age_asks_for_and_each_once() -> None:
    told: list[tuple[int, str]] = []
    while True:
        days = range(told[-1][0] + 1 if told else -10, 70)
        taken = BETWEEN.join(f"small-business/reminders/{step}" for _, step in told)
        rows = [account(number) for number in range(len(days))]
        items = [item(number, number, days_past_due=day, steps_taken=taken) for number, day in enumerate(days)]
        found = steps_on(SMALL, rows, items) if rows else {}
        if not found:
            break
        told.append((days[min(found)], found[min(found)][1]))
    assert told == [
        (-7, "coming"), (0, "due"), (3, "overlooked"), (8, "second"), (15, "reminder"), (30, "firm"),
        (45, "final-notice"), (60, "decide"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("age", "step"), [(-8, None), (-7, "coming"), (29, "reminder"), (30, "firm"), (59, "final-notice"), (400, "decide")]
)
def test_an_invoice_that_comes_in_late_gets_the_step_of_its_age(age: int, step: str | None) -> None:
    found = step_on(SMALL, account(), [item(days_past_due=age)])
    assert (found[1] if found else None) == step
