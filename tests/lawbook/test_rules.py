"""Every rule of the lawbook can be trusted: sourced, dated, tried on both sides of every number, right by its cases."""

from collections import Counter
from pathlib import Path

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.lawbook.rule import IN_FORCE, Rule
from goodstanding.compliance.lawbook.value import CONFIDENCES, Entry
from goodstanding.compliance.situation.mutation import survivors
from goodstanding.compliance.situation.own_cases import failures
from goodstanding.compliance.situation.reading import read
from tests.lawbook.shelf import ASKED_AT, RULE_FOLDERS, cases_in, place, rule_in

pytestmark = pytest.mark.law
every_rule = pytest.mark.parametrize("folder", RULE_FOLDERS, ids=place)
EARLIEST_CHECK = "2026-01-01"


@every_rule
def test_a_rule_has_its_source_and_its_cases(folder: Path) -> None:
    files = {path.name for path in folder.iterdir() if path.is_file()}
    wanted = {"rule.yaml", "cases.yaml", "source.md"} | ({"rule.py"} if rule_in(folder).shape == "code" else set())
    assert files == wanted
    assert len((folder / "source.md").read_text(encoding="utf-8").split()) >= 10, "The source says what the law says."


@every_rule
def test_every_value_is_sourced_dated_and_checked(folder: Path) -> None:
    for name, value in rule_in(folder).values.items():
        for entry in value.entries:
            assert entry.source.strip(), f"{name} has no source."
            assert entry.confidence in CONFIDENCES
            assert entry.checked_on >= EARLIEST_CHECK
            assert entry.confidence != "seen" or any(letter.isdigit() for letter in entry.source), (
                f"{name}: {entry.source!r} names no section, and yet the text was seen."
            )
            assert entry.announced is None or entry.announced <= entry.first_day
            assert entry.withdrawn is None or entry.announced is None or entry.announced < entry.withdrawn


@every_rule
def test_from_its_first_day_a_rule_knows_all_its_values(folder: Path) -> None:
    """A gap would make the rule unsure on some days only. An overlap is refused when the rule is read."""
    rule = rule_in(folder)
    for name, value in rule.values.items():
        changes = {
            entry.first_day for each in rule.values.values() for entry in each.entries if entry.withdrawn is None
        }
        gaps = [day for day in changes if _is_law(rule, day) and value.on(day) is None]
        assert not gaps, f"{name} is not known on the days {gaps}, on which the rule is law."


@every_rule
def test_its_own_cases_come_out(folder: Path) -> None:
    assert failures(rule_in(folder), cases_in(folder), asked_at=ASKED_AT) == []


@every_rule
def test_it_is_tried_on_its_first_day_and_on_the_day_before(folder: Path) -> None:
    rule = rule_in(folder)
    days = set(read([case.situation for case in cases_in(folder)], asked_at=ASKED_AT).days().tolist())
    first = _first(rule)
    assert first.first_day in days, "No case stands on the first day of the law."
    assert first.first_day - 1 in days, "No case stands on the day before."


@every_rule
def test_every_number_and_date_moved_by_one_step_is_noticed(folder: Path) -> None:
    assert survivors(rule_in(folder), cases_in(folder), asked_at=ASKED_AT) == []


def test_no_two_rules_and_no_two_packs_share_a_name() -> None:
    names = Counter([rule.id for rule in shipped().rules()] + [pack.id for pack in shipped().packs])
    assert not [name for name, times in names.items() if times > 1]


def test_every_rule_on_the_shelf_is_read() -> None:
    assert {rule.folder for rule in shipped().rules()} == set(RULE_FOLDERS)


def _first(rule: Rule) -> Entry:
    """The day from which it is law, or the first on which anything is known where it never was."""
    entries = [entry for entry in rule.values[IN_FORCE].entries if entry.withdrawn is None]
    return next((entry for entry in entries if entry.value is True), entries[0])


def _is_law(rule: Rule, day: int) -> bool:
    entry = rule.values[IN_FORCE].on(day)
    return entry is not None and entry.value is True
