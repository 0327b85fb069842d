from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.telling import cases_of, day_number, entry_of, state_on, told_of, written_day

TODAY = day_number(date(2026, 5, 5))


@pytest.fixture
def rule() -> Rule:
    return shipped().rule("us.regf.call_count")


def test_a_rule_is_told_with_its_values_of_the_day(rule: Rule) -> None:
    told = told_of(rule, TODAY)
    calls = next(one for one in told["values"] if one["name"] == "calls_max")
    assert (calls["value"], calls["unit"], calls["from"]) == (7, "calls", "2021-11-30")
    assert (told["state"], told["shape"], told["pack"]) == ("in force", "count", "us.regf")
    assert told["decides"]["most"] == ":calls_max"
    assert "acts" not in told["decides"]
    assert set(told["history"]) == {one["name"] for one in told["values"]}
    assert told["cases"]


@pytest.mark.parametrize(("day", "state"), [(date(2021, 11, 29), "not known"), (date(2021, 11, 30), "in force")])
def test_the_state_changes_on_the_first_day(rule: Rule, day: date, state: str) -> None:
    assert state_on(rule, day_number(day)) == state


def test_an_entry_that_is_not_known_says_so() -> None:
    assert entry_of(None)["value"] is None
    assert entry_of(None)["from"] is None


def test_a_rule_whose_folder_is_gone_has_no_cases_and_no_source(rule: Rule, tmp_path: Path) -> None:
    alone = replace(rule, folder=tmp_path / "gone")
    assert cases_of(alone) == []
    assert told_of(alone, TODAY)["source"] == ""


def test_days_are_counted_from_1970() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert written_day(day_number(date(2026, 5, 5))) == "2026-05-05"
    assert written_day(None) is None
