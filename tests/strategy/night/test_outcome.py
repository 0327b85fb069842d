"""What becomes of messages while the gate is asked."""

import json

import numpy as np
import pyarrow as pa

from goodstanding.compliance.gate import Judgement, judge
from goodstanding.factsheet.sheet import NOTHING, Words
from goodstanding.strategy.night.outcome import HOURS_MISSING, NO_POINT, ZONE_UNKNOWN, Outcome
from goodstanding.strategy.night.plan import Plan
from goodstanding.strategy.night.tables import DECIDED, MESSAGE
from tests.compliance.sample import book, brief_of, rule, situation

NAMES = ("", "task", "call", "letter")
NINE, SIX = 32_400, 64_800


def plan(*, asks: bool = True, placed: bool = True, task: bool = False, opens: int = NINE) -> Plan:
    """Return the plan of one message that may try a call and a letter."""
    point = np.array([[4, 5]]) if asks else np.full((1, 2), -1)
    return Plan(
        Words(np.zeros(1, np.int32), ("contact",)), NAMES, np.array([[2, 3]], np.int32), point, point + 100,
        np.full((1, 2), asks), np.array([task]), np.array([placed]), np.array([opens]), np.array([SIX]),
    )  # fmt: skip


def row(outcome: Outcome) -> dict[str, object]:
    found = outcome.table(pa.Table.from_pylist([{"message": 3}], schema=MESSAGE))
    assert found.schema == DECIDED
    (only,) = found.to_pylist()
    return dict(only)


def refusing(next_at: int) -> Judgement:
    """Return a judgement that refuses one act until an instant."""
    judged = judge(brief_of(situation()), book(rule(when="TRUE", says={"refused": "Not now."})))
    judged.next_at[:] = next_at
    return judged


def refuse(outcome: Outcome, turn: int, *, next_at: int) -> None:
    one = np.zeros(1, np.int64)
    outcome.refuse(one, plan(), one + turn, judged=refusing(next_at), acts=one)


def test_who_has_no_point_is_a_task_or_out_of_reach() -> None:
    assert [row(Outcome.begin(plan(asks=False, task=task)))["state"] for task in (True, False)] == [
        "planned", "unreachable",
    ]  # fmt: skip
    assert row(Outcome.begin(plan(asks=False)))["reason"] == NO_POINT
    assert row(Outcome.begin(plan(asks=False, task=True)))["channel"] == "task"


def test_an_hour_that_cannot_be_told_is_an_exception() -> None:
    for told, (cause, reason) in ((plan(placed=False), ZONE_UNKNOWN), (plan(opens=SIX), HOURS_MISSING)):
        found = row(Outcome.begin(told))
        assert (found["state"], found["rule"], found["reason"]) == ("exception", cause, reason)
        assert not Outcome.begin(told).is_open().any()


def test_what_was_tried_before_stands_beside_what_may_go() -> None:
    outcome, one = Outcome.begin(plan()), np.zeros(1, np.int64)
    refuse(outcome, 0, next_at=int(NOTHING))
    assert outcome.is_open().all()
    outcome.permit(one, plan(), one + 1, at=np.array([NINE]))
    found = row(outcome)
    assert (found["state"], found["channel"], found["point_id"], found["rule"]) == ("planned", "letter", 105, "")
    assert found["not_before"] == found["planned_at"] != found["not_after"]
    assert found["next_at"] is None
    assert json.loads(str(found["tried"])) == [{"channel": "call", "rule": "test.rule", "reason": "Not now."}]


def test_refused_by_every_channel_is_refused_by_the_law_until_the_earliest_says_yes() -> None:
    for first, second, earliest in (
        (70_000, 80_000, 70_000),
        (int(NOTHING), 80_000, 80_000),
        (70_000, int(NOTHING), 70_000),
    ):
        outcome = Outcome.begin(plan())
        refuse(outcome, 0, next_at=first)
        refuse(outcome, 1, next_at=second)
        found = row(outcome)
        assert (found["state"], found["channel"], found["rule"], found["reason"]) == (
            "law", "call", "test.rule", "Not now.",
        )  # fmt: skip
        assert found["next_at"].timestamp() == earliest  # type: ignore[attr-defined]  # an instant.
        assert (found["planned_at"], found["point_id"]) == (None, None)
        assert len(json.loads(str(found["tried"]))) == 2
