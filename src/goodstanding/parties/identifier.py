"""What tells a person from all others: tax id, national id, date of birth, bank account; read into one form.

For sealing and for finding again: the same identifier written in two ways must give the same keyed hash. An IBAN must
satisfy the check digits of ISO 13616; for other numbers no country's rule is assumed.
"""

import re
from datetime import date

from goodstanding.refusal import Refusal

KINDS: frozenset[str] = frozenset({"tax id", "national id", "date of birth", "bank account"})

_AGE_YEARS_MAX = 130
_LENGTH_MIN, _LENGTH_MAX = 4, 40
_LENGTH_TO_SHOW_FOUR = 8
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


class IdentifierRefused(Refusal, ValueError):
    """The text identifies nobody; the sentence says why, and never repeats the text."""


def read(kind: str, text: str, *, today: date) -> str:
    """Return an identifier in the one form it is sealed and looked up in; raises IdentifierRefused.

    >>> read("tax id", "000-12 3456", today=date(2026, 1, 1))
    '000123456'
    """
    if kind == "date of birth":
        return _read_birth(text.strip(), today=today)
    if kind not in KINDS:
        raise IdentifierRefused(f"{kind!r} is no kind of identifier; one of {', '.join(sorted(KINDS))} is.")
    value = "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    if not _LENGTH_MIN <= len(value) <= _LENGTH_MAX:
        raise IdentifierRefused(f"A {kind} has {_LENGTH_MIN} to {_LENGTH_MAX} letters and digits.")
    if len(set(value)) == 1:
        raise IdentifierRefused(f"A {kind} made of one digit over and over is a stopgap and identifies nobody.")
    if kind == "bank account" and _IBAN.fullmatch(value) and not _is_iban(value):
        raise IdentifierRefused("The check digits of this IBAN do not fit; please compare it with its source.")
    return value


def last_characters(kind: str, value: str) -> str:
    """Return what a collector may see to tell two apart: four characters of a long one, two of a short one.

    Nothing of a date of birth, since people guess the rest.
    """
    if kind == "date of birth":
        return ""
    return value[-4:] if len(value) >= _LENGTH_TO_SHOW_FOUR else value[-2:]


def _read_birth(text: str, *, today: date) -> str:
    """Read a date of birth, which is written year first so that nobody mistakes day and month."""
    try:
        born = date.fromisoformat(text)
    except ValueError as error:
        raise IdentifierRefused("A date of birth is written as 1980-12-31.") from error
    if not born <= today or today.year - born.year > _AGE_YEARS_MAX:
        raise IdentifierRefused("Nobody alive was born on this day.")
    return born.isoformat()


def _is_iban(value: str) -> bool:
    """Say whether the check digits fit: letters count from 10, moved to the end, remainder 1 of 97."""
    turned = value[4:] + value[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
