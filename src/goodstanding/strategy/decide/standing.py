"""What an obligation rests for, or which segment it is of.

For the decision and for whoever explains it. An *obligation* is an account, or an open item of one where the document's
grain is the item; an account without open items is then an obligation itself, so that no money is forgotten.
"""

from goodstanding.factsheet.daily.sheet import ITEM_COLUMNS
from goodstanding.strategy.decide.clause import cases, holds
from goodstanding.strategy.document.document import Document, Grain

NO_PERSON, NOT_COVERED, OVERLAP, STOPPED = "no person", "not covered", "overlap", "stopped"
PAID, HOLD, DISPUTED, PROMISE = "paid", "hold", "disputed", "promise"
NO_SEGMENT, REST, EXIT, HELD_OUT = "no segment", "rest", "exit", "hold-out"
WAITING, NO_STEP_DUE = "waiting", "no step due"
RESTS = (
    NO_PERSON, NOT_COVERED, OVERLAP, STOPPED, PAID, HOLD, DISPUTED, PROMISE, NO_SEGMENT, REST, EXIT, HELD_OUT, WAITING,
    NO_STEP_DUE,
)  # fmt: skip
"""Why nothing is due, in the order in which it is asked."""
OF_ITEM = (
    "balance_minor", "days_past_due", "is_disputed", "last_step", "last_step_date", "days_since_last_step",
    "steps_taken", "first_overdue_date",
)  # fmt: skip
"""The columns that speak of the item where the grain is the item."""
_OF_ITEM_ALONE = [column for column in ITEM_COLUMNS.values() if column.name not in (*OF_ITEM, "account_id", "item_id")]
_KINDS = {
    "whole": "BIGINT",
    "amount": "BIGINT",
    "word": "VARCHAR",
    "words": "VARCHAR",
    "date": "DATE",
    "yes": "BOOLEAN",
}
_ABSENT = ", ".join(f"NULL::{_KINDS[column.kind]} AS {column.name}" for column in _OF_ITEM_ALONE)
_REPLACED = ", ".join(f"CASE WHEN i.item_id IS NULL THEN s.{name} ELSE i.{name} END AS {name}" for name in OF_ITEM)
OBLIGATIONS: dict[Grain, str] = {
    "account": f"SELECT *, NULL::BIGINT AS item_id, {_ABSENT} FROM sheet",
    "item": f"""
        SELECT s.* REPLACE ({_REPLACED}), i.item_id, {", ".join(f"i.{column.name}" for column in _OF_ITEM_ALONE)}
        FROM sheet AS s LEFT JOIN items AS i ON i.account_id = s.account_id
    """,
}
"""The sheet of obligations by grain: the columns of the sheet, and those an item alone has."""
AGREED = "(plan_open AND plan_missed = 0) OR settlement_open"
"""A plan or a settlement is in force, and nothing of it is missed: nothing else is asked for."""
BEFORE_SEGMENT: dict[str, str] = {
    HOLD: "on_hold",
    DISPUTED: "is_disputed",
    PROMISE: f"promise_open OR {AGREED}",
}
"""What an obligation rests for before it is asked for its segment, once money is owed on it."""


def rests(document: Document, *, stopped: bool) -> dict[str, str]:
    """Return the reasons to rest that come before the segment, each with its condition."""
    owed = {PAID: f"balance_minor < {document.balance_least_minor}"}
    return ({STOPPED: "TRUE"} if stopped else {}) | owed | BEFORE_SEGMENT


def standing(document: Document, *, stopped: bool) -> str:
    """Return where an obligation stands: the number of its segment from 1, 0 for none, below 0 for a rest.

    A rest is told as the place of its reason in RESTS, negative.
    """
    resting = [(condition, -RESTS.index(reason)) for reason, condition in rests(document, stopped=stopped).items()]
    segments = [(holds(segment.when), number) for number, segment in enumerate(document.segments, start=1)]
    return cases([*resting, *segments], otherwise=0)
