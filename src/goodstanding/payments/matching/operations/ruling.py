"""Ending what was taught: what comes from a bank account no longer pays a debt by itself."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import append
from goodstanding.payments.models.matching import PayerRule
from goodstanding.refusal import Refusal


class NoSuchRule(Refusal):
    """There is no such rule, or it was ended already."""


@transaction.atomic
def end_rule(rule_id: int, *, by: Actor, at: datetime) -> None:
    """End a rule; what was matched by it stays. Raises NoSuchRule."""
    require(by, "cash.match")
    row = PayerRule.objects.select_for_update().filter(pk=rule_id, ended_at=None).first()
    if row is None:
        raise NoSuchRule(f"There is no rule {rule_id}, or it was ended already.")
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    append(
        "payments.payer_rule_ended",
        by=by.name,
        at=at,
        subjects=[f"debt:{row.debt_id}"],
        facts={"rule": rule_id, "debt": row.debt_id},
    )
