"""Cleaning what comes from outside."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goodstanding.outreach.template.facts.cleaning import LENGTH_MAX, clean, is_right_to_left


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Rosa \n\t Specimen ", "Rosa Specimen"),
        ("Rosa\u202eneb\u202c", "Rosaneb"),
        ("Ro\u200bsa\x00\x1b[31m", "Rosa[31m"),
        ("\u2066Rosa\u2069\ufeff", "Rosa"),
        ("\ud800x", "x"),
        ('=HYPERLINK("x")', '=HYPERLINK("x")'),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202e", ""),
    ],
)
def test_what_is_no_letter_is_dropped(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_megabyte_is_cut_and_shows_it() -> None:
    cut = clean("A" * 1_000_000)
    assert len(cut) == LENGTH_MAX
    assert cut.endswith("…")
    assert clean("A" * LENGTH_MAX) == "A" * LENGTH_MAX


@given(some.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_one_line(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF"} for letter in cleaned)
    assert "\n" not in cleaned


def test_letters_read_from_right_to_left_are_seen() -> None:
    assert is_right_to_left("דוד")
    assert not is_right_to_left("Rosa 123 é")
