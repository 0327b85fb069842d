"""Budgets as somebody writes them."""

from datetime import date

import pytest

from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.arrangements.affordability.entry import EntryUnreadable, read_file, read_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("rent=600.00/monthly", Line("rent", 60_000, "monthly")),
        ("rent=600", Line("rent", 60_000, "monthly")),
        ("wages:partner=450/Weekly", Line("wages", 45_000, "weekly", of_partner=True)),
        ("gas=?", Line("gas", None, "not sure")),
        ("gas=30/not sure", Line("gas", 3_000, "not sure")),
    ],
)
def test_a_line_is_read(text: str, line: Line) -> None:
    assert read_line(text, currency="GBP") == line


def test_what_is_no_line_is_refused() -> None:
    for text in ("rent", "rent:aunt=1"):
        with pytest.raises(EntryUnreadable):
            read_line(text, currency="GBP")


def test_a_file_is_read() -> None:
    found = read_file(
        "currency: GBP\nadviser: Ash\nconsent: true\ntaken: 2026-06-10\nhousehold: {adults: 2, children: 1}\n"
        "lines: [{kind: rent, amount: '10', frequency: weekly, evidence: a letter}]"
    )
    assert found.lines == (Line("rent", 1_000, "weekly", evidence="a letter"),)
    assert (found.household, found.has_consent, found.taken_date) == (Household(2, 1), True, date(2026, 6, 10))


@pytest.mark.parametrize(
    "text",
    [
        "[", "currency: GBP", "lines: []", "currency: GBP\nlines: [1]", "currency: GBP\nlines: []\nmood: bad",
        "currency: GBP\nlines: []\nhousehold: 3", "currency: GBP\nlines: []\nhousehold: {adults: many}",
        "currency: GBP\nlines: []\ntaken: soon",
    ],
)  # fmt: skip
def test_a_file_of_nonsense_is_refused(text: str) -> None:
    with pytest.raises(EntryUnreadable):
        read_file(text)
