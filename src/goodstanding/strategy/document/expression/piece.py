"""A piece of an expression: the SQL it becomes and the kind of value it gives; and what is wrong with one.

Kinds are few: yes (true or false), number (also money), word, words (a set of them), date. `nothing` is NULL, which is
of every kind; `unclear` is what a wrong piece gives, so that one mistake is told once.
"""

from typing import Literal, NamedTuple

Kind = Literal["yes", "number", "word", "words", "date", "nothing", "unclear"]
KINDS: dict[str, Kind] = {
    "yes": "yes", "whole": "number", "amount": "number", "word": "word", "words": "words", "date": "date",
}  # fmt: skip
"""What a column's declared kind is to an expression."""
IN_WORDS: dict[Kind, str] = {
    "yes": "a yes or no", "number": "a number", "word": "a word", "words": "a set of words", "date": "a date",
    "nothing": "NULL", "unclear": "nothing",
}  # fmt: skip


class Piece(NamedTuple):
    """One piece. `can_fail` says that reckoning it can overflow; whatever uses it then asks for `safe`."""

    sql: str
    kind: Kind
    can_fail: bool = False

    @property
    def safe(self) -> str:
        """Return the SQL, giving NULL where it would overflow: one impossible row must not stop a night."""
        return f"TRY({self.sql})" if self.can_fail else self.sql


class Fault(NamedTuple):
    """One thing wrong with an expression, at so many characters from its beginning."""

    offset: int
    sentence: str
    suggestion: str = ""


def agree(*kinds: Kind) -> bool:
    """Say whether values of these kinds can stand for one another.

    >>> agree("number", "nothing"), agree("number", "word")
    (True, False)
    """
    return len(set(kinds) - {"nothing", "unclear"}) <= 1


def common(*kinds: Kind) -> Kind:
    """Return the kind that kinds which agree have in common."""
    known = sorted(set(kinds) - {"nothing", "unclear"})
    return known[0] if known else kinds[0]
