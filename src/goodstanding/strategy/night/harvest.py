"""An answer as rows of the books: acts with their lines, what was withheld, and tasks for the worklists.

For the commit. The numbers of acts are handed in, because only the database gives them out.
"""

import json
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.strategy.night.order import Answer

PLANNED, EXCEPTION = "planned", "exception"
ACT_COLUMNS = (
    "id", "night_id", "day", "person_id", "client_id", "kind", "channel", "contact_point_id", "strategy", "edition",
    "segment", "treatment", "arm", "step", "template", "tone", "language", "approval", "offers", "team", "currency",
    "balance_minor", "value_minor", "planned_at", "not_before", "not_after", "rule", "tried", "entry_id",
)  # fmt: skip
LINE_COLUMNS = (
    "act_id", "person_id", "debt_id", "item_id", "strategy", "treatment", "step", "day", "channel", "currency",
    "balance_minor",
)  # fmt: skip
WITHHELD_COLUMNS = (
    "night_id", "day", "person_id", "client_id", "kind", "strategy", "edition", "segment", "treatment", "arm", "step",
    "cause", "rule", "reason", "tried", "next_at", "debt_ids", "entry_id",
)  # fmt: skip
TASK_COLUMNS = (
    "kind", "matter", "title", "evidence", "person_id", "debt_id", "client_id", "portfolio_id", "team", "priority",
    "due_at", "opened_date", "opened_at",
)  # fmt: skip
_SHARED = "m.person_id, m.client_id, m.kind, m.strategy, m.edition, m.segment, m.treatment, m.arm, m.step"
_ACTS = f"""
    SELECT n.id, $night AS night_id, $day::DATE AS day, {_SHARED}, d.channel, d.point_id AS contact_point_id,
        m.template, m.tone, m.language, m.approval, m.offers, m.team, m.currency, m.balance_minor, m.value_minor,
        d.planned_at, d.not_before, d.not_after, coalesce(d.rule, '') AS rule, coalesce(d.tried, '') AS tried,
        $entry AS entry_id
    FROM decided AS d JOIN messages AS m USING (message) JOIN numbered AS n USING (message)
    ORDER BY message
"""  # noqa: S608  every piece is a constant of this page.
_LINES = """
    SELECT n.id AS act_id, m.person_id, l.account_id AS debt_id, l.item_id, l.strategy, l.treatment, l.step,
        $day::DATE AS day, d.channel, l.currency, l.balance_minor
    FROM lines AS l JOIN numbered AS n USING (message) JOIN messages AS m USING (message)
        JOIN decided AS d USING (message)
    ORDER BY act_id, debt_id, l.item_id NULLS FIRST
"""
_WITHHELD = f"""
    SELECT $night AS night_id, $day::DATE AS day, {_SHARED}, d.state AS cause, coalesce(d.rule, '') AS rule,
        coalesce(d.reason, '') AS reason, coalesce(d.tried, '') AS tried, d.next_at, c.debt_ids, $entry AS entry_id
    FROM decided AS d JOIN messages AS m USING (message)
        JOIN (
            SELECT message, list(DISTINCT account_id ORDER BY account_id) AS debt_ids FROM lines GROUP BY message
        ) AS c USING (message)
    WHERE d.state NOT IN ('planned', 'exception')
    ORDER BY message
"""  # noqa: S608  every piece is a constant of this page.


def planned(answer: Answer) -> pa.Array:
    """Return the numbers of the messages that become acts, in order."""
    chosen = pc.equal(answer.decided["state"], PLANNED)
    return answer.decided["message"].filter(chosen).combine_chunks()


def acts_and_lines(
    answer: Answer, numbers: pa.Array, *, night: int, day: date, entry_id: int
) -> tuple[pa.Table, pa.Table]:
    """Return the acts, numbered in the order of `planned`, and their lines."""
    with _duck(answer) as duck:
        duck.register("numbered", pa.table({"message": planned(answer), "id": numbers}))
        values = {"night": night, "day": day, "entry": entry_id}
        acts = duck.sql(_ACTS, params=values).to_arrow_table()
        lines = duck.sql(_LINES, params={"day": day}).to_arrow_table()
    return acts.select(ACT_COLUMNS), lines.select(LINE_COLUMNS)


def withheld(answer: Answer, *, night: int, day: date, entry_id: int) -> pa.Table:
    """Return what was proposed and is not done, each with its cause."""
    with _duck(answer) as duck:
        found = duck.sql(_WITHHELD, params={"night": night, "day": day, "entry": entry_id}).to_arrow_table()
    return found.select(WITHHELD_COLUMNS)


def assignments(answer: Answer, *, day: date, entry_id: int) -> pa.Table:
    """Return who was newly assigned to an arm of an experiment."""
    many = answer.assigned.num_rows
    stamped = answer.assigned.append_column("assigned_date", pa.array([day] * many, pa.date32()))
    return stamped.append_column("entry_id", pa.array([entry_id] * many, pa.int64()))


def exception_tasks(answer: Answer, *, day: date, at: datetime) -> pa.Table:
    """Return what could not be decided as tasks for the worklist."""
    listed = [*answer.exceptions.to_pylist(), *_undecided(answer)]
    return pa.Table.from_pylist([_task("exception", one, day=day, at=at) for one in listed], schema=TASKS)


def warning_tasks(answer: Answer, *, day: date, at: datetime) -> pa.Table:
    """Return early warnings as tasks for the worklist, with the figures of the sheet as their evidence."""
    with _duck(answer) as duck:
        duck.register("warnings", answer.warnings)
        duck.register("sheet", answer.sheet.select(("account_id", *SHOWN)))
        found = duck.sql("FROM warnings JOIN sheet USING (account_id) ORDER BY account_id, cause").to_arrow_table()
    return pa.Table.from_pylist([_task("warning", one, day=day, at=at) for one in found.to_pylist()], schema=TASKS)


SHOWN = ("balance_minor", "overdue_minor", "currency", "days_past_due")
"""What of the sheet is shown beside a warning."""
TASKS = pa.schema(
    [
        ("kind", pa.string()), ("matter", pa.string()), ("title", pa.string()), ("evidence", pa.string()),
        ("person_id", pa.int64()), ("debt_id", pa.int64()), ("client_id", pa.int64()), ("portfolio_id", pa.int64()),
        ("team", pa.string()), ("priority", pa.int64()), ("due_at", pa.timestamp("us", tz="UTC")),
        ("opened_date", pa.date32()), ("opened_at", pa.timestamp("us", tz="UTC")),
    ]
)  # fmt: skip


def exceptions(answer: Answer) -> int:
    """Return how many accounts or people could not be decided."""
    undecided = pc.sum(pc.equal(answer.decided["state"], EXCEPTION)).as_py() or 0
    return int(answer.exceptions.num_rows + undecided)


def _undecided(answer: Answer) -> list[dict[str, Any]]:
    """Return the messages the gate could not be asked about, as exceptions of their first account."""
    with _duck(answer) as duck:
        found = duck.sql("""
            SELECT m.person_id, min(l.account_id) AS account_id, m.client_id, NULL AS portfolio_id,
                coalesce(d.rule, 'undecided') AS cause, d.reason
            FROM decided AS d JOIN messages AS m USING (message) JOIN lines AS l USING (message)
            WHERE d.state = 'exception' GROUP BY ALL ORDER BY m.person_id, m.client_id
        """).to_arrow_table()
    listed: list[dict[str, Any]] = found.to_pylist()
    return listed


def _task(kind: str, one: dict[str, Any], *, day: date, at: datetime) -> dict[str, object]:
    about = f"debt:{one['account_id']}" if one["account_id"] is not None else f"person:{one['person_id']}"
    figures = {name: one[name] for name in SHOWN if one.get(name) is not None}
    return {
        "kind": kind,
        "matter": f"{kind}:{one['cause']}:{about}",
        "title": one["reason"],
        "evidence": json.dumps({"cause": one["cause"], "night": day.isoformat(), **figures}),
        "person_id": one["person_id"],
        "debt_id": one["account_id"],
        "client_id": one["client_id"],
        "portfolio_id": one["portfolio_id"],
        "team": "",
        "priority": one.get("priority") or 0,
        "due_at": None,
        "opened_date": day,
        "opened_at": at,
    }


def _duck(answer: Answer) -> duckdb.DuckDBPyConnection:
    duck = duckdb.connect(config={"threads": 1})
    for name in ("messages", "lines", "decided"):
        duck.register(name, getattr(answer, name))
    return duck
