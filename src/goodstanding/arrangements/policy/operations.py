"""Setting what the house agrees to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.models import ArrangementPolicy
from goodstanding.arrangements.policy import policy
from goodstanding.evidence.operations import allot, append
from goodstanding.receivables.models import Portfolio


@transaction.atomic
def set_policy(
    kind: str,
    values: Mapping[str, Any],
    *,
    portfolio_id: int | None = None,
    effective_date: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Set the policy of a kind from a day on, for a portfolio or the whole house; what is not named is the default.

    What was agreed before keeps the policy it was agreed under. Raises PolicyRefused and PermissionRefused.
    """
    portfolio = Portfolio.objects.filter(id=portfolio_id).first() if portfolio_id is not None else None
    if portfolio_id is not None and portfolio is None:
        raise policy.PolicyRefused(f"There is no portfolio {portfolio_id}.")
    client_id = portfolio.client_id if portfolio else None
    require(by, "arrangements.set_policy", client_id=client_id, portfolio_id=portfolio_id)
    policy.read(kind, values)
    entry_id = allot()
    row = ArrangementPolicy.objects.create(
        kind=kind, portfolio=portfolio, effective_date=effective_date or at.date(), values=dict(values),
        recorded_at=at, entry_id=entry_id,
    )  # fmt: skip
    append(
        "arrangements.policy_set", by=by.name, at=at,
        subjects=[f"portfolio:{portfolio_id}"] if portfolio else ["house"],
        facts={"kind": kind, "values": dict(values), "effective_date": row.effective_date.isoformat()},
        entry_id=entry_id,
    )  # fmt: skip
    return row.pk
