"""The cast of these tests: a debtor, her attorney, and whoever acts on them."""

from datetime import UTC, datetime, timedelta

from goodstanding.access.permission import Actor, Scope
from goodstanding.access.role import Role
from goodstanding.evidence.models import Body, Entry
from goodstanding.parties.operations import person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
HARBOUR, MEADOW = 1, 2
"""Two clients."""

COLLECTOR = Actor("user:1", frozenset({Role.COLLECTOR}))
SUPERVISOR = Actor("user:2", frozenset({Role.SUPERVISOR}))
OFFICER = Actor("user:3", frozenset({Role.COMPLIANCE_OFFICER}))
AUDITOR = Actor("user:4", frozenset({Role.AUDITOR}))
MEADOW_COLLECTOR = Actor("user:5", frozenset({Role.COLLECTOR}), Scope(frozenset({MEADOW})))


def willow(reference: str = "0042", *, issuer_id: int = HARBOUR, name: str = "Willow Fern") -> int:
    """A debtor of Harbour's."""
    return person.register(name, issuer_id=issuer_id, reference=reference, by=SUPERVISOR, at=NOON)


def last_entry() -> Entry:
    """The entry appended last."""
    return Entry.objects.latest("position")


def words_of(entry: Entry) -> str:
    """The whole body of an entry."""
    return bytes(Body.objects.get(entry=entry).body).decode()
