"""What can be paid, as matching sees it, and how references and names are made comparable."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_PLAIN = re.compile(r"[^0-9A-Z]")
_WORDS = re.compile(r"[0-9A-Za-z]+")
LETTERS_LEAST, DIGITS_LEAST = 4, 5
JOINED_MOST = 4
"""A reference is found again where a payer cut it into so many pieces at most."""
_FILLERS = frozenset({
    "mr", "mrs", "ms", "dr", "and", "und", "the", "inc", "llc", "ltd", "limited", "gmbh", "co", "corp", "company", "ag",
    "sa", "plc", "kg", "bv", "nv", "oder", "or",
})  # fmt: skip


class OpenItem(NamedTuple):
    """One item of a debt with what is open on it, in minor units; `name` is the debtor's as it is looked up."""

    item_id: int
    debt_id: int
    reference: str
    debt_reference: str
    open_minor: int
    currency: str
    due_date: date
    debtor_id: int | None = None
    name: str = ""


def plain(reference: str) -> str:
    """Return a reference as it is compared: capitals and digits only.

    >>> plain("inv 2026/0012-a")
    'INV20260012A'
    """
    return _PLAIN.sub("", reference.upper())


def tells_apart(key: str) -> bool:
    """Say whether a plain reference is long enough not to be found by chance."""
    return len(key) >= (DIGITS_LEAST if key.isdigit() else LETTERS_LEAST) and any(one.isdigit() for one in key)


def pieces(text: str) -> Iterator[str]:
    """Yield every word of a text, and neighbouring words joined, as plain references: payers cut them and glue them.

    >>> [one for one in pieces("Inv. 2026-0012") if one.startswith("INV")]
    ['INV', 'INV2026', 'INV20260012']
    """
    words = [word.upper() for word in _WORDS.findall(text)]
    for first in range(len(words)):
        joined = ""
        for word in words[first : first + JOINED_MOST]:
            joined += word
            yield joined


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name that say something, from its looked-up form.

    >>> sorted(name_words("mr jan example gmbh"))
    ['example', 'jan']
    """
    return frozenset(word for word in name.split() if len(word) > 1 and word not in _FILLERS)
