"""Claiming messages whose time has come: a short lease, so that no two workers look at one at the same time.

A lease is no lock: whoever sends holds the person as well. It only spreads the work, and what a dead worker had
claimed comes back by itself.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection

from goodstanding.outreach.message.life import WAITING
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.port.delivery import DeliveryLine

LEASE = timedelta(seconds=60)
BUSY_WAIT = timedelta(seconds=2)

_CLAIM = """
WITH due AS (
    SELECT id FROM outreach_message
    WHERE channel = %s AND state IN ('planned', 'approved', 'put_off') AND due_at <= %s
    ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED
)
UPDATE outreach_message AS m SET due_at = %s FROM due WHERE m.id = due.id RETURNING m.id, m.person_id
"""
_PUT_BACK = """
UPDATE outreach_message AS m SET due_at = t.due_at, reason = coalesce(t.reason, m.reason)
FROM jsonb_to_recordset(%s::jsonb) AS t (id bigint, due_at timestamptz, reason text)
WHERE m.id = t.id AND m.state IN ('planned', 'approved', 'put_off')
"""
_LINES = """
UPDATE outreach_message AS m SET lines = t.lines FROM jsonb_to_recordset(%s::jsonb) AS t (id bigint, lines jsonb)
WHERE m.id = t.id AND m.lines <> t.lines
"""


def claim(channel: str, *, at: datetime, most: int) -> dict[int, int]:
    """Take messages that are due on a channel for a while, and return the person of each by its number."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [channel, at, most, at + LEASE])
        return dict(cursor.fetchall())


def still_waiting(numbers: Sequence[int]) -> list[Message]:
    """Return those messages that wait still, as they stand now, the earliest planned first."""
    return list(Message.objects.filter(id__in=numbers, state__in=WAITING).order_by("planned_at", "id"))


def put_back(numbers: Mapping[int, datetime], *, reasons: Mapping[int, str] | None = None) -> None:
    """Let messages be looked at again at an instant each, with a reason where there is one to remember."""
    if not numbers:
        return
    told = [
        {"id": number, "due_at": due_at.isoformat()} | ({"reason": reasons[number]} if reasons else {})
        for number, due_at in numbers.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_PUT_BACK, [json.dumps(told)])


def replace_lines(lines: Mapping[int, Sequence[DeliveryLine]]) -> None:
    """Write down what messages tell of now, in place of what was planned."""
    told = [{"id": number, "lines": [line._asdict() for line in some]} for number, some in lines.items()]
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [json.dumps(told)])
