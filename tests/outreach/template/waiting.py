"""Messages that wait, for the tests of facts and of rendering."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from goodstanding.outreach.sending.house import Waiting

NINE = datetime(2026, 6, 15, 13, tzinfo=UTC)
PLAIN = Waiting(
    message_id=1, key="act:1", origin="night", channel="email", person_id=1, client_id=1, contact_point_id=None,
    lines=(), template="reminder", language="en", tone="friendly", purpose="payment_reminder", fields={}, strategy="",
    edition=0, step="", is_optional=False, answers_id=None, planned_at=NINE, not_before=NINE,
    not_after=NINE + timedelta(hours=9), attempt=0, by="operator",
)  # fmt: skip


def waiting(**more: Any) -> Waiting:
    """Return a message that waits, with some of it otherwise."""
    return replace(PLAIN, **more)
