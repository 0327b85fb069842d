"""YAML with places."""

import pytest

from goodstanding.strategy.document.finding import DocumentRefused
from goodstanding.strategy.document.page import CHARACTERS_MAX, DEPTH_MAX, Page


def test_nothing_is_guessed_but_numbers_and_truths() -> None:
    page = Page("a: 12\nb: '12'\nc: true\nd: yes\ne: 9:30\nf: 2025-01-01\ng:\nh: -3\ni: 1e3\n")
    assert page.value == {
        "a": 12, "b": "12", "c": True, "d": "yes", "e": "9:30", "f": "2025-01-01", "g": None, "h": -3, "i": "1e3",
    }  # fmt: skip


def test_places_are_those_of_values_and_keys() -> None:
    page = Page("a:\n  - b: 1\n  -   c: 2\n")
    assert page.place(("a", 1, "c")) == (3, 10)
    assert page.place_of_key(("a", 1, "c")) == (3, 7)
    assert page.place_of_key(("a", 1)) == (3, 7)
    assert page.place(("a", 7, "nothing")) == (2, 3)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: one two", (1, 8)),
        ("a: 'o''e two'", (1, 10)),
        ('a: "o\\"e two"', (1, 10)),
        ("a: |\n  one\n  two", (3, 3)),
        ("a: >-\n\n    one\n    two\n", (4, 5)),
        ("a: one\n   two", (2, 4)),
    ],
)
def test_a_place_within_a_text_is_found_however_it_is_written(text: str, place: tuple[int, int]) -> None:
    page = Page(text)
    assert isinstance(page.value, dict)
    assert page.place_within(("a",), page.value["a"].index("two")) == place


def test_beyond_the_text_is_its_beginning() -> None:
    assert Page("a: one").place_within(("a",), 99) == (1, 4)
    assert Page("a: [one]").place_within(("a",), 0) == (1, 4)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The document is empty."),
        ("# nothing", "The document is empty."),
        ("a: 1\na: 2", "'a' stands twice."),
        ("? [a]\n: 1", "A key is a single word."),
        ("a: &x 1\nb: *x", "Aliases are not offered."),
        ("[" * (DEPTH_MAX + 1), "This is deeper or longer"),
        ("a: 'b", "This is not YAML"),
        ("a: 1\n---\nb: 2", "This is not YAML"),
        ("a: \x07", "A character stands here that no text can hold."),
        ("a" * (CHARACTERS_MAX + 1), "A document has at most"),
    ],
)
def test_what_is_no_page_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        Page(text)
    assert refused.value.findings[0].sentence.startswith(sentence)
