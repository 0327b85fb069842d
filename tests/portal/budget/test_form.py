"""A budget as it is typed: read line by line, every fault at its field, and the same both ways."""

import pytest

from goodstanding.arrangements.affordability.budget import Household, Line
from goodstanding.portal.budget.form import KEPT_MOST, LENGTH_MAX, Told, kept_of, read_form, read_kept, typed_of

TWO_AND_A_CHILD = Household(2, 1, with_partner=True)


def told(**others: str) -> Told:
    return read_form({"amount.wages": "1,200.50", "often.wages": "4-weekly"} | others, currency="GBP")


def test_lines_and_household_are_read() -> None:
    found = told(**{"amount.rent": "600", "amount.gas": "?", "adults": "2", "children": "1", "partner": "yes"})
    assert found.lines == (
        Line("wages", 120_050, "4-weekly"), Line("rent", 60_000, "monthly"), Line("gas", None, "not sure"),
    )  # fmt: skip
    assert (found.household, found.has_consent, found.faults) == (TWO_AND_A_CHILD, False, {})
    assert told(consent="yes").has_consent


@pytest.mark.parametrize(
    ("name", "typed", "word"),
    [
        ("amount.rent", "much", "bad_amount"),
        ("amount.rent", "-1", "bad_amount"),
        ("amount.rent", "1.234.567,8.9", "bad_amount"),
        ("amount.rent", "1,234", "bad_amount"),
        ("amount.rent", "600.005", "bad_amount"),
        ("amount.rent", "9" * 21, "bad_amount"),
        ("amount.rent", "1000000000.01", "too_much"),
        ("often.wages", "daily", "bad_often"),
        ("adults", "0", "bad_adults"),
        ("adults", "31", "bad_adults"),
        ("children", "-1", "bad_children"),
        ("children", "\u0662", "bad_children"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(name: str, typed: str, word: str) -> None:
    assert told(**{name: typed}).faults == {"amount.wages" if name == "often.wages" else name: word}


def test_the_most_is_still_read_and_nothing_typed_is_no_line() -> None:
    assert told(**{"amount.rent": "1000000000.00"}).faults == {}
    assert len(told(**{"amount.rent": "  "}).lines) == 1


def test_something_is_said_of_income() -> None:
    assert read_form({"amount.rent": "600"}, currency="GBP").faults == {"amount.wages": "no_income"}
    assert read_form({"amount.benefits": "0"}, currency="GBP").faults == {}


def test_what_was_kept_is_typed_as_it_was() -> None:
    found = told(**{"amount.gas": "?", "children": "2", "partner": "yes"})
    again = read_form(typed_of(found.lines, found.household, currency="GBP"), currency="GBP")
    assert (again.lines, again.household, again.faults) == (found.lines, found.household, {})


def test_what_was_typed_is_kept_to_the_letter_and_nothing_else_is() -> None:
    typed = {"amount.wages": "a £ & =%", "often.wages": "weekly", "amount.rent": " ", "often.rent": "monthly"}
    fields = {"adults": "2", "children": "", "consent": "yes"}
    kept = kept_of(typed | fields | {"proof": "D-1", "amount.none": "5"})
    assert set(kept) <= set("0123456789abcdef")
    assert read_kept(kept) == {"amount.wages": "a £ & =%", "often.wages": "weekly", "adults": "2", "consent": "yes"}
    assert kept_of({}) == "" and read_kept("") == {}


def test_kept_fields_that_are_not_ours_are_none() -> None:
    long = kept_of({"amount.wages": "1" * 1_000})
    assert read_kept(long) == {"amount.wages": "1" * (LENGTH_MAX + 1)}
    for kept in ("x", "0", "ff", "61" * KEPT_MOST, b"&".join([b"a=1"] * 1_000).hex()):
        assert read_kept(kept) == {}
