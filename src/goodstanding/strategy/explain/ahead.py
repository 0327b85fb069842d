"""The days ahead of an account, if nothing happens: nobody pays, answers, disputes or promises.

For "when may it change". A day's rows are moved on by so many days, each day as an account of its own, so that one pass
of the decision looks at all of them.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import duckdb
import pyarrow as pa

from goodstanding.strategy.decide.decide import decide
from goodstanding.strategy.document.document import Document, Running
from goodstanding.strategy.night.tables import READING

DAYS_AHEAD = 370
"""So far is looked ahead; every yearly rhythm is within it."""
_BUCKETS = """
    CASE WHEN {late} IS NULL THEN 'none' WHEN {late} <= 0 THEN 'not due' WHEN {late} <= 30 THEN '1-30'
        WHEN {late} <= 60 THEN '31-60' WHEN {late} <= 90 THEN '61-90' WHEN {late} <= 120 THEN '91-120'
        ELSE 'over 120' END
"""
_LATE = "(days_past_due + ahead)"
_FALLS = "days_past_due <= 0 AND days_past_due + ahead > 0"
_LAST = "coalesce(promise_grace_date, promise_due_date)"
_ENDED = f"promise_open AND {_LAST} < today + ahead"
_MISSED = "plan_open AND plan_next_missed_date <= today + ahead"
_MOVED = {
    "ageing_bucket": _BUCKETS.format(late=_LATE),
    "first_overdue_date": "coalesce(first_overdue_date, CASE WHEN days_past_due + ahead > 0"
    " THEN today - days_past_due::INTEGER + 1 END)",
    "overdue_minor": f"CASE WHEN {_FALLS} THEN overdue_minor + next_due_minor ELSE overdue_minor END",
    "items_overdue": f"CASE WHEN {_FALLS} THEN items_overdue + 1 ELSE items_overdue END",
    "days_to_next_due": "CASE WHEN days_to_next_due >= ahead THEN days_to_next_due - ahead END",
    "days_to_limitation": "days_to_limitation - ahead",
    "is_time_barred": "CASE WHEN days_to_limitation IS NULL THEN is_time_barred ELSE days_to_limitation < ahead END",
    "on_hold": "on_hold AND (hold_until_date IS NULL OR hold_until_date >= today + ahead)",
    "promise_open": f"promise_open AND {_LAST} >= today + ahead",
    "promise_broken_date": f"CASE WHEN {_ENDED} THEN {_LAST} + 1 ELSE promise_broken_date END",
    "plan_missed": f"CASE WHEN {_MISSED} THEN plan_missed + 1 ELSE plan_missed END",
    "plan_missed_date": f"CASE WHEN {_MISSED} THEN plan_next_missed_date ELSE plan_missed_date END",
    "promises_open": f"CASE WHEN {_ENDED} THEN 0 ELSE promises_open END",
    "promises_broken": f"CASE WHEN {_ENDED} THEN promises_broken + promises_open ELSE promises_broken END",
}
"""What is otherwise on a later day; days past due and days since something grow, and the rest stays as it is."""


class NextDue(NamedTuple):
    """The first day on which a step would be due, and which."""

    day: date
    step: str


def next_due(
    sheet: pa.Table, items: pa.Table, document: Document, *, day: date, arms: pa.Table, templates: frozenset[str]
) -> NextDue | None:
    """Return the next day on which a step becomes due for the one account of a sheet; None if none does within a year.

    `document` is the edition the account follows, `arms` are its person's (READING's arm).
    """
    everyday: Sequence[int] = range(1, DAYS_AHEAD + 1)
    tried = [(everyday, day), *(([(end - day).days], end) for end in _month_ends(day))]
    found: list[NextDue] = []
    for days, judged_on in tried:
        soonest = min((one.day for one in found), default=date.max)
        listed = [ahead for ahead in days if day + timedelta(days=ahead) < soonest]
        found += _due(sheet, items, document, day=day, days=listed, judged_on=judged_on, arms=arms, templates=templates)
    return min(found, default=None)


def _due(
    sheet: pa.Table,
    items: pa.Table,
    document: Document,
    *,
    day: date,
    days: Sequence[int],
    judged_on: date,
    arms: pa.Table,
    templates: frozenset[str],
) -> list[NextDue]:
    """Return the first of some days ahead on which a step is due, in a list; triggers judge by the day handed in."""
    if not days:
        return []
    proposals = decide(
        moved(sheet, day=day, days=days),
        moved(items, day=day, days=days),
        [Running(replace(document, covers=""))],
        day=judged_on,
        known_arms=_arms(arms, days),
        templates=templates,
    )
    lines = proposals.lines.select(["account_id", "step"]).to_pylist()
    due = sorted((line["account_id"], line["step"]) for line in lines if line["step"])
    return [NextDue(day + timedelta(days=ahead), step) for ahead, step in due[:1]]


def moved(table: pa.Table, *, day: date, days: Sequence[int]) -> pa.Table:
    """Return a sheet of one account, or of its items, on each of some days ahead; the day's number is the account's."""
    grown = {name: f"{name} + ahead" for name in table.column_names if name.startswith("days_since_")}
    changed = grown | {"days_past_due": _LATE} | _MOVED | {"account_id": "ahead", "person_id": "ahead"}
    told = ", ".join(f"{change} AS {name}" for name, change in changed.items() if name in table.column_names)
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        duck.register("sheet", table)
        duck.register("later", pa.table({"ahead": pa.array(days, pa.int32())}))
        today = f"DATE '{day.isoformat()}' AS today"
        later = f"SELECT *, {today} FROM sheet CROSS JOIN later"  # noqa: S608  a day.
        query = f"SELECT * EXCLUDE (ahead, today) REPLACE ({told}) FROM ({later}) ORDER BY account_id"  # noqa: S608  declared columns.
        return duck.sql(query).to_arrow_table().cast(table.schema)


def _arms(arms: pa.Table, days: Sequence[int]) -> pa.Table:
    """Return the arms of one person as those of each of the days."""
    rows = [
        {"person_id": ahead, "experiment": one["experiment"], "arm": one["arm"]}
        for ahead in days
        for one in arms.to_pylist()
    ]
    return pa.Table.from_pylist(rows, schema=READING["arm"])


def _month_ends(day: date) -> list[date]:
    """Return the ends of this month and the next two, after a day."""
    ends = []
    first = day.replace(day=1)
    for _ in range(4):
        first = (first + timedelta(days=32)).replace(day=1)
        ends.append(first - timedelta(days=1))
    return [end for end in ends if end > day]
