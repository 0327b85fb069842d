"""An account's facts of a day as a page shows them: by idea, each in words, with what it means and its column."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.factsheet.daily.column import DailyColumn
from goodstanding.factsheet.daily.sheet import IDEAS, ITEM_COLUMNS
from goodstanding.factsheet.sheet import members
from goodstanding.money.amount import Amount
from goodstanding.workbench.look.figure import counted, day, money

Row = Mapping[str, object]
NOT_KNOWN, NONE = "None known", "None"
SAID = {True: "Yes", False: "No"}
SPOKEN_ENDS = (" minor", " date")
LAST_WORDS = {"id": "number"}
PLAIN_UNITS = {"number", "points"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name in words, its value in words, what it means, and the name conditions use."""

    name: str
    words: str
    meaning: str
    column: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one idea, and how many of them are known."""

    title: str
    facts: tuple[Fact, ...]

    @property
    def slug(self) -> str:
        """Return what the group is called in an address."""
        return self.title.lower().replace(" ", "-")

    @property
    def known_n(self) -> int:
        """Count the facts that are known."""
        return sum(fact.is_known for fact in self.facts)


def groups(row: Row) -> tuple[Group, ...]:
    """Return an account's facts by idea; what the row leaves out is left out."""
    currency = str(row["currency"])
    found = (
        Group(idea, tuple(fact(one, row[one.name], currency=currency) for one in columns if one.name in row))
        for idea, columns in IDEAS.items()
    )
    return tuple(group for group in found if group.facts)


def item_groups(rows: tuple[Row, ...], *, currency: str, references: Mapping[int, str]) -> tuple[Group, ...]:
    """Return the facts of open items, one group an item; `references` tells what the client calls them."""
    return tuple(
        Group(
            f"Item {references.get(int(str(row['item_id'])), row['item_id'])}",
            tuple(fact(one, row[one.name], currency=currency) for one in ITEM_COLUMNS.values()),
        )
        for row in rows
    )


def fact(column: DailyColumn, value: object, *, currency: str) -> Fact:
    """Return one fact in words."""
    return Fact(
        spoken(column.name), words(column, value, currency=currency), column.meaning, column.name, value is not None
    )


def spoken(name: str) -> str:
    """Return a column's name as people read it.

    >>> spoken("days_past_due"), spoken("paid_7_minor"), spoken("contacts_1"), spoken("client_id")
    ('Days past due', 'Paid in 7 days', 'Contacts today', 'Client number')
    """
    told = name.replace("_", " ")
    for end in SPOKEN_ENDS:
        told = told.removesuffix(end)
    *rest, last = told.split(" ")
    if last.isdecimal():
        last = "today" if last == "1" else f"in {last} days"
    told = " ".join([*rest, LAST_WORDS.get(last, last)])
    return told[:1].upper() + told[1:]


def words(column: DailyColumn, value: object, *, currency: str) -> str:
    """Return a value as people read it: amounts with their currency, days spelt out, sets as a list."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return SAID[value]
    if isinstance(value, date):
        return day(value)
    if column.kind == "amount":
        return money(Amount(int(str(value)), currency))
    if column.kind == "words":
        return ", ".join(members(str(value))) or NONE
    if column.kind == "whole" and column.unit not in PLAIN_UNITS:
        return counted(int(str(value)), column.unit.removesuffix("s")).replace("-", "−")
    return str(value)
