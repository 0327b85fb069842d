"""The words SQL is put together from: literals, conditions of a document, lists of cases.

For everything that decides by a document. A condition that cannot be worked out for a row (a division by zero, a number
too large) counts as not known, and what is not known is never true.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.document.condition import columns_of, duckdb_sql

ALWAYS, NEVER = "TRUE", "FALSE"


def word(text: str) -> str:
    """Return a word as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def on(day: date) -> str:
    """Return a date as an SQL literal."""
    return f"DATE '{day.isoformat()}'"


def value(text: str) -> str:
    """Return a number a document asks for; absent where it cannot be worked out."""
    return duckdb_sql(text, wanted="number")


def holds(condition: str) -> str:
    """Return a condition of a document; an empty one always holds."""
    return duckdb_sql(condition)


def named(condition: str) -> tuple[str, ...]:
    """Return the columns a condition names, in the order of their first naming."""
    return tuple(sorted(columns_of(condition), key=lambda name: (condition.lower().find(name), name)))


def cases(pairs: Iterable[tuple[str, object]], *, otherwise: object) -> str:
    """Return the value of the first pair whose condition is true."""
    listed = [f"WHEN {condition} THEN {result}" for condition, result in pairs]
    return f"CASE {' '.join(listed)} ELSE {otherwise} END" if listed else str(otherwise)


def both(conditions: Sequence[str]) -> str:
    """Return the conjunction of conditions, without those that always hold."""
    kept = [condition for condition in conditions if condition != ALWAYS]
    return " AND ".join(kept) if kept else ALWAYS


def fence(words: str) -> str:
    """Return words with their separator before the first and after the last, so that each can be looked for whole."""
    return f"{word(BETWEEN)} || {words} || {word(BETWEEN)}"


def contains(one: str, *, fenced: str) -> str:
    """Return whether fenced words have one of them."""
    return f"contains({fenced}, {word(BETWEEN + one + BETWEEN)})"
