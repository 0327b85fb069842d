"""A role handed to a colleague for a while: no wider and no longer than the giver's own, and never to oneself.

For a holiday or a sick day. A delegation always has an end, and it is written down as an assignment of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.access.assignment import Assignment
from goodstanding.access.permission import OUTSIDERS, Scope
from goodstanding.access.role import Role
from goodstanding.refusal import Refusal

LONGEST = timedelta(days=92)
"""A rule of good housekeeping, not of law: whoever is away for longer is replaced by an assignment."""


class DelegationRefused(Refusal):
    """A role cannot be delegated like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """One role from one user to another. Instants are UTC; `starts_at` inclusive, `ends_at` exclusive."""

    giver: str
    receiver: str
    role: Role
    scope: Scope
    starts_at: datetime
    ends_at: datetime


def check(delegation: Delegation, *, held: Iterable[Assignment]) -> None:
    """Raise DelegationRefused unless one assignment that the giver holds covers the delegation in full."""
    if delegation.giver == delegation.receiver:
        raise DelegationRefused("Nobody delegates a role to themselves.")
    if delegation.role in OUTSIDERS:
        raise DelegationRefused(f"The role of {delegation.role} is not delegated; let the other person in instead.")
    if delegation.ends_at <= delegation.starts_at:
        raise DelegationRefused("A delegation ends after it starts.")
    if delegation.ends_at - delegation.starts_at > LONGEST:
        raise DelegationRefused(f"A delegation lasts {LONGEST.days} days at most; assign the role instead.")
    own = [one for one in held if one.role == delegation.role and one.is_in_force(delegation.starts_at)]
    if not own:
        raise DelegationRefused(f"You are no {delegation.role} then, so you cannot delegate it.")
    wide_enough = [one for one in own if one.scope.contains(delegation.scope)]
    if not wide_enough:
        raise DelegationRefused("You cannot delegate more than the clients, portfolios and teams you have yourself.")
    if all(one.ends_at is not None and one.ends_at < delegation.ends_at for one in wide_enough):
        raise DelegationRefused("You cannot delegate a role for longer than you hold it yourself.")
