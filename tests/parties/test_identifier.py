"""Identifiers are read into one form, and nothing of them stands in a refusal."""

import doctest
from datetime import date

import pytest

from goodstanding.parties import identifier as chapter_page
from goodstanding.parties.identifier import IdentifierRefused, last_characters, read

TODAY = date(2026, 3, 2)


def test_the_examples_on_the_page_hold() -> None:
    assert doctest.testmod(chapter_page).failed == 0


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("tax id", " 000-12-3456 ", "000123456"),
        ("national id", "ab 12.34", "AB1234"),
        ("bank account", "GB82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("bank account", "021-000 021/00123", "02100002100123"),
        ("date of birth", " 1980-12-31 ", "1980-12-31"),
        ("date of birth", "2026-03-02", "2026-03-02"),
        ("date of birth", "1896-01-01", "1896-01-01"),
    ],
)
def test_one_form(kind: str, text: str, value: str) -> None:
    assert read(kind, text, today=TODAY) == value


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("shoe size", "1234", "no kind of identifier"),
        ("tax id", "12-3", "4 to 40"),
        ("tax id", "1" * 20 + "2" * 21, "4 to 40"),
        ("tax id", "000-00-0000", "stopgap"),
        ("bank account", "GB82 WEST 1234 5698 7654 33", "check digits"),
        ("date of birth", "31.12.1980", "written as 1980-12-31"),
        ("date of birth", "1980-02-30", "written as"),
        ("date of birth", "2026-03-03", "Nobody alive"),
        ("date of birth", "1895-12-31", "Nobody alive"),
    ],
)
def test_what_identifies_nobody(kind: str, text: str, sentence: str) -> None:
    with pytest.raises(IdentifierRefused, match=sentence) as caught:
        read(kind, text, today=TODAY)
    assert text not in str(caught.value) or kind == "shoe size"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("tax id", "000123456", "3456"),
        ("tax id", "00012345", "2345"),
        ("national id", "AB12345", "45"),
        ("date of birth", "1980-12-31", ""),
    ],
)
def test_what_may_be_shown(kind: str, value: str, shown: str) -> None:
    assert last_characters(kind, value) == shown
