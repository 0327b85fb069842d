"""The bounds of a policy, each at the limit and one beyond."""

from datetime import date

import pytest

from goodstanding.arrangements.plan.bounds import document, faults
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.schedule import schedule
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.evidence.canonical import canonical

TERMS = Terms(10_000, "USD", date(2026, 7, 1), count=4, rhythm=Rhythm("month", 1, roll="none"))
PLAN = schedule(TERMS)


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        (PlanPolicy(instalment_least_minor=2_500), PlanPolicy(instalment_least_minor=2_501)),
        (PlanPolicy(instalments_most=4), PlanPolicy(instalments_most=3)),
        (PlanPolicy(days_most=92), PlanPolicy(days_most=91)),
        (PlanPolicy(down_least_ppm=0), PlanPolicy(down_least_ppm=1)),
    ],
)
def test_at_the_limit_and_beyond(within: PlanPolicy, beyond: PlanPolicy) -> None:
    assert list(faults(within, TERMS, PLAN)) == []
    assert len(list(faults(beyond, TERMS, PLAN))) == 1


def test_restructures_and_the_document() -> None:
    assert list(faults(PlanPolicy(restructures_most=1), TERMS, PLAN, restructures=1)) == []
    assert len(list(faults(PlanPolicy(restructures_most=1), TERMS, PLAN, restructures=2))) == 1
    one, other = (canonical(document(TERMS, PLAN, debt_id=debt, grace_days=3)) for debt in (1, 2))
    assert one != other
