"""Every number and first day is moved by one step; a case on each side notices, and one in the middle does not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from goodstanding.compliance.lawbook.reading import read_rule
from goodstanding.compliance.situation.mutation import mutants, survivors
from goodstanding.compliance.situation.own_cases import own_cases
from tests.compliance.sample import NOON, PACK, rule, value

CAP = {"shape": "cap", "proposed": "act_debts_combined", "most": ":most", "values": {"most": value(7)}}
FIRST_DAY = [
    {
        "id": "the day before",
        "when": {"at": "2021-11-29T10:00:00-05:00", "debts_combined": 1},
        "then": {"allowed": False},
    },
    {
        "id": "the first day",
        "when": {"at": "2021-11-30T10:00:00-05:00", "debts_combined": 1},
        "then": {"allowed": True},
    },
]


def case(many: int, *, allowed: bool) -> dict[str, Any]:
    return {"id": f"{many}", "when": {"at": NOON, "debts_combined": many}, "then": {"allowed": allowed}}


def alive(place: Path, *listed: dict[str, Any]) -> list[str]:
    (place / "rule.yaml").write_text(yaml.safe_dump(dict(rule(**CAP).written)))
    (place / "cases.yaml").write_text(yaml.safe_dump({"cases": list(listed)}))
    return survivors(read_rule(place, pack=PACK), own_cases(place, pack=PACK), asked_at=NOON)


def test_a_case_on_each_side_notices_every_move(tmp_path: Path) -> None:
    assert alive(tmp_path, *FIRST_DAY, case(7, allowed=True), case(8, allowed=False)) == []


@pytest.mark.parametrize(
    ("listed", "survives"),
    [
        ([*FIRST_DAY, case(7, allowed=True)], ["test.rule: most of 7 to 8"]),
        ([*FIRST_DAY, case(8, allowed=False)], ["test.rule: most of 7 to 6"]),
        ([FIRST_DAY[0], case(7, allowed=True), case(8, allowed=False)], ["test.rule: the first day 18961 by 1"]),
        ([FIRST_DAY[1], case(7, allowed=True), case(8, allowed=False)], ["test.rule: the first day 18961 by -1"]),
    ],
)
def test_a_move_no_case_notices_is_told(tmp_path: Path, listed: list[dict[str, Any]], survives: list[str]) -> None:
    assert alive(tmp_path, *listed) == survives


def test_each_unit_has_its_step() -> None:
    values = {
        "opens": value("08:00", unit="time of day"),
        "rate": value("6.25", unit="percent"),
        "most": value("1.00", unit="USD"),
    }
    moved = {one.what for one in mutants(rule(values=values).values) if "first day" not in one.what}
    assert moved == {
        "opens of 08:00 to 28740", "opens of 08:00 to 28860", "rate of 6.25 to 62400", "rate of 6.25 to 62600",
        "most of 1.00 to 99", "most of 1.00 to 101",
    }  # fmt: skip


def test_truths_and_words_are_not_moved() -> None:
    values = {"calls": value(["call"], unit="words")}
    assert {one.what for one in mutants(rule(values=values).values)} == {
        "the first day 18961 by -1",
        "the first day 18961 by 1",
    }
