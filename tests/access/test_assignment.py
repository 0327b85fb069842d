"""Assignments begin and end to the instant, and several make one actor."""

from datetime import timedelta

import pytest

from goodstanding.access.assignment import Assignment, AssignmentRefused, actor, check, role_named
from goodstanding.access.permission import EVERYTHING, Grant, Scope
from goodstanding.access.role import Role
from tests.access.cast import HARBOUR, MEADOW, NOON

SECOND = timedelta(seconds=1)
HARBOUR_ONLY = Scope(frozenset({HARBOUR}))


def test_an_assignment_holds_from_its_start_to_before_its_end() -> None:
    given = Assignment(Role.COLLECTOR, EVERYTHING, NOON, NOON + SECOND)
    assert given.is_in_force(NOON) and not given.is_in_force(NOON - SECOND)
    assert not given.is_in_force(NOON + SECOND)


def test_clients_of_one_role_are_joined_and_roles_kept_apart() -> None:
    held = [
        Assignment(Role.COLLECTOR, HARBOUR_ONLY, NOON),
        Assignment(Role.COLLECTOR, Scope(frozenset({MEADOW})), NOON),
        Assignment(Role.AUDITOR, EVERYTHING, NOON),
        Assignment(Role.ADMINISTRATOR, EVERYTHING, NOON, NOON),
    ]
    person = actor("user:1", held, at=NOON)
    assert (person.roles, person.scope) == (frozenset({Role.AUDITOR}), EVERYTHING)
    assert person.also == (Grant(Role.COLLECTOR, Scope(frozenset({HARBOUR, MEADOW}))),)
    assert person == actor("user:1", reversed(held), at=NOON)


def test_nobody_without_assignments_has_a_role() -> None:
    assert actor("user:1", [], at=NOON).grants == ()


@pytest.mark.parametrize("text", ["compliance officer", "Compliance-Officer", "compliance_officer"])
def test_a_role_is_named_as_people_write_it(text: str) -> None:
    assert role_named(text) is Role.COMPLIANCE_OFFICER


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(AssignmentRefused, match="the roles are collector"):
        role_named("king")


@pytest.mark.parametrize(
    ("role", "scope", "receiver", "sentence"),
    [
        (Role.AUDITOR, EVERYTHING, "user:1", "to themselves"),
        (Role.CLIENT_USER, EVERYTHING, "user:2", "Name the clients of this client user"),
        (Role.AGENCY_USER, Scope(teams=frozenset({"early"})), "user:2", "Name the clients"),
        (Role.COLLECTOR, Scope(portfolios=frozenset({1})), "user:2", "these portfolios belong to"),
    ],
)
def test_what_is_not_given(role: Role, scope: Scope, receiver: str, sentence: str) -> None:
    with pytest.raises(AssignmentRefused, match=sentence):
        check(role, scope, giver="user:1", receiver=receiver)


def test_what_is_given() -> None:
    check(Role.CLIENT_USER, HARBOUR_ONLY, giver="user:1", receiver="user:2")
