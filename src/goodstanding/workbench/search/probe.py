"""What somebody may mean by the text in the search box: a reference, digits of a telephone, an e-mail, part of a name.

The box takes anything half-remembered; this file only reads the text, the database is asked elsewhere.
"""

import re
from dataclasses import dataclass

from goodstanding.parties.person import search_key

DIGITS_LEAST = 4
"""Fewer digits of a telephone number match half the book."""

LETTERS_LEAST = 2
PIECE_LETTERS = 9
REFERENCE_PART_LEAST = 3
TRIGRAM = 3
"""Letters that the index knows a text by."""

LENGTH_MOST = 200
WORDS_MOST = 6
TYPO_LETTERS_LEAST = 4
"""A shorter word with a slip of the finger could be any other word."""

_TELEPHONE = re.compile(r"[\d\s()+./x-]+", re.ASCII)
_SPECIAL = re.compile(r"([\\%_])")


@dataclass(frozen=True, slots=True)
class Probes:
    """Every way in which one text is looked up; an empty part is not asked."""

    text: str
    reference: str
    words: tuple[str, ...]
    digits: str
    email: str

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to look for."""
        return not (self.reference or self.words or self.digits or self.email)


def read(text: str) -> Probes:
    """Read the text of the search box.

    >>> read("(555) 0142").digits, read("Ångström, Björn").words, read("willow@").email
    ('5550142', ('angstrom', 'bjorn'), 'willow@')
    """
    folded = " ".join(text.replace("\0", "").split())[:LENGTH_MOST]
    digits = _digits(folded)
    words = () if digits else tuple(dict.fromkeys(search_key(folded).split()))[:WORDS_MOST]
    return Probes(
        text=folded,
        reference=folded if len(folded) >= LETTERS_LEAST else "",
        words=words if any(len(word) >= LETTERS_LEAST for word in words) else (),
        digits=digits,
        email=folded.lower() if "@" in folded and len(folded) > LETTERS_LEAST else "",
    )


def anywhere(text: str) -> str:
    """Return the LIKE pattern that finds a text inside another.

    >>> anywhere("50%")
    '%50\\\\%%'
    """
    return f"%{escaped(text)}%"


def escaped(text: str) -> str:
    """Take the special meaning from the characters that LIKE has a special meaning for."""
    return _SPECIAL.sub(r"\\\1", text)


def telling_piece(email: str) -> str:
    """Return the part of an e-mail address that tells most: what stands just before the @, or all without one.

    >>> telling_piece("juniper.sample@example.com"), telling_piece("@example.com")
    ('er.sample@', '@example.com')
    """
    before, at_sign, _ = email.partition("@")
    return f"{before[-PIECE_LETTERS:]}{at_sign}" if before else email


def _digits(text: str) -> str:
    """Return the digits of what may be part of a telephone number, without the zeros that stand for "abroad"."""
    if not _TELEPHONE.fullmatch(text):
        return ""
    digits = re.sub(r"\D", "", text)
    digits = digits.removeprefix("00") if text.startswith("00") else digits
    return digits if len(digits) >= DIGITS_LEAST else ""
