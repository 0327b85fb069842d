"""A person's name: how it is looked up, and which part of it is which.

For registering, searching and letters. A name is shown as its owner writes it; only the search key is simplified.
"""

import re
import unicodedata
from typing import NamedTuple

from goodstanding.refusal import Refusal

# Letters that Unicode does not take apart into a base letter and a mark. ß is handled by casefold.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´"))
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_PLAIN = str.maketrans(
    {chr(code): None if chr(code) in "'`" else " " for code in range(128) if not chr(code).isalnum()}
)

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "md", "phd"})
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "ter", "ten",
     "zu", "zum", "zur", "bin", "ibn", "al", "el", "st", "san", "santa"}
)  # fmt: skip


class PersonRefused(Refusal, ValueError):
    """A person cannot be held like this; the sentence says why."""


class Name(NamedTuple):
    """The parts of a human being's name; either may be empty."""

    given: str
    family: str


def search_key(name: str) -> str:
    """Return the name as it is looked up: lower case, without accents, marks and doubled blanks.

    >>> search_key("  Łukasz O’Brien-GROẞMANN ")
    'lukasz obrien grossmann'
    """
    if name.isascii():
        return " ".join(name.lower().translate(_PLAIN).split())
    folded = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES)).casefold()
    plain = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", folded)).translate(_LETTERS)
    return " ".join("".join(letter if _is_kept(letter) else " " for letter in plain).split())


def tidy(name: str) -> str:
    """Return the name with its blanks folded; raises PersonRefused when nothing is left to look it up by."""
    folded = " ".join(name.split())
    if not search_key(folded):
        raise PersonRefused("A person needs a name.")
    return folded


def split_name(name: str) -> Name:
    """Take a human being's name apart, at a comma where there is one, else before the family name and its particles.

    >>> split_name("Dr. Anna van der Berg"), split_name("Berg, Anna")
    (Name(given='Anna', family='van der Berg'), Name(given='Anna', family='Berg'))
    """
    before, comma, after = name.partition(",")
    if comma and _bare(after) not in _SUFFIXES and after.strip() and before.strip():
        return Name(" ".join(after.replace(",", " ").split()), " ".join(before.split()))
    words = name.replace(",", " ").split()
    while len(words) > 1 and _bare(words[0]) in _TITLES:
        words = words[1:]
    if len(words) < 2:  # noqa: PLR2004  # One word alone is a family name.
        return Name("", " ".join(words))
    begin = len(words) - 1
    while begin > 1 and _bare(words[begin]) in _SUFFIXES:
        begin -= 1
    while begin > 1 and _bare(words[begin - 1]) in _PARTICLES:
        begin -= 1
    return Name(" ".join(words[:begin]), " ".join(words[begin:]))


def _bare(word: str) -> str:
    """Return a word as the lists above write it."""
    return word.strip(" .").lower()


def _is_kept(letter: str) -> bool:
    """Say whether it is a letter, a digit or a mark that belongs to its letter, in any script."""
    return unicodedata.category(letter)[0] in "LNM"
