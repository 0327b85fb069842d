"""The YAML of a text: plain values with their places, and what is refused before anything is built."""

import pytest

from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.page import CHARACTERS_MAX, Place, Table, Word, page, place_of


def test_every_value_knows_its_place() -> None:
    found = page('a: 1\nb:\n  - "two"\n')
    assert isinstance(found, Table)
    assert found == {"a": "1", "b": ["two"]}
    assert place_of(found["b"][0]) == Place(3, 5)
    assert found["b"][0].within(1) == Place(3, 7)
    assert [place_of(key) for key in found] == [Place(1, 1), Place(2, 1)]


def test_a_character_of_many_lines_is_placed_at_their_beginning() -> None:
    found = page("a: |\n  one\n  two\n")
    assert isinstance(found["a"], Word)
    assert found["a"].within(5) == Place(1, 4)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("a: [", "Line 1, column 5: This is not YAML"),
        ("a: 1\na: 2", "Line 2, column 1: 'a' stands twice"),
        ("a: &x 1\nb: *x", "Line 2, column 4: Aliases are not offered"),
        ("a: !!python/object/apply:os.system ['true']", "Tags are not offered"),
        ("? [a]\n: 1", "A key is a single word"),
        ("a: 1\n---\nb: 2", "This is not YAML"),
        ("a: \x07", "no text can hold"),
        ("[" * 60 + "]" * 60, "deeper or longer"),
        ("x" * (CHARACTERS_MAX + 1), "at most 200,000 characters"),
    ],
)
def test_what_is_no_page_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(TemplateRefused, match=sentence):
        page(text)
