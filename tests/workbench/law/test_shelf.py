from datetime import date
from pathlib import Path

import pytest

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.telling import day_number
from goodstanding.workbench.law.shelf import LawNotFound, pack_of, rule_of, shelf
from tests.workbench.law.small_book import write_book

TODAY = day_number(date(2026, 5, 5))


@pytest.fixture
def book(tmp_path: Path) -> Lawbook:
    return write_book(tmp_path)


def test_every_pack_stands_on_the_shelf(book: Lawbook) -> None:
    found = shelf(book, day=TODAY)
    (pack,) = found.packs
    assert (pack.id, pack.level, pack.jurisdiction) == ("xx.test", "State or province", "Testland")
    assert (pack.rules_n, pack.in_force_n, pack.is_enabled) == (2, 2, True)
    assert pack.surety is not None
    assert pack.surety.name == "To be checked by counsel"
    assert (found.packs_n, found.rules_n, found.rules) == (1, 2, ())
    assert not found.is_full


@pytest.mark.parametrize(
    ("words", "packs", "rules"),
    [
        ("testland", 1, ["xx.test.calls", "xx.test.letters"]),
        ("TESTLAND letters", 0, ["xx.test.letters"]),
        ("4(1)", 0, ["xx.test.calls"]),
        ("winter", 0, ["xx.test.letters"]),
        ("atlantis", 0, []),
    ],
)
def test_words_find_packs_and_rules(book: Lawbook, words: str, packs: int, rules: list[str]) -> None:
    found = shelf(book, day=TODAY, words=words)
    assert len(found.packs) == packs
    assert [rule.id for rule in found.rules] == rules


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2021, 12, 31), "not known"),
        (date(2022, 1, 1), "in force"),
        (date(2029, 12, 31), "in force"),
        (date(2030, 1, 1), "not in force"),
    ],
)
def test_a_rule_says_whether_it_is_law_on_the_day(book: Lawbook, day: date, state: str) -> None:
    (rule,) = shelf(book, day=day_number(day), words="so many").rules
    assert rule.state == state


def test_what_nobody_wrote_is_not_found(book: Lawbook) -> None:
    assert rule_of(book, "4(1)").id == "xx.test.calls"
    with pytest.raises(LawNotFound, match=r"No rule is called 'xx\.other'\."):
        rule_of(book, "xx.other")
    with pytest.raises(LawNotFound, match=r"No pack is called 'yy'\."):
        pack_of(book, "yy")
