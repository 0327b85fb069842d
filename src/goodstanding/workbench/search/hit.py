"""Accounts that a search found: why each matches, which come first, and how close a misspelt name is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from goodstanding.money.amount import Amount

LONG_WORD = 8


@dataclass(frozen=True, slots=True)
class Match:
    """A debt that one probe found, and why."""

    debt_id: int
    reason: str
    rank: int
    """How sure the probe is; the lowest comes first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An account as the list of a search shows it."""

    debt_id: int
    reference: str
    debtor: str
    debtor_reference: str
    client: str
    portfolio: str
    balance: Amount
    reason: str


def choose(matches: Iterable[Match], *, limit: int) -> list[Match]:
    """Return the best matches, every debt once; one reason fills the whole list only where no other has anything.

    >>> found = [Match(2, "name", 5), Match(1, "reference", 0), Match(1, "name", 5)]
    >>> [match.debt_id for match in choose(found, limit=9)]
    [1, 2]
    """
    best: dict[int, Match] = {}
    for match in sorted(matches, key=lambda match: match.rank):
        best.setdefault(match.debt_id, match)
    share = max(1, limit // 2)
    counts: Counter[str] = Counter()
    first: list[Match] = []
    rest: list[Match] = []
    for match in best.values():
        (first if counts[match.reason] < share else rest).append(match)
        counts[match.reason] += 1
    return sorted((first + rest)[:limit], key=lambda match: match.rank)


def distance(left: str, right: str) -> int:
    """Count the slips between two words: a letter too many, missing, wrong, or two neighbours swapped.

    >>> distance("smtih", "smith"), distance("smith", "smythe")
    (1, 2)
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, here in enumerate(left, start=1):
        older, before = before, row
        row = [i]
        for j, there in enumerate(right, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (here != there))
            if i > 1 and j > 1 and here == right[j - 2] and left[i - 2] == there:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def slips(words: Iterable[str], *, name: str) -> int:
    """Count the slips between the words that were typed and those of a name that are nearest to them."""
    parts = name.split()
    return sum(min((distance(word, part) for part in parts), default=len(word)) for word in words)


def slips_allowed(word: str) -> int:
    """Return how many slips a word may have and still be taken for another: one, and two in a long word.

    >>> slips_allowed("willow"), slips_allowed("wildflower")
    (1, 2)
    """
    return 1 if len(word) < LONG_WORD else 2


def swapped(word: str) -> list[str]:
    """Return the words with two neighbouring letters swapped back, the commonest slip of quick fingers.

    >>> swapped("smtih")[2]
    'smith'
    """
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
