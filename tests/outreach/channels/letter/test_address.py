"""Postal addresses: what shows in a window, and what the post could not deliver."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.channels.letter.address import LINE_MAX, AddressRefused, address_lines, country_name
from goodstanding.outreach.channels.letter.window import LINES_MAX

STREET = "1 Sample Street\nExampleton, MD 21201"


def test_at_home_the_country_does_not_stand_there() -> None:
    assert address_lines("Paula Placeholder", STREET, country="US") == (
        "Paula Placeholder", "1 Sample Street", "Exampleton, MD 21201",
    )  # fmt: skip


def test_abroad_it_stands_last_and_in_capitals() -> None:
    assert address_lines("Paula Placeholder", STREET, country="US", home="GB")[-1] == "UNITED STATES"
    assert address_lines("P", "Calle 1\n06000 Ciudad de México\nMexico", country="MX")[-2:] == (
        "06000 Ciudad de México", "MEXICO",
    )  # fmt: skip


def test_a_long_line_becomes_two_at_a_comma() -> None:
    lines = address_lines("Paula", "Sample House of the Placeholder Foundation, 1 Sample Street\nExampleton, MD 21201")
    assert lines[1:3] == ("Sample House of the Placeholder Foundation", "1 Sample Street")


@pytest.mark.parametrize(
    ("name", "address", "country", "why"),
    [
        ("", STREET, "US", "needs the name"),
        (" \u202e\n", STREET, "US", "needs the name"),
        ("Paula", "", "US", "no postal address"),
        ("Paula", "\n \n", "US", "no postal address"),
        ("Paula", "1 Sample Street\nExampleton, MD", "US", "no ZIP code at its end"),
        ("Paula", "1 Sample Street\nExampleton, MD", "", "no ZIP code at its end"),
        ("Paula", "1 Sample Street\nExampleton", "GB", "no postcode"),
        ("Paula", STREET, "XX", "no country 'XX'"),
        ("Paula", "\n".join("abcde") + "\nExampleton, MD 21201", "US", "takes 7 lines, and a window shows 6"),
        ("Paula", "x" * 46 + "\nExampleton, MD 21201", "US", "too long for a window"),
        ("Paula", "long " * 30 + "\nExampleton, MD 21201", "US", "too long for a window"),
    ],
)
def test_what_cannot_be_delivered_is_refused(name: str, address: str, country: str, why: str) -> None:
    with pytest.raises(AddressRefused, match=why):
        address_lines(name, address, country=country)


def test_six_lines_are_taken_and_seven_are_not() -> None:
    assert len(address_lines("P", "a\nb\nc\nd\nExampleton, MD 21201")) == LINES_MAX
    with pytest.raises(AddressRefused):
        address_lines("P", "a\nb\nc\nd\ne\nExampleton, MD 21201")


@pytest.mark.parametrize("code", ["US", "GB", "DE", "MX", "CA", "FR", "ES"])
def test_countries_have_names(code: str) -> None:
    assert country_name(code).isascii()


@given(st.text(max_size=200), st.text(max_size=300), st.sampled_from(["US", "FR", "DE", ""]))
def test_whatever_is_written_it_fits_or_is_refused(name: str, address: str, country: str) -> None:
    try:
        lines = address_lines(name, address, country=country)
    except AddressRefused:
        return
    assert 2 <= len(lines) <= LINES_MAX
    assert all(
        line and len(line) <= LINE_MAX and line.replace("\u200c", "").replace("\u200d", "").isprintable()
        for line in lines
    )
