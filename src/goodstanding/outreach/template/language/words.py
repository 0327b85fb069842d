"""Words: a sentence of a text, its merge fields and what is bold in it.

`{total.amount}` is a field, `{{` and `}}` are braces, `**so**` is bold; nothing else is special.
"""

import re
from typing import NamedTuple

_SIGNS = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|\{|\}|\*\*")
_NAME = re.compile(r"[a-z_]+(\.[a-z_]+)*")


class Piece(NamedTuple):
    """A piece of a sentence: words as they stand, or the name of a field; one of the two is empty."""

    text: str
    field: str
    is_bold: bool


Words = tuple[Piece, ...]


class Fault(NamedTuple):
    """What is wrong in a sentence, and the offset where it stands."""

    offset: int
    sentence: str


def read(text: str) -> tuple[Words, tuple[Fault, ...]]:
    """Return a sentence in pieces, and what is wrong with it.

    >>> read("Pay **{total.amount}**.")[0][1]
    Piece(text='', field='total.amount', is_bold=True)
    """
    pieces: list[Piece] = []
    faults: list[Fault] = []
    is_bold, place, opened = False, 0, 0
    for sign in _SIGNS.finditer(text):
        if sign.start() > place:
            pieces.append(Piece(text[place : sign.start()], "", is_bold))
        place = sign.end()
        if sign[0] == "**":
            is_bold, opened = not is_bold, sign.start()
        elif sign[0] in ("{{", "}}"):
            pieces.append(Piece(sign[0][0], "", is_bold))
        elif sign[1] is not None and _NAME.fullmatch(sign[1].strip()):
            pieces.append(Piece("", sign[1].strip(), is_bold))
        elif sign[1] is not None:
            faults.append(Fault(sign.start(), f"{sign[1][:40]!r} is no name of a field; braces hold only a name."))
        else:
            faults.append(Fault(sign.start(), f"A brace without its partner; write {sign[0] * 2} for a brace."))
    if place < len(text):
        pieces.append(Piece(text[place:], "", is_bold))
    if is_bold:
        faults.append(Fault(opened, "What is bold here never ends; two stars begin it and two stars end it."))
    return tuple(pieces), tuple(faults)


def fields(words: Words) -> frozenset[str]:
    """Return the names of the fields in a sentence."""
    return frozenset(piece.field for piece in words if piece.field)
