"""Letter code: what a letter is known by when it comes back, short enough to be typed and hard to get wrong.

"L" and the number of the message; three letters that come of its key and of the second it was made, so that a number
that was given out again after a backup was restored is noticed; and a check character by ISO/IEC 7064, MOD 37,36, which
notices every single wrong character and nearly every two that were swapped.
"""

import re
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from goodstanding.outreach.message.attempt import key_of
from goodstanding.refusal import Refusal

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_FORM = re.compile(r"L(\d{1,18})([A-HJ-NP-Z]{3})([0-9A-Z])")
_LOOSE = re.compile(r"[\s\-–.]+")
_MARKS = 3


class CodeRefused(Refusal, ValueError):
    """What was scanned or typed is no letter code; the sentence says what is wrong with it."""


class LetterCode(NamedTuple):
    """A code that was read: the message's number, and the letters that its key must give."""

    message_id: int
    marks: str

    def fits(self, key: str, *, made_at: datetime | None = None) -> bool:
        """Say whether the code was given to the message of this key that was made at this instant."""
        return self.marks == marks_of(_mark(key, made_at))


def code_of(message_id: int, *, key: str, made_at: datetime | None) -> str:
    """Return the code of a message's letter; that of a preview, which was not made, is nobody's."""
    return written(message_id, _mark(key, made_at))


def code_of_attempt(message_id: int, attempt_key: str) -> str:
    """Return the code of a message's letter by the key under which an attempt is handed over."""
    return written(message_id, attempt_key.rpartition("-")[0])


def _mark(key: str, made_at: datetime | None) -> str:
    """Return what the three letters come of: the key and the second, as `message.attempt.key_of` writes them."""
    return key if made_at is None else key_of(key, made_at=made_at, attempt=0).rpartition("-")[0]


def written(message_id: int, key: str) -> str:
    """Return the code of a number and a key, as the bars carry it.

    >>> written(17, "act:9")
    'L17LCUC'
    """
    body = f"L{message_id}{marks_of(key)}"
    return body + check_character(body)


def spaced(code: str) -> str:
    """Return a code as it is printed for people.

    >>> spaced("L17LCUC")
    'L17-LCUC'
    """
    return f"{code[: -_MARKS - 1]}-{code[-_MARKS - 1 :]}"


def read(text: str) -> LetterCode:
    """Read a code as it was scanned or typed: blanks and dashes aside, in capitals or not. Raises CodeRefused.

    >>> read("l17-lcuc")
    LetterCode(message_id=17, marks='LCU')
    """
    shown = repr(text.strip()[:40])
    code = _LOOSE.sub("", text).upper()
    found = _FORM.fullmatch(code) if code.isascii() else None
    if found is None:
        raise CodeRefused(f"{shown} is no letter code. One reads like {spaced(written(17, 'act:9'))}.")
    if check_character(code[:-1]) != code[-1]:
        raise CodeRefused(f"{shown} was not read rightly: its last character does not fit. Scan it again.")
    return LetterCode(int(found[1]), found[2])


def marks_of(key: str) -> str:
    """Return the three letters that come of a message's key."""
    number = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    marks = ""
    for _ in range(_MARKS):
        number, place = divmod(number, len(_LETTERS))
        marks += _LETTERS[place]
    return marks


def check_character(body: str) -> str:
    """Return the check character of ISO/IEC 7064, MOD 37,36 for digits and capitals."""
    modulus = len(_SIGNS)
    carry = modulus
    for sign in body:
        carry = (carry + _SIGNS.index(sign)) % modulus or modulus
        carry = carry * 2 % (modulus + 1)
    return _SIGNS[(modulus + 1 - carry) % modulus]
