"""Names are found however they are written, and taken apart with care."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.parties import person as chapter_page
from goodstanding.parties.person import PersonRefused, search_key, split_name, tidy


def test_the_examples_on_the_page_hold() -> None:
    assert doctest.testmod(chapter_page).failed == 0


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Willow Fern", "willow fern"),
        ("  WILLOW \t Fern\n", "willow fern"),
        ("O'Clover", "oclover"),
        ("O’Clover", "oclover"),
        ("Fern-Willow", "fern willow"),
        ("Renée Müller", "renee muller"),
        ("Groß", "gross"),
        ("GROẞ", "gross"),
        ("Sørensen Æbelø", "sorensen aebelo"),
        ("Łódź", "lodz"),
        ("Þór Ðala", "thor dala"),
        ("Iğdır", "igdir"),
        ("İnci", "inci"),
        ("Moss & Heather, Ltd.", "moss heather ltd"),
        ("№ 5", "no 5"),
        ("柳 蕨", "柳 蕨"),
        ("한글", "한글"),
        ("नाम", "नाम"),
        ("Пётр", "петр"),
        ("Ｗｉｌｌｏｗ", "willow"),
        ("???", ""),
        ("", ""),
    ],
)
def test_a_search_key(name: str, key: str) -> None:
    assert search_key(name) == key


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert search_key(search_key(name)) == search_key(name)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_quick_way_for_plain_letters_gives_the_same(name: str) -> None:
    assert search_key(name) == search_key(f"{name} é").removesuffix("e").strip()


@pytest.mark.parametrize(
    ("name", "given_name", "family_name"),
    [
        ("Willow Fern", "Willow", "Fern"),
        ("Willow A. Fern", "Willow A.", "Fern"),
        ("Fern, Willow A.", "Willow A.", "Fern"),
        ("Fern", "", "Fern"),
        ("Mr. Fern", "", "Fern"),
        ("Dr Willow van der Fern", "Willow", "van der Fern"),
        ("Willow Fern Jr.", "Willow", "Fern Jr."),
        ("Willow Fern, Jr.", "Willow", "Fern Jr."),
        ("Willow Fern III", "Willow", "Fern III"),
        ("Van Fern", "Van", "Fern"),
        (" , Willow", "", "Willow"),
        ("Fern,", "", "Fern"),
        ("", "", ""),
    ],
)
def test_a_name_is_taken_apart(name: str, given_name: str, family_name: str) -> None:
    assert split_name(name) == (given_name, family_name)


@pytest.mark.parametrize("name", ["", "  ", "...", "-"])
def test_a_person_needs_a_name(name: str) -> None:
    with pytest.raises(PersonRefused, match="needs a name"):
        tidy(name)


def test_a_name_is_shown_as_it_is_written() -> None:
    assert tidy("  Renée   O’Clover ") == "Renée O’Clover"
