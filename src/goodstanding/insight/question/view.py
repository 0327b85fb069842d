"""From where the books are looked at, and which of their rows count from there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

Held = Literal["items", "loose"]
"""What carries the money: items, or no item at all."""

HELD: tuple[Held, ...] = ("items", "loose")


@dataclass(frozen=True, slots=True)
class Question:
    """SQL with named parameters, and their values."""

    sql: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """From where the books are looked at: which books (None: all), up to which day, known up to which instant."""

    books: tuple[int, ...] | None
    as_of: date
    known_at: datetime | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """Return the values of the parameters that `lines` and `disputed` use."""
        return {"as_of": self.as_of, "known_at": self.known_at, "books": list(self.books or ())}

    @property
    def lines(self) -> str:
        """Say in SQL which postings count."""
        known = " AND recorded_at <= %(known_at)s" if self.known_at else ""
        books = "" if self.books is None else " AND book_id = ANY(%(books)s)"
        return f"effective_date <= %(as_of)s{known}{books}"

    def seen(self, table: str) -> str:
        """Say in SQL which rows of a table are there: recorded by then, and not withdrawn by then."""
        if self.known_at is None:
            return f"{table}.withdrawn_at IS NULL"
        return (
            f"{table}.recorded_at <= %(known_at)s"
            f" AND ({table}.withdrawn_at IS NULL OR {table}.withdrawn_at > %(known_at)s)"
        )

    @property
    def disputed(self) -> str:
        """Say in SQL which disputes count on the day: opened on it or before, and closed after it if at all."""
        return (
            "dispute.opened_date <= %(as_of)s AND (dispute.closed_date IS NULL OR dispute.closed_date > %(as_of)s)"
            f" AND {self.seen('dispute')}"
        )


def receivable_lines(view: View, held: Held, *, by_cut: bool = False) -> str:
    """Say in SQL what is posted as receivable: carrier, book, day and minor units, in the order of the carriers."""
    carrier, which = ("item_id", "item_id IS NOT NULL") if held == "items" else ("account_id", "item_id IS NULL")
    cut, order = (", width_bucket(effective_date - 1, %(cuts)s::date[]) AS cut", ", cut") if by_cut else ("", "")
    return (
        f"SELECT {carrier} AS carrier{cut}, book_id, effective_date, amount_minor FROM ledger_posting"  # noqa: S608 -- constants.
        f" WHERE head = 'receivable' AND {which} AND {view.lines} ORDER BY carrier{order}"
    )


def or_first_date(column: str, held: Held) -> str:
    """Say in SQL a date of the item, or the day the money was first posted where there is no item."""
    return f"coalesce(item.{column}, owed.first_date)" if held == "items" else "owed.first_date"
