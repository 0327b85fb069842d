"""A delegation is never wider or longer than the giver's own role."""

from dataclasses import replace
from datetime import timedelta

import pytest

from goodstanding.access.assignment import Assignment
from goodstanding.access.delegation import LONGEST, Delegation, DelegationRefused, check
from goodstanding.access.permission import EVERYTHING, Scope
from goodstanding.access.role import Role
from tests.access.cast import HARBOUR, MEADOW, NOON

WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)
HARBOUR_ONLY = Scope(frozenset({HARBOUR}))
HELD = [Assignment(Role.SUPERVISOR, HARBOUR_ONLY, NOON, NOON + WEEK)]
FOR_A_WEEK = Delegation("user:1", "user:2", Role.SUPERVISOR, HARBOUR_ONLY, NOON, NOON + WEEK)


def test_a_role_is_delegated_up_to_ones_own() -> None:
    check(FOR_A_WEEK, held=HELD)
    check(replace(FOR_A_WEEK, ends_at=NOON + LONGEST), held=[replace(HELD[0], ends_at=None)])


@pytest.mark.parametrize(
    ("proposed", "sentence"),
    [
        (replace(FOR_A_WEEK, receiver="user:1"), "to themselves"),
        (replace(FOR_A_WEEK, role=Role.CLIENT_USER), "is not delegated"),
        (replace(FOR_A_WEEK, ends_at=NOON), "ends after it starts"),
        (replace(FOR_A_WEEK, ends_at=NOON + LONGEST + SECOND), "92 days at most"),
        (replace(FOR_A_WEEK, ends_at=NOON + WEEK + SECOND), "longer than you hold it"),
        (replace(FOR_A_WEEK, role=Role.ADMINISTRATOR), "You are no administrator then"),
        (replace(FOR_A_WEEK, starts_at=NOON - SECOND), "You are no supervisor then"),
        (replace(FOR_A_WEEK, scope=EVERYTHING), "more than the clients"),
        (replace(FOR_A_WEEK, scope=Scope(frozenset({HARBOUR, MEADOW}))), "more than the clients"),
    ],
)
def test_more_than_ones_own_is_refused(proposed: Delegation, sentence: str) -> None:
    with pytest.raises(DelegationRefused, match=sentence):
        check(proposed, held=HELD)
