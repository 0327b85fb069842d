"""Features of a plain text: words, pairs of words, pieces of words, and the rules that speak; each with its place.

The same features are counted in training and in reading, so that nothing can differ between the two.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from goodstanding.outreach.reply.reading.rule import findings

_WORD = re.compile(r"[a-z$€£]+(?:'[a-z]+)?|\d+|[?!]")
PIECES = (3, 4, 5)
"""Lengths of the pieces of words, which survive misspelling."""
WORDS_MOST = 2_000
BLOCKS = ("w", "c", "r")
WEIGHTS: Mapping[str, float] = {"w": 1.0, "c": 1.0, "r": 0.7}
"""What words, pieces and rules count for, each block brought to one length first."""


class Feature(NamedTuple):
    """One feature and where it stands."""

    name: str
    start: int
    end: int


def features(text: str) -> Iterator[Feature]:
    """Yield the features of a plain text in their order; names begin with their block."""
    before: tuple[str, int] | None = None
    for count, found in enumerate(_WORD.finditer(text)):
        if count >= WORDS_MOST:
            break
        word = "0" * min(len(found[0]), 5) if found[0].isdecimal() else found[0]
        yield Feature(f"w:{word}", *found.span())
        if before is not None:
            yield Feature(f"w:{before[0]} {word}", before[1], found.end())
        before = (word, found.start())
        yield from _pieces(word, *found.span())
    for channel in ("sms", "email"):
        # A rule that holds for one channel only is a feature wherever it is found.
        yield from (Feature(f"r:{one.rule}", one.start, one.end) for one in findings(text, channel=channel))


def weighed(names: Sequence[str], idf: Mapping[str, float]) -> dict[str, float]:
    """Return how much each known feature of a text counts: rarer ones more, long texts no more than short ones."""
    counts: dict[str, int] = {}
    for name in names:
        if name in idf:
            counts[name] = counts.get(name, 0) + 1
    told = {name: (1 + math.log(count)) * idf[name] for name, count in counts.items()}
    for block in BLOCKS:
        own = [name for name in told if name.startswith(f"{block}:")]
        length = math.sqrt(sum(told[name] ** 2 for name in own)) or 1.0
        for name in own:
            told[name] *= WEIGHTS[block] / length
    return told


def _pieces(word: str, start: int, end: int) -> Iterator[Feature]:
    if not word[0].isalpha():
        return
    edged = f" {word} "
    for length in PIECES:
        for place in range(max(1, len(edged) - length + 1)):
            yield Feature(f"c:{edged[place : place + length]}", start, end)
