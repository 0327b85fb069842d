"""Cleaning: a text from outside as it may stand in a message, without what would rearrange what is around it."""

import unicodedata

LENGTH_MAX = 300
"""Longer than any name, address line or sentence we merge; what is longer is cut, and shows that it was."""
_JOINERS = "\u200c\u200d"
"""Belong to the spelling of Persian, Hindi and other languages, though they are counted among the controls."""
_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def clean(text: str, *, length_max: int = LENGTH_MAX) -> str:
    """Return a text on one line, its controls and marks of direction dropped, cut to a length.

    >>> clean(" Rosa\\u202e \\n Specimen\\x07 ")
    'Rosa Specimen'
    """
    if text.isascii() and text.isprintable() and len(text) <= length_max:
        return " ".join(text.split())
    # A megabyte is cut before it is looked at letter by letter; eight times leaves room for what is dropped.
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text[: 8 * length_max]
        if letter.isspace() or letter in _JOINERS or unicodedata.category(letter) not in _NEVER
    )
    line = " ".join(kept.split())
    return line if len(line) <= length_max else line[: length_max - 1].rstrip() + "…"


def is_right_to_left(text: str) -> bool:
    """Say whether a text holds letters that are read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)
