from datetime import date
from pathlib import Path

import pytest

from goodstanding.workbench.law.rule_page import RulePage, rule_page, value_name
from tests.workbench.law.small_book import write_book


def page(folder: Path, day: date, rule: str = "xx.test.calls") -> RulePage:
    book = write_book(folder)
    return rule_page(book.rule(rule), pack=book.pack("xx.test"), day=day)


def test_the_values_of_the_day_are_shown(tmp_path: Path) -> None:
    found = page(tmp_path, date(2026, 5, 5))
    shown = {line.name: (line.text, line.first_day, line.source) for line in found.values}
    assert shown["In force"] == ("Yes", "1 Jan 2022", "Calls Act 1")
    assert shown["Calls max"] == ("5 calls", "1 Jun 2024", "Order 9")
    assert shown["Window days"] == ("1 day", "1 Jan 2022", "Calls Act 4")
    assert shown["Calls"][0] == "call, push call"
    assert found.surety is not None
    assert found.surety.name == "To be checked by counsel"


def test_every_other_entry_says_how_it_stands(tmp_path: Path) -> None:
    found = page(tmp_path, date(2026, 5, 5))
    assert [(line.name, line.text, line.standing, line.note) for line in found.others] == [
        ("In force", "No", "later", ""),
        ("Calls max", "7 calls", "earlier", ""),
        ("Calls max", "9 calls", "withdrawn", "Withdrawn 1 Dec 2022."),
        ("Calls max", "1 call", "later", "Announced 5 Jan 2026. Not yet gazetted."),
    ]


@pytest.mark.parametrize(
    ("day", "calls"), [(date(2024, 5, 31), "7 calls"), (date(2024, 6, 1), "5 calls"), (date(2028, 1, 1), "1 call")]
)
def test_a_value_changes_on_its_day(tmp_path: Path, day: date, calls: str) -> None:
    assert next(line.text for line in page(tmp_path, day).values if line.name == "Calls max") == calls


def test_before_the_first_entry_nothing_is_known(tmp_path: Path) -> None:
    found = page(tmp_path, date(2021, 12, 31))
    assert found.state == "not known"
    assert "refused" in found.state_sentence
    assert {(line.text, line.first_day, line.surety) for line in found.values} == {("Not known", "", None)}
    assert len(found.others) == 9
    assert found.surety is None


def test_the_workings_stand_as_the_file_has_them(tmp_path: Path) -> None:
    found = page(tmp_path, date(2026, 5, 5))
    assert dict(found.workings)["When"] == "made >= :calls_max"
    assert dict(found.workings)["It binds whoever is"] == "collector_covered_by_fdcpa"
    assert dict(found.facts)["made"] == "count: direction = 'outbound'; by: person; within days: :window_days"
    assert [(clause.rule, clause.effect) for clause in found.exceptions] == [("4(2)", "exception")]
    assert [(clause.rule, clause.effect) for clause in found.other_names] == [("4(3)", "prohibited")]
    assert found.cases == ("the first call <i>", "a letter")
    assert [block.kind for block in found.source] == ["heading", "paragraph", "list"]


def test_a_rule_without_note_and_cases_is_shown_all_the_same(tmp_path: Path) -> None:
    found = page(tmp_path, date(2026, 5, 5), "xx.test.letters")
    assert (found.cases, found.source) == ((), ())
    assert found.surety is not None
    assert found.surety.name == "House policy"


def test_values_are_named_for_people() -> None:
    assert value_name("not_counted_persons") == "Not counted persons"
