"""A task for each message that went wrong for good: a part of whatever deed found out."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pyarrow as pa
from django.db import connection

from goodstanding.outreach.message.operations.recording import Recorded
from goodstanding.worklists.operations.bulk import TASK_COLUMNS, open_tasks

LOOKED_AT = ("failed", "refused")
"""States that need a person; what is unknown is looked up first, and what came back is a warning of the night."""
LATE = "too late:"
"""What was kept back for this cause nobody decided to keep back: somebody decides whether it is still worth saying."""

_TYPES = {
    "person_id": pa.int64(), "debt_id": pa.int64(), "client_id": pa.int64(), "portfolio_id": pa.int64(),
    "priority": pa.int64(), "due_at": pa.timestamp("us", tz="UTC"), "opened_date": pa.date32(),
    "opened_at": pa.timestamp("us", tz="UTC"),
}  # fmt: skip
_SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in TASK_COLUMNS])


def open_dead_letters(found: Sequence[Recorded], *, at: datetime, entry_id: int) -> int:
    """Open a task for each message that moved to where only a person can help, and return how many are new."""
    dead = [one for one in found if one.moved and _needs_somebody(one)]
    return _open([_of_message(one, at=at) for one in dead], entry_id=entry_id)


def open_for_channel(channel: str, reason: str, *, at: datetime, entry_id: int) -> int:
    """Open one task for a channel whose provider cannot be used, unless it stands open already."""
    title = f"Nothing goes by {channel} at the moment: {reason}"
    evidence: dict[str, object] = {"channel": channel, "reason": reason}
    return _open([_task(f"channel:{channel}", title, evidence, at=at)], entry_id=entry_id)


def open_for_journal(key: str, told: dict[str, object], *, at: datetime, entry_id: int) -> int:
    """Open a task for a key that left the house and of which the books know nothing any more."""
    title = "Something left the house that these books do not know; find out to whom, and enter it by hand."
    return _open([_task(f"journal:{key}", title, told, at=at)], entry_id=entry_id)


def _needs_somebody(one: Recorded) -> bool:
    return one.told.word in LOOKED_AT or (one.told.word == "withheld" and one.told.reason.startswith(LATE))


def _of_message(one: Recorded, *, at: datetime) -> dict[str, object]:
    number = one.told.message_id
    title = f"A message by {one.channel} did not go: {one.told.reason or 'no reason was given'}"
    evidence: dict[str, object] = {"message": number, "state": one.told.word, "reason": one.told.reason}
    about = {
        "person_id": one.person_id,
        "client_id": one.client_id,
        "debt_id": one.debt_ids[0] if one.debt_ids else None,
    }
    return _task(f"message:{number}", title, evidence, at=at) | about


def _task(matter: str, title: str, evidence: dict[str, object], *, at: datetime) -> dict[str, object]:
    return {
        "kind": "exception",
        "matter": matter,
        "title": title,
        "evidence": json.dumps(evidence),
        "priority": 0,
        "opened_date": at.astimezone(UTC).date(),
        "opened_at": at,
    }


def _open(tasks: list[dict[str, object]], *, entry_id: int) -> int:
    if not tasks:
        return 0
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        return open_tasks(cursor, pa.Table.from_pylist(tasks, schema=_SCHEMA), entry_id)
