"""Questions about policies: the one in force for a portfolio on a day."""

from datetime import date, datetime

from goodstanding.arrangements.models import ArrangementPolicy
from goodstanding.arrangements.policy.policy import (
    ConfirmingPolicy,
    Kind,
    PlanPolicy,
    Policy,
    PromisePolicy,
    kept,
)


def policy_of(kind: Kind, portfolio_id: int | None, *, day: date, known_at: datetime | None = None) -> Policy:
    """Return the policy of a kind in force for a portfolio on a day: its own, else the house's, else the defaults."""
    rows = ArrangementPolicy.objects.filter(kind=kind, effective_date__lte=day).order_by("-effective_date", "-id")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    own = rows.filter(portfolio_id=portfolio_id).first() if portfolio_id is not None else None
    row = own or rows.filter(portfolio__isnull=True).first()
    return kept(kind, row.values if row else {})


def promise_policy(portfolio_id: int | None, *, day: date) -> PromisePolicy:
    """Return how far a promise may be missed."""
    found = policy_of("promise", portfolio_id, day=day)
    assert isinstance(found, PromisePolicy), "A policy is of its kind."
    return found


def plan_policy(portfolio_id: int | None, *, day: date) -> PlanPolicy:
    """Return which plans are agreed to."""
    found = policy_of("plan", portfolio_id, day=day)
    assert isinstance(found, PlanPolicy), "A policy is of its kind."
    return found


def confirming_policy(portfolio_id: int | None, *, day: date) -> ConfirmingPolicy:
    """Return what is written by itself."""
    found = policy_of("confirming", portfolio_id, day=day)
    assert isinstance(found, ConfirmingPolicy), "A policy is of its kind."
    return found
