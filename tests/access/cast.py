"""The cast of these tests: an actor of every role, at one client, and everywhere."""

from datetime import UTC, datetime

from goodstanding.access.permission import EVERYTHING, Actor, Scope
from goodstanding.access.role import Role

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HARBOUR, MEADOW = 1, 2
"""Two clients."""


def at_harbour(role: Role) -> Actor:
    """Somebody of a role at the client Harbour alone."""
    return Actor(f"user:{role}", frozenset({role}), Scope(clients=frozenset({HARBOUR})))


def everywhere(role: Role) -> Actor:
    """Somebody of a role without limits of scope."""
    return Actor(f"user:{role}", frozenset({role}), EVERYTHING)
