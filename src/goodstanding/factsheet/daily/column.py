"""What a column of the day's sheet is called, what stands in it, and who may use it.

For strategists, whose conditions may name only declared columns, for models and reports, and for whoever fills the
sheet.
"""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Kind = Literal["whole", "amount", "word", "words", "date", "yes"]
User = Literal["law", "strategy", "model", "report"]
USERS: tuple[User, ...] = ("law", "strategy", "model", "report")
NOT_MODEL: frozenset[User] = frozenset({"law", "strategy", "report"})
"""Who may use a fact that no score may rest on: a name, a language, a place, how it stands with somebody."""
SHOWN: frozenset[User] = frozenset({"strategy", "report"})
TYPES: dict[Kind, pa.DataType] = {
    "whole": pa.int64(),
    "amount": pa.int64(),
    "word": pa.string(),
    "words": pa.string(),
    "date": pa.date32(),
    "yes": pa.bool_(),
}
MINOR = "minor units of the account's currency"


@dataclass(frozen=True, slots=True)
class DailyColumn:
    """One declared column.

    `kind` says what stands in a row: a whole number, an amount, a word, words (a set, joined by BETWEEN; empty where
    there are none), a date or a yes (true or false). `unit` is what is counted, or what the words may be. `origin` is
    the table or the rule it comes from. `users` are those who may rest a decision on it.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    origin: str
    users: frozenset[User] = frozenset(USERS)

    @property
    def type(self) -> pa.DataType:
        """Return the Arrow type of the column."""
        return TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Declaring:
    """Declares columns that come from one place and may be used by the same users."""

    origin: str
    users: frozenset[User] = frozenset(USERS)

    def whole(self, name: str, meaning: str, *, unit: str) -> DailyColumn:
        """Declare a column of whole numbers."""
        return DailyColumn(name, "whole", unit, meaning, self.origin, self.users)

    def amount(self, name: str, meaning: str) -> DailyColumn:
        """Declare a column of money."""
        return DailyColumn(name, "amount", MINOR, meaning, self.origin, self.users)

    def word(self, name: str, meaning: str, *, unit: str = "text") -> DailyColumn:
        """Declare a column of single words."""
        return DailyColumn(name, "word", unit, meaning, self.origin, self.users)

    def words(self, name: str, meaning: str, *, unit: str = "texts") -> DailyColumn:
        """Declare a column of sets of words."""
        return DailyColumn(name, "words", unit, meaning, self.origin, self.users)

    def date(self, name: str, meaning: str) -> DailyColumn:
        """Declare a column of dates."""
        return DailyColumn(name, "date", "date", meaning, self.origin, self.users)

    def yes(self, name: str, meaning: str) -> DailyColumn:
        """Declare a column of yes or no."""
        return DailyColumn(name, "yes", "true or false", meaning, self.origin, self.users)
