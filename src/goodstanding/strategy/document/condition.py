"""Conditions and values in a strategy document: a small, safe part of SQL over the columns of the day's sheet.

A strategist writes `days_past_due > 30 AND balance_minor >= 5000`. It is parsed as DuckDB's SQL and rebuilt piece by
piece from a list of what is allowed, every piece with its kind; what is not in the list does not come out. NULL means
"not known" and is never true. The SQL that comes out is fully bracketed and quotes every column.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError

from goodstanding.factsheet.daily.column import DailyColumn
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, ITEM_COLUMNS
from goodstanding.refusal import Refusal
from goodstanding.strategy.document.expression.piece import IN_WORDS, KINDS, Fault, Kind, agree
from goodstanding.strategy.document.expression.rebuilding import Rebuilder

LENGTH_MAX = 5_000
BRACKETS_MAX = 50
Wanted = Literal["yes", "number"]


Columns = Mapping[str, Kind]
"""The columns an expression may name, each with its kind."""


def _usable(columns: Mapping[str, DailyColumn]) -> Columns:
    """Return the columns a strategy may rest on."""
    return {name: KINDS[column.kind] for name, column in columns.items() if "strategy" in column.users}


OF_ACCOUNTS = _usable(ACCOUNT_COLUMNS)
OF_ITEMS = {**OF_ACCOUNTS, **_usable(ITEM_COLUMNS)}
"""Of an item: its own columns and those of its account."""


class Examined(NamedTuple):
    """An expression that was looked at: its SQL (empty where it has faults), the columns it names, its faults."""

    sql: str
    columns: frozenset[str]
    faults: tuple[Fault, ...] = ()


class ConditionRefused(Refusal):
    """An expression is not one, or asks for more than a strategy may; carries every fault."""

    def __init__(self, text: str, faults: tuple[Fault, ...]) -> None:
        """Put all faults into the sentence."""
        told = " ".join(f"{fault.sentence} {fault.suggestion}".strip() for fault in faults)
        super().__init__(f"{text[:80]!r} cannot be used: {told}")
        self.faults = faults


def examine(text: str, *, columns: Columns = OF_ITEMS, wanted: Wanted = "yes") -> Examined:
    """Look an expression over: whether it can be read, names only known columns, and gives what is wanted.

    An empty one is always true (or 0, where a number is wanted).
    """
    if not text.strip():
        return Examined("TRUE" if wanted == "yes" else "0", frozenset())
    fault = _unreadable(text)
    if fault is not None:
        return Examined("", frozenset(), (fault,))
    tree = _parse(text)
    if isinstance(tree, Fault):
        return Examined("", frozenset(), (tree,))
    rebuilder = Rebuilder(text, columns)
    try:
        piece = rebuilder.rebuild(tree)
    except RecursionError:
        return Examined("", frozenset(), (Fault(0, "This is nested too deeply."),))
    if not rebuilder.faults and not agree(piece.kind, wanted):
        rebuilder.faults.append(_other_kind(piece.kind, wanted))
    faults = tuple(sorted(set(rebuilder.faults)))
    return Examined("" if faults else piece.safe, frozenset(rebuilder.named), faults)


@cache
def duckdb_sql(text: str, *, wanted: Wanted = "yes") -> str:
    """Return an expression over an account's or an item's columns as DuckDB's SQL; raises ConditionRefused.

    >>> duckdb_sql("days_past_due > 30 and not on_hold")
    '(("days_past_due" > 30) AND (NOT "on_hold"))'
    """
    examined = examine(text, wanted=wanted)
    if examined.faults:
        raise ConditionRefused(text, examined.faults)
    return examined.sql


@cache
def columns_of(text: str) -> frozenset[str]:
    """Return the columns an expression names; none where it cannot be read."""
    return examine(text, wanted="yes").columns


def _unreadable(text: str) -> Fault | None:
    """Return what stands against parsing the text at all."""
    if len(text) > LENGTH_MAX:
        return Fault(0, f"This is longer than {LENGTH_MAX} characters.")
    depth = 0
    for place, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth > BRACKETS_MAX:
            return Fault(place, "This is nested too deeply.")
        if not sign.isprintable() and sign not in "\n\t ":
            return Fault(place, f"The character U+{ord(sign):04X} cannot stand here.")
    return None


def _parse(text: str) -> exp.Expr | Fault:
    """Return the one expression that the text is, or what is wrong."""
    try:
        trees = [tree for tree in sqlglot.parse(text, read="duckdb") if tree is not None]
    except ParseError as error:
        return _misread(text, error)
    except RecursionError:
        return Fault(0, "This is nested too deeply.")
    except (SqlglotError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        # The parser stumbles in more ways than its own over what is no SQL at all.
        odd = next((sign for sign in "'\"" if text.count(sign) % 2), "")
        return Fault(max(text.rfind(odd), 0) if odd else 0, "A quotation mark has no partner." if odd else _NO_SQL)
    if len(trees) > 1:
        return Fault(text.find(";"), "One expression belongs here, not several statements.")
    if not trees or not isinstance(trees[0], exp.Expr):
        return Fault(0, _NO_SQL, "Write a condition such as days_past_due > 30.")
    return trees[0]


_NO_SQL = "This cannot be read as SQL."


def _misread(text: str, error: ParseError) -> Fault:
    """Return where the parser gave up."""
    told = error.errors[0] if error.errors else {}
    word = str(told.get("highlight") or "")
    line, end = int(told.get("line") or 1), int(told.get("col") or 1)
    start = sum(len(row) for row in text.splitlines(keepends=True)[: line - 1]) + end - len(word)
    place = min(max(start, 0), max(len(text) - 1, 0))
    word = re.sub(r"\s+", " ", word)[:40]
    return Fault(place, f"This cannot be read as SQL at {word!r}." if word else _NO_SQL)


def _other_kind(kind: Kind, wanted: Wanted) -> Fault:
    """Return the fault of an expression that gives something else than what is wanted."""
    if wanted == "yes":
        hint = "Compare it with something." if kind != "nothing" else ""
        return Fault(0, f"A condition is true or false, but this is {IN_WORDS[kind]}.", hint)
    return Fault(0, f"A number belongs here, but this is {IN_WORDS[kind]}.")
