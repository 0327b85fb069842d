"""Words: fields, braces and bold, and what is wrong with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goodstanding.outreach.template.language.words import Piece, fields, read


def test_a_sentence_comes_apart_into_words_and_fields() -> None:
    pieces, faults = read("Dear {person.name}, **pay {total.amount}** {{now}}.")
    assert not faults
    assert pieces == (
        Piece("Dear ", "", is_bold=False), Piece("", "person.name", is_bold=False), Piece(", ", "", is_bold=False),
        Piece("pay ", "", is_bold=True), Piece("", "total.amount", is_bold=True), Piece(" ", "", is_bold=False),
        Piece("{", "", is_bold=False), Piece("now", "", is_bold=False), Piece("}", "", is_bold=False),
        Piece(".", "", is_bold=False),
    )  # fmt: skip
    assert fields(pieces) == {"person.name", "total.amount"}


@pytest.mark.parametrize(
    ("text", "offset", "sentence"),
    [
        ("a {b", 2, "without its partner"),
        ("a } b", 2, "write }} for a brace"),
        ("{person.name|upper}", 0, "is no name of a field"),
        ("{__class__.__init__}", 0, ""),
        ("{0}", 0, "is no name"),
        ("{}", 0, "is no name"),
        ("say **so", 4, "never ends"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, offset: int, sentence: str) -> None:
    pieces, faults = read(text)
    if sentence:
        assert faults[0].offset == offset
        assert sentence in faults[0].sentence
    else:
        # A name like any other to us: the vocabulary does not know it, and nothing is ever looked up on an object.
        assert fields(pieces) == {"__class__.__init__"}


@given(some.text())
def test_no_sentence_breaks_the_reader(text: str) -> None:
    pieces, faults = read(text)
    if not faults:
        told = "".join("{" + piece.field + "}" if piece.field else piece.text for piece in pieces)
        assert len(told) <= len(text)
