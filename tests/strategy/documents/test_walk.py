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
USABLE = published(shipped(), said=[])
Row = dict[str, Any]


def step_on(document: Document, row: Row, items: list[Row]) -> tuple[str, str, tuple[str, ...]] | None:
    """Return treatment, step and channels of the one message proposed, or None."""
    proposed = decide(
        pa.Table.from_pylist([row], schema=account_schema()),
        pa.Table.from_pylist(items, schema=item_schema()),
        [Running(document)],
        day=DAY,
        known_arms=NO_ARMS,
        templates=USABLE,
    )
    assert proposed.exceptions.num_rows == 0
    found = proposed.messages.to_pylist()
    assert len(found) <= 1
    return (found[0]["treatment"], found[0]["step"], tuple(found[0]["channels"].split(BETWEEN))) if found else None


def walk(days: int, **facts: Any) -> list[tuple[int, str, str]]:
    """Return day of placement, treatment and step of an agency's account on which every step is taken."""
    taken: list[str] = []
    last, told = None, []
    for day in range(days):
        row = account(days_since_placed=day, days_past_due=200 + day, is_time_barred=False, **facts)
        row |= {"steps_taken": BETWEEN.join(taken)}
        if last is not None:
            since, step = last
            row |= {"last_step": step, "days_since_last_step": day - since, "last_step_date": DAY}
        found = step_on(AGENCY, row, [])
        if found:
            told.append((day, found[0], found[1]))
            taken.append(f"agency/{found[0]}/{found[1]}")
            last = (day, found[1])
    return told


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
    taken: list[str] = []
    told = []
    for day in range(-10, 70):
        one = item(days_past_due=day, steps_taken=BETWEEN.join(taken))
        found = step_on(SMALL, account(), [one])
        if found:
            told.append((day, found[1]))
            taken.append(f"small-business/reminders/{found[1]}")
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
