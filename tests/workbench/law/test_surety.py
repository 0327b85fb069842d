from datetime import date
from pathlib import Path

from goodstanding.compliance.lawbook.telling import day_number
from goodstanding.compliance.lawbook.value import CONFIDENCES
from goodstanding.workbench.law.surety import SURETIES, of_rules, weakest
from tests.workbench.law.small_book import write_book


def test_every_confidence_has_its_words() -> None:
    assert set(SURETIES) == set(CONFIDENCES)
    assert all(surety.sentence == CONFIDENCES[name] for name, surety in SURETIES.items())


def test_the_weakest_is_told() -> None:
    assert weakest(["policy", "seen", "secondary", "recalled"]) == SURETIES["recalled"]
    assert weakest(["seen", "policy"]) == SURETIES["seen"]
    assert weakest([]) is None


def test_a_rule_is_as_sure_as_its_weakest_value_on_the_day(tmp_path: Path) -> None:
    rules = [write_book(tmp_path).rule("xx.test.calls")]
    days = {date(2021, 12, 31): None, date(2024, 5, 31): "seen", date(2024, 6, 1): "recalled",
            date(2028, 1, 1): "secondary"}  # fmt: skip
    for day, name in days.items():
        assert of_rules(rules, day_number(day)) == (SURETIES[name] if name else None), day  # type: ignore[index]  # a literal.
