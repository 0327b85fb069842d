"""Many tasks at once, inside the transaction and under the entry of a night.

These are parts of a night's deed, not deeds: the night has asked the permission, and appends the one entry that
`entry_id` names. Rows come as Arrow tables whose columns are called as the table's are.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

import psycopg
import pyarrow as pa

from goodstanding.database import rows as transport

TASK_COLUMNS = (
    "kind", "matter", "title", "evidence", "person_id", "debt_id", "client_id", "portfolio_id", "team", "priority",
    "due_at", "opened_date", "opened_at",
)  # fmt: skip

_ARRIVING = """
    CREATE TEMP TABLE arriving_tasks ON COMMIT DROP AS
    SELECT kind, matter, title, evidence, person_id, debt_id, client_id, portfolio_id, team, priority, due_at,
        opened_date, opened_at
    FROM worklists_task LIMIT 0
"""

# In the order of matters, so that two nights at once wait for each other and never for ever.
_OPEN = """
    INSERT INTO worklists_task (kind, matter, title, evidence, person_id, debt_id, client_id, portfolio_id, team,
        priority, due_at, opened_date, opened_at, entry_id)
    SELECT kind, matter, title, coalesce(evidence, '{}'), person_id, debt_id, client_id, portfolio_id,
        coalesce(team, ''), coalesce(priority, 0), due_at, opened_date, opened_at, %s
    FROM pg_temp.arriving_tasks AS arriving
    WHERE %s::date IS NULL OR NOT EXISTS (
        SELECT FROM worklists_task AS over
        WHERE over.matter = arriving.matter AND (over.closed_at AT TIME ZONE 'UTC')::date >= %s
    )
    ORDER BY matter
    ON CONFLICT (matter) WHERE closed_at IS NULL DO NOTHING
"""

_CLOSE = """
    WITH gone AS MATERIALIZED (
        SELECT id FROM worklists_task WHERE closed_at IS NULL AND matter = ANY(%s) ORDER BY id FOR UPDATE
    )
    UPDATE worklists_task AS task SET closed_at = %s, closed_by = %s, outcome = %s FROM gone WHERE task.id = gone.id
"""

_GONE = """
    SELECT matter FROM worklists_task
    WHERE closed_at IS NULL AND kind = %s
        AND CASE WHEN %s THEN person_id WHEN person_id IS NULL THEN debt_id END BETWEEN %s AND %s
        AND matter <> ALL(%s)
"""


def open_tasks(cursor: psycopg.Cursor[Any], rows: pa.Table, entry_id: int, *, closed_from: date | None = None) -> int:
    """Open tasks (TASK_COLUMNS; evidence is JSON as text) and return how many are new.

    A matter that stands open on a list already, or comes twice, is left as it is; one that was closed on `closed_from`
    or later stays closed, so that nobody has to close it again every day. NULL stands for no evidence, no team and no
    priority.
    """
    if not rows.num_rows:
        return 0
    cursor.execute(_ARRIVING)
    transport.copy_in(cursor, "arriving_tasks", TASK_COLUMNS, rows)
    cursor.execute(_OPEN, [entry_id, closed_from, closed_from])
    new = cursor.rowcount
    cursor.execute("DROP TABLE pg_temp.arriving_tasks")
    return new


def close_matters(cursor: psycopg.Cursor[Any], matters: Sequence[str], *, outcome: str, by: str, at: datetime) -> int:
    """Close the open tasks of these matters, whose reason is gone, and return how many there were."""
    assert outcome.strip(), "A task is closed with an outcome."
    if not matters:
        return 0
    cursor.execute(_CLOSE, [list(matters), at, by, outcome])
    return cursor.rowcount


def close_gone(
    cursor: psycopg.Cursor[Any],
    kind: str,
    *,
    lane: Literal["person", "account"],
    first: int,
    beyond: int,
    still: Sequence[str],
    outcome: str,
    by: str,
    at: datetime,
) -> int:
    """Close the open tasks of a kind about these people whose matters no longer hold, and return how many there were.

    The people are those numbered `first` or more and less than `beyond`; in the lane of accounts, the accounts nobody
    is known to owe. `still` are the matters that hold.
    """
    cursor.execute(_GONE, [kind, lane == "person", first, beyond - 1, list(still)])
    return close_matters(cursor, [matter for (matter,) in cursor.fetchall()], outcome=outcome, by=by, at=at)
