"""Ways to reach a person, read from what people write."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.parties import contact_point as chapter_page
from goodstanding.parties.contact_point import (
    MARKS,
    ContactPointRefused,
    candidate_zones,
    check_mark,
    is_same_postal_code,
    read_address,
    read_email,
    read_phone,
    search_digits,
)


def test_the_examples_on_the_page_hold() -> None:
    assert doctest.testmod(chapter_page).failed == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" Willow.Fern@Example.COM ", "willow.fern@example.com"),
        ("mailto:willow@example.org", "willow@example.org"),
        ("willow+fern@mail.example.net", "willow+fern@mail.example.net"),
        ("jörg@münchen.example", "jörg@münchen.example"),
        ("o'clover@example.com", "o'clover@example.com"),
        ("a" * 64 + "@example.com", "a" * 64 + "@example.com"),
    ],
)
def test_an_email_address(text: str, value: str) -> None:
    point = read_email(text)
    assert (point.kind, point.value, point.search_value) == ("email", value, value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "needs a name"),
        ("willow", "needs a name"),
        ("@example.com", "needs a name"),
        ("willow@localhost", "nothing can be sent"),
        ("willow@example..com", "nothing can be sent"),
        ("willow@-example.com", "nothing can be sent"),
        ("willow@exam ple.com", "nothing can be sent"),
        ("willow fern@example.com", "part before the @"),
        ("willow@fern@example.com", "part before the @"),
        ("willow..fern@example.com", "part before the @"),
        ("a" * 65 + "@example.com", "part before the @"),
        ("a@example.com\nBcc: b@example.com", "part before the @"),
    ],
)
def test_what_is_no_email_address(text: str, sentence: str) -> None:
    with pytest.raises(ContactPointRefused, match=sentence):
        read_email(text)


@pytest.mark.parametrize(
    ("text", "country", "value", "digits", "zones"),
    [
        ("(212) 555-0123", "US", "+12125550123", "12125550123", ("America/New_York",)),
        ("212.555.0123", "US", "+12125550123", "12125550123", ("America/New_York",)),
        ("+1 915 555 0123", "", "+19155550123", "19155550123", ("America/Denver",)),
        ("208-555-0123", "US", "+12085550123", "12085550123", ("America/Denver", "America/Los_Angeles")),
        ("212-555-0123 ext. 44", "US", "+12125550123;ext=44", "1212555012344", ("America/New_York",)),
        ("020 7946 0123", "GB", "+442079460123", "442079460123", ("Europe/London",)),
        ("0044 20 7946 0123", "GB", "+442079460123", "442079460123", ("Europe/London",)),
    ],
)
def test_a_telephone_number(text: str, country: str, value: str, digits: str, zones: tuple[str, ...]) -> None:
    point = read_phone(text, country=country)
    assert (point.value, point.search_value, point.is_readable) == (value, digits, True)
    assert point.zones == zones


@pytest.mark.parametrize(
    ("text", "country"), [("212-555-0123", ""), ("12", "US"), ("555 0123 evenings", "US"), ("1" * 30, "US")]
)
def test_a_number_that_cannot_be_read_is_kept_as_written(text: str, country: str) -> None:
    point = read_phone(f" {text} ", country=country)
    assert (point.value, point.is_readable, point.zones) == (text, False, ())


@pytest.mark.parametrize("text", ["", "call me", "---"])
def test_a_number_needs_digits(text: str) -> None:
    with pytest.raises(ContactPointRefused, match="no digits"):
        read_phone(text, country="US")


@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    try:
        assert read_phone(text, country="US").search_value.isascii()
    except ContactPointRefused:
        assert not search_digits(text)


@pytest.mark.parametrize(
    ("text", "digits"), [("0123", "123"), ("٠١٢", "12"), ("000", "0"), ("abc", ""), ("+44 (0)20", "44020")]
)
def test_digits_are_looked_up_without_leading_zeros(text: str, digits: str) -> None:
    assert search_digits(text) == digits


def test_an_address_with_its_place() -> None:
    point = read_address(
        [" 12  Heron Lane\nFlat 4", ""], locality="Fernhill", region="texas", postal_code="00001", country="usa"
    )
    assert point.value == "12 Heron Lane\nFlat 4\nFernhill, TX 00001"
    assert point.search_value == "12 heron lane flat 4 fernhill tx 00001"
    assert (point.country, point.region, point.postal_code, point.locality) == ("US", "TX", "00001", "Fernhill")
    assert point.zones == ("America/Chicago", "America/Denver")


def test_an_address_of_one_line_and_no_known_country() -> None:
    point = read_address(["12 Heron Lane"], country="Atlantis")
    assert (point.value, point.country, point.zones) == ("12 Heron Lane", "", ())


def test_an_empty_address_is_refused() -> None:
    with pytest.raises(ContactPointRefused, match="at least one line"):
        read_address(["  ", "-"])


def test_candidate_zones_of_a_person() -> None:
    assert candidate_zones(("America/Denver",), ("America/Chicago", "America/Denver")) == ("America/Denver",)


@pytest.mark.parametrize(("kind", "status"), [(kind, status) for kind, known in MARKS.items() for status in known])
def test_marks_that_fit(kind: str, status: str) -> None:
    check_mark(status, kind=kind)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("phone", "returned"),
        ("address", "disconnected"),
        ("email", "disconnected"),
        ("phone", "unverified"),
        ("email", "lost"),
    ],
)
def test_marks_that_do_not_fit(kind: str, status: str) -> None:
    with pytest.raises(ContactPointRefused, match="is marked"):
        check_mark(status, kind=kind)


@pytest.mark.parametrize(
    ("told", "kept", "is_same"),
    [
        ("3000", "3000", True), ("sw1a1aa", "SW1A 1AA", True), ("62701", "62701-1234", True), ("", "", False),
        ("-", " ", False), ("SW1A 1", "SW1A 1AA", False), ("62701", "627011", False), ("abcde", "abcde1234", False),
    ],
)  # fmt: skip
def test_a_postcode_is_the_same_in_full_however_it_is_written(told: str, kept: str, *, is_same: bool) -> None:
    assert is_same_postal_code(told, kept) == is_same == is_same_postal_code(kept, told)
