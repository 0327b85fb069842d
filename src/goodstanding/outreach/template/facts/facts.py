"""The facts of one message: a value for each merge field that is known, and rows for each series."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from goodstanding.money.amount import Amount
from goodstanding.outreach.template.language.condition import Fact

Value = str | int | bool | Amount | date | tuple[str, ...]
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known for one message; what is not known is not in here."""

    values: Mapping[str, Value]
    series: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def value(self, name: str) -> Fact:
        """Return a field's value, or something where a series has rows, as conditions ask for it; None if unknown."""
        if name in self.series:
            return len(self.series[name]) or None
        return self.values.get(name)

    def within(self, row: Row) -> "Facts":
        """Return the facts as they stand in one row of a table."""
        return replace(self, values={**self.values, **row})

    def saying(self, changes: Row) -> "Facts":
        """Return the facts with some of them said otherwise."""
        return replace(self, values={**self.values, **changes})
