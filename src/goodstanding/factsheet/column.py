"""What a column of facts is called, what kind of thing stands in it, and what it means.

For the lawbook, whose conditions may name only declared columns, and for whoever fills the sheets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["truth", "text", "texts", "number", "instant", "date", "amount"]
Grain = Literal["act", "debt", "event", "consent", "window"]


class ColumnRefused(ValueError):
    """A table of columns names one twice, which is a programmer's mistake."""


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column.

    `kind` says what stands in a row: truth (yes, no or unknown), text, texts (a set of words), number, instant (seconds
    since 1970, UTC), date (days since 1970) or amount (minor units). `path` is its place in a neutral situation.
    `default` is what a missing fact stands for: only "no" or nothing, except where the vocabulary says otherwise.
    """

    name: str
    kind: Kind
    meaning: str
    path: str = ""
    default: bool | None = None


def truth(name: str, meaning: str, *, path: str = "", default: bool | None = False) -> Column:
    """Declare a yes-or-no column; a missing fact is a no unless said otherwise."""
    return Column(name, "truth", meaning, path, default)


def text(name: str, meaning: str, *, path: str = "") -> Column:
    """Declare a column of single words."""
    return Column(name, "text", meaning, path)


def texts(name: str, meaning: str, *, path: str = "") -> Column:
    """Declare a column of sets of words."""
    return Column(name, "texts", meaning, path)


def number(name: str, meaning: str, *, path: str = "") -> Column:
    """Declare a column of whole numbers."""
    return Column(name, "number", meaning, path)


def instant(name: str, meaning: str, *, path: str = "") -> Column:
    """Declare a column of instants, in seconds since 1970."""
    return Column(name, "instant", meaning, path)


def day(name: str, meaning: str, *, path: str = "") -> Column:
    """Declare a column of dates, in days since 1970."""
    return Column(name, "date", meaning, path)


def amount(name: str, meaning: str, *, path: str = "") -> Column:
    """Declare a column of money in minor units of the debt's currency."""
    return Column(name, "amount", meaning, path)


def by_name(columns: Iterable[Column]) -> dict[str, Column]:
    """Return columns by their name; raises ColumnRefused if a name stands twice."""
    found: dict[str, Column] = {}
    for column in columns:
        if column.name in found:
            raise ColumnRefused(f"The column {column.name} is declared twice.")
        found[column.name] = column
    return found
