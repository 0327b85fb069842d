"""Bounds: which plans a policy lets the house agree to, and what a plan is written down as when it is agreed.

The same bounds hold at every door: the desk, the command line, the portal and the programs that speak for people.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goodstanding.arrangements.plan.schedule import Instalment, balloon_minor
from goodstanding.arrangements.plan.terms import Terms, written
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.money.amount import Amount
from goodstanding.money.rate import PPM, Rate


def faults(
    policy: PlanPolicy, terms: Terms, instalments: Sequence[Instalment], *, restructures: int = 0
) -> Iterator[str]:
    """Yield what in a plan is outside the policy, as sentences."""
    yield from schedule_faults(policy, instalments, currency=terms.currency)
    if terms.down_minor * PPM < terms.total_minor * policy.down_least_ppm:
        yield f"A plan begins with a down payment of at least {Rate(policy.down_least_ppm)} of the whole."
    if restructures > policy.restructures_most:
        yield f"A plan takes the place of another at most {policy.restructures_most} times."


def schedule_faults(policy: PlanPolicy, instalments: Sequence[Instalment], *, currency: str) -> Iterator[str]:
    """Yield what in a schedule is outside the policy; the last instalment, which absorbs the rest, may be small."""
    least = policy.instalment_least_minor
    if any(one.amount_minor < least for one in instalments[:-1] if one.kind == "regular"):
        yield f"An instalment is at least {Amount(least, currency)}."
    if len(instalments) > policy.instalments_most:
        yield f"A plan has at most {policy.instalments_most} instalments; this one has {len(instalments)}."
    days = (instalments[-1].due_date - instalments[0].due_date).days
    if days > policy.days_most:
        yield f"A plan takes at most {policy.days_most:,} days; this one takes {days:,}."


def balloon_fault(terms: Terms, instalments: Sequence[Instalment], *, free_minor: int) -> str | None:
    """Say in a sentence what is missing where a balloon is above the surplus that is left; None where it is sound.

    A month's surplus does not pay a balloon, so whoever agrees to one says from what it will be paid.
    """
    minor = balloon_minor(terms, instalments)
    if minor <= free_minor or terms.balloon_source.strip():
        return None
    return (
        f"The last instalment of {Amount(minor, terms.currency)} is above documented surplus; say from what it will be "
        "paid, for instance: tax refund in April."
    )


def document(terms: Terms, instalments: Sequence[Instalment], *, debt_id: int, grace_days: int) -> Mapping[str, Any]:
    """Return a plan as it is agreed, in plain values without names; its hash stands in the evidence log."""
    return {
        "agreement": "plan",
        "debt": debt_id,
        "terms": written(terms),
        "grace_days": grace_days,
        "instalments": [[one.number, one.due_date.isoformat(), one.amount_minor, one.kind] for one in instalments],
        "total_minor": sum(one.amount_minor for one in instalments),
        "currency": terms.currency,
    }
