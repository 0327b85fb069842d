"""Many tasks at once, inside the transaction and under the entry of a night.

These are parts of a night's deed, not deeds: the night has asked the permission, and appends the one entry that
`entry_id` names. Rows come as Arrow tables whose columns are called as the table's are.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

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
    FROM pg_temp.arriving_tasks ORDER BY matter
    ON CONFLICT (matter) WHERE closed_at IS NULL DO NOTHING
"""

_CLOSE = """
    WITH gone AS MATERIALIZED (
        SELECT id FROM worklists_task WHERE closed_at IS NULL AND matter = ANY(%s) ORDER BY id FOR UPDATE
    )
    UPDATE worklists_task AS task SET closed_at = %s, closed_by = %s, outcome = %s FROM gone WHERE task.id = gone.id
"""


def open_tasks(cursor: psycopg.Cursor[Any], rows: pa.Table, entry_id: int) -> int:
    """Open tasks (TASK_COLUMNS; evidence is JSON as text) and return how many are new.

    A matter that stands open on a list already, or comes twice, is left as it is. NULL stands for no evidence, no team
    and no priority.
    """
    if not rows.num_rows:
        return 0
    cursor.execute(_ARRIVING)
    transport.copy_in(cursor, "arriving_tasks", TASK_COLUMNS, rows)
    cursor.execute(_OPEN, [entry_id])
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
