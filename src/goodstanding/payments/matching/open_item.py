"""What can be paid, as matching sees it, and how references and names are made comparable."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

_PLAIN = re.compile(r"[^0-9A-Z]")
_RUNS = re.compile(r"[0-9]+|[A-Za-z]+")
LETTERS_LEAST, DIGITS_LEAST = 4, 5
TEXT_MOST = 10_000
"""So many characters of what a payer wrote are read; no bank passes on as many."""
JOINED_MOST = 10
"""A reference is found again where a payer cut it into so many runs of letters or digits at most."""
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
    is_disputed: bool = False


def plain(reference: str) -> str:
    """Return a reference as it is compared: capitals and digits only.

    >>> plain("inv 2026/0012-a")
    'INV20260012A'
    """
    return _PLAIN.sub("", reference[:TEXT_MOST].upper())


def tells_apart(key: str) -> bool:
    """Say whether a plain reference is long enough not to be found by chance."""
    return len(key) >= (DIGITS_LEAST if key.isdigit() else LETTERS_LEAST) and any(one.isdigit() for one in key)


class Found(NamedTuple):
    """A reference found in a text; `is_whole` says that no letter or digit stands right before or after it."""

    key: str
    is_whole: bool


def named_in(text: str, is_known: Callable[[str], bool]) -> Iterator[Found]:
    """Yield the known plain references that a text names, the longest at each place, none inside another.

    Payers cut references apart and glue them to other words; both are found again.

    >>> list(named_in("Pay INV 2026-0012RE9", {"INV20260012", "20260012"}.__contains__))
    [Found(key='INV20260012', is_whole=False)]
    """
    read = text[:TEXT_MOST]
    runs = [(run.start(), run.end(), run.group().upper()) for run in _RUNS.finditer(read)]
    first = 0
    while first < len(runs):
        last = _longest(runs, first, is_known)
        if last is None:
            first += 1
            continue
        begin, end = runs[first][0], runs[last][1]
        is_whole = not (_joins(read, begin - 1) or _joins(read, end))
        yield Found("".join(run[2] for run in runs[first : last + 1]), is_whole)
        first = last + 1


def _longest(runs: list[tuple[int, int, str]], first: int, is_known: Callable[[str], bool]) -> int | None:
    joined, last = "", None
    for place in range(first, min(first + JOINED_MOST, len(runs))):
        joined += runs[place][2]
        if is_known(joined):
            last = place
    return last


def _joins(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isalnum()


def name_words(name: str) -> frozenset[str]:
    """Return the words of a name that say something, from its looked-up form.

    >>> sorted(name_words("mr jan example gmbh"))
    ['example', 'jan']
    """
    return frozenset(word for word in name[:TEXT_MOST].split() if len(word) > 1 and word not in _FILLERS)
