"""A role given to somebody for a time and within a scope; and what somebody may do who holds several.

For the operations that give and end roles, and for the doors, which turn a user into an actor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from goodstanding.access.permission import EVERYTHING, OUTSIDERS, Actor, Grant, Scope
from goodstanding.access.role import Role
from goodstanding.refusal import Refusal


class AssignmentRefused(Refusal):
    """A role cannot be given or ended like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One role of one user. Instants are UTC: from `starts_at` inclusive to `ends_at` exclusive; None is open."""

    role: Role
    scope: Scope
    starts_at: datetime
    ends_at: datetime | None = None

    def is_in_force(self, at: datetime) -> bool:
        """Say whether the role is held at an instant."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


def role_named(text: str) -> Role:
    """Return the role of that name, with blanks or dashes between its words, or raise AssignmentRefused."""
    word = " ".join(text.lower().replace("-", " ").replace("_", " ").split())
    if word not in {role.value for role in Role}:
        raise AssignmentRefused(f"There is no role {text[:40]!r}; the roles are {', '.join(Role)}.")
    return Role(word)


def check(role: Role, scope: Scope, *, giver: str, receiver: str) -> None:
    """Refuse to give a role to oneself, to outsiders without their clients, or for portfolios of unnamed clients."""
    if giver == receiver:
        raise AssignmentRefused("Nobody gives a role to themselves; somebody else has to.")
    if role in OUTSIDERS and not scope.clients:
        raise AssignmentRefused(f"Name the clients of this {role}: without them they would see nothing.")
    if scope.portfolios and not scope.clients:
        raise AssignmentRefused("Name the clients that these portfolios belong to.")


def actor(name: str, assignments: Iterable[Assignment], *, at: datetime) -> Actor:
    """Return whoever holds these assignments as an actor; only those in force at the instant count.

    Roles held within the widest scope stand first; the others follow, each with its own scope.
    """
    held = _joined(one for one in assignments if one.is_in_force(at))
    if not held:
        return Actor(name)
    scopes = list(dict.fromkeys(grant.scope for grant in held))
    main = EVERYTHING if EVERYTHING in scopes else scopes[0]
    return Actor(
        name,
        roles=frozenset(grant.role for grant in held if grant.scope == main),
        scope=main,
        also=tuple(grant for grant in held if grant.scope != main),
    )


def _joined(assignments: Iterable[Assignment]) -> list[Grant]:
    """Return each role with its scopes; scopes of one role that name only clients become one scope."""
    clients: dict[Role, frozenset[int]] = {}
    grants: set[Grant] = set()
    for one in assignments:
        if one.scope.clients and not one.scope.portfolios and not one.scope.teams:
            clients[one.role] = clients.get(one.role, frozenset()) | one.scope.clients
        else:
            grants.add(Grant(one.role, one.scope))
    grants |= {Grant(role, Scope(named)) for role, named in clients.items()}
    return sorted(grants, key=_order)


def _order(grant: Grant) -> tuple[Role, list[int], list[int], list[str]]:
    """Return what grants are sorted by, so that the same assignments always make the same actor."""
    return grant.role, sorted(grant.scope.clients), sorted(grant.scope.portfolios), sorted(grant.scope.teams)
