"""Policies are read with their defaults, and what cannot be meant is said."""

import pytest

from goodstanding.arrangements.policy.policy import DEFAULTS, KINDS, PlanPolicy, PolicyRefused, agreed, kept, read, told


@pytest.mark.parametrize("kind", KINDS)
def test_a_policy_is_read_as_it_is_told(kind: str) -> None:
    assert read(kind, told(read(kind, {}))) == DEFAULTS[kind]  # type: ignore[index]  # Every one of them.


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("plans", {}, "There is no policy of 'plans'"),
        ("plan", {"grace_day": 1}, "did you mean 'grace_days'"),
        ("plan", {"grace_days": -1}, "not below zero"),
        ("plan", {"grace_days": True}, "whole number"),
        ("plan", {"missed": "forget"}, "append, catch up"),
        ("plan", {"interest": "doubles"}, "interest is one of rests, runs"),
        ("plan", {"allows_interest": True}, "There is no value 'allows_interest'"),
        ("confirming", {"receipts": 1}, "yes or no"),
    ],
)
def test_what_cannot_be_meant(kind: str, values: dict[str, object], sentence: str) -> None:
    with pytest.raises(PolicyRefused, match=sentence):
        read(kind, values)


def test_values_are_kept() -> None:
    assert read("plan", {"missed": "catch up", "grace_days": 0}) == PlanPolicy(missed="catch up", grace_days=0)


def test_what_means_nothing_any_more_is_left_out_and_old_plans_keep_their_interest_running() -> None:
    assert kept("plan", {"allows_interest": True, "grace_days": 1}) == PlanPolicy(grace_days=1)
    assert agreed({"allows_interest": False, "grace_days": 1}) == PlanPolicy(grace_days=1, interest="runs")
    assert agreed(told(PlanPolicy())) == PlanPolicy()
