"""The cast of the stories about tasks: rows as the night brings them, and the people who work on them."""

from datetime import UTC, date, datetime

import pyarrow as pa

from goodstanding.access.permission import Actor, Scope
from goodstanding.access.role import Role

COLLECTOR = Actor("user:3", frozenset({Role.COLLECTOR}))
SUPERVISOR = Actor("user:2", frozenset({Role.SUPERVISOR}))
AUDITOR = Actor("user:4", frozenset({Role.AUDITOR}))
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)

COMING = pa.schema(
    {
        "kind": pa.string(), "matter": pa.string(), "title": pa.string(), "evidence": pa.string(),
        "person_id": pa.int64(), "debt_id": pa.int64(), "client_id": pa.int64(), "portfolio_id": pa.int64(),
        "team": pa.string(), "priority": pa.int64(), "due_at": pa.timestamp("us", tz="UTC"),
        "opened_date": pa.date32(), "opened_at": pa.timestamp("us", tz="UTC"),
    }
)  # fmt: skip


def coming(*matters: str, kind: str = "warning", client_id: int = 1, priority: int = 0) -> pa.Table:
    """Return tasks as a night brings them, one a matter."""
    return pa.Table.from_pylist(
        [
            {
                "kind": kind, "matter": matter, "title": f"About {matter}.", "evidence": '{"days_past_due": 30}',
                "person_id": 7, "debt_id": 70, "client_id": client_id, "portfolio_id": 10, "team": "",
                "priority": priority, "due_at": None, "opened_date": date(2026, 6, 15), "opened_at": NOON,
            }
            for matter in matters
        ],
        schema=COMING,
    )  # fmt: skip


def only(actor: Actor, *clients: int) -> Actor:
    """Return the actor as they would be with these clients only."""
    return Actor(actor.name, actor.roles, Scope(clients=frozenset(clients)))
