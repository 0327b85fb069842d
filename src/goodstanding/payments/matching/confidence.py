"""How sure a match is: a table by what speaks for it and by how the amount fits, in millionths.

The numbers are an order, not measured chances: what names an item is surer than who pays, that is surer than a name,
and an amount alone decides nothing.
"""

from typing import Literal

from goodstanding.payments.matching.open_item import name_words
from goodstanding.payments.matching.suggestion import Way

Ground = Literal[
    "structured", "reference", "account", "glued", "taught", "history", "name", "like_name", "shared", "amount"
]

CONFIDENCE_PPM: dict[Ground, dict[Way, int]] = {
    "structured": {"exact": 995_000, "combined": 990_000, "partial": 970_000, "over": 940_000},
    "reference": {"exact": 985_000, "combined": 980_000, "partial": 960_000, "over": 935_000},
    "account": {"exact": 975_000, "combined": 970_000, "partial": 958_000, "over": 932_000},
    "glued": {"exact": 965_000, "combined": 960_000, "partial": 880_000, "over": 860_000},
    "taught": {"exact": 970_000, "combined": 962_000, "partial": 955_000, "over": 920_000},
    "history": {"exact": 955_000, "combined": 940_000, "partial": 800_000, "over": 700_000},
    "name": {"exact": 890_000, "combined": 850_000, "partial": 600_000, "over": 500_000},
    "like_name": {"exact": 750_000, "combined": 650_000, "partial": 400_000, "over": 300_000},
    "shared": {"exact": 700_000, "combined": 600_000, "partial": 400_000, "over": 300_000},
    "amount": {"exact": 450_000},
}
DIRECTED: frozenset[Ground] = frozenset({"structured", "reference", "glued"})
"""Grounds on which the payer named the items: only then may money go to one in dispute."""
SAME_NAME_PPM, OTHER_NAME_PPM = 4_000, -30_000
LIKE_NAME_PPM = 500_000


def name_says(payer: frozenset[str], name: str) -> tuple[int, str]:
    """Return by how much the payer's name moves the confidence, and the sentence about it.

    Names in two scripts say nothing of each other.

    >>> name_says(frozenset({"jan", "muster"}), "jan muster")
    (4000, 'The payer is called as the debtor is.')
    """
    theirs = name_words(name)
    if not payer or not theirs or _is_latin(payer) != _is_latin(theirs):
        return 0, ""
    if payer == theirs:
        return SAME_NAME_PPM, "The payer is called as the debtor is."
    if not payer & theirs:
        return OTHER_NAME_PPM, "The payer is called otherwise than the debtor."
    return 0, ""


def _is_latin(words: frozenset[str]) -> bool:
    # What is looked up is folded: Latin letters have lost their marks.
    return any(word.isascii() for word in words)
