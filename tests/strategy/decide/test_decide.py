"""Deciding against a naive second decision, row by row, over random sheets and documents."""

import os
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from goodstanding.strategy.decide.decide import Proposals, decide
from goodstanding.strategy.decide.tracing.trace import trace
from goodstanding.strategy.night.tables import ASSIGNED, EXCEPTION, LINE, MESSAGE, READING
from tests.strategy.decide.cast import Row, items, sheet
from tests.strategy.decide.chance import TEMPLATES, Dice
from tests.strategy.decide.naive import decided
from tests.strategy.decide.naive_message import composed

ROUNDS = 24 if not os.environ.get("GOODSTANDING_LONG") else 3_000


def world(seed: int) -> tuple[Dice, list[Row], list[Row], list[Row]]:
    dice = Dice(seed)
    accounts = [dice.account(number) for number in range(1, 121)]
    numbers = iter(range(1, 1_000))
    listed = [dice.item(next(numbers), one["account_id"]) for one in accounts for _ in range(dice.random.randint(0, 3))]
    return dice, accounts, listed, dice.arms()


def run(accounts: list[Row], listed: list[Row], arms: list[Row], *, running: Any, day: Any) -> Proposals:
    known = pa.Table.from_pylist(arms, schema=READING["arm"])
    return decide(sheet(*accounts), items(*listed), running, day=day, known_arms=known, templates=TEMPLATES)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_the_pass_agrees_with_deciding_row_by_row(seed: int) -> None:
    dice, accounts, listed, arms = world(seed)
    running = dice.running()
    made = run(accounts, listed, arms, running=running, day=dice.day)
    found, new = decided(accounts, listed, running, day=dice.day, known=arms)
    messages, lines, lost = composed(found, TEMPLATES)
    assert made.due == sum(one.step is not None for one in found)
    assert made.messages.drop_columns("offers").to_pylist() == messages
    assert made.lines.to_pylist() == lines
    arms_made: list[Row] = made.assigned.to_pylist()
    assert {(one["person_id"], one["experiment"]): (one["arm"], one["stratum"]) for one in arms_made} == new
    causes: list[Row] = made.exceptions.to_pylist()
    assert sorted(one["account_id"] for one in causes if one["cause"] == "template not published") == sorted(lost)
    overlaps = {
        one.obligation.row["account_id"]
        for one in found
        if one.rest == "overlap" and one.obligation.row["balance_minor"] > 0
    }
    assert {one["account_id"] for one in causes if one["cause"] == "two strategies"} == overlaps

    told = trace(
        sheet(*accounts), items(*listed), running, day=dice.day,
        known_arms=pa.Table.from_pylist(
            [*arms, *({name: one[name] for name in READING["arm"].names} for one in arms_made)],
            schema=READING["arm"],
        ),
    )  # fmt: skip
    assert [(one.account_id, one.item_id or 0) for one in told] == [one.obligation.key for one in found]
    assert [(one.rest, one.segment, one.treatment, one.arm) for one in told] == [
        (one.rest, one.segment, one.treatment, one.arm) for one in found
    ]
    assert [one.step for one in told] == ["" if one.step is None else one.step.name for one in found]
    for one in told:
        assert [each.step for each in one.steps if each.reason == "due"] == ([one.step] if one.step else [])
        assert one.sentence.endswith(".")


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    dice, accounts, listed, arms = world(seed)
    running = dice.running()
    made = run(accounts, listed, arms, running=running, day=dice.day)
    for one in (accounts, listed, arms):
        Random(seed).shuffle(one)
    assert run(accounts, listed, arms, running=running, day=dice.day) == made


def test_tables_follow_their_schemas_also_where_nothing_runs() -> None:
    dice, accounts, listed, arms = world(1)
    for running in ((), dice.running()):
        made = run(accounts, listed, arms, running=running, day=dice.day)
        assert [one.schema for one in made[:4]] == [MESSAGE, LINE, EXCEPTION, ASSIGNED]
    assert run([], [], [], running=dice.running(), day=dice.day).due == 0
