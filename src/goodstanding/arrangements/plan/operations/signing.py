"""Part of deeds on plans: every version of a plan is signed as an agreement, which says in plain words what follows.

The plan itself does what its agreement says: reminders, default, taking up again. So no job runs these agreements, and
nothing is done twice.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate
from typing import NamedTuple

from goodstanding.arrangements.agreement.document import Agreement
from goodstanding.arrangements.agreement.document import Instalment as Payment
from goodstanding.arrangements.agreement.operations.signing import put_down
from goodstanding.arrangements.agreement.terms import Mending, Terms, of_plan
from goodstanding.arrangements.models import Agreement as AgreementRow
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.receivables.models import Debt

DAYS_MOST = 9999
"""What an agreement can say of days and times; more than that is no bound."""


class SoFar(NamedTuple):
    """What became of a plan before a version: missed instalments put off in a row, takings up again, and money."""

    put_off: int = 0
    reinstated: int = 0
    paid_minor: int = 0


NOTHING_YET = SoFar()


def agreement_of(
    debt: Debt,
    instalments: Sequence[Instalment],
    *,
    reference: str,
    begins_date: date,
    policy: PlanPolicy,
    so_far: SoFar = NOTHING_YET,
) -> Agreement:
    """Return what is signed with a plan: its payments, when it is broken, when it is mended, and when it is over.

    What falls due on one day, such as an instalment and an extra payment, is one payment. What was put off counts as
    missed until the next payment is there, so fewer may be missed until then.
    """
    due: dict[date, int] = {}
    for one in instalments:
        due[one.due_date] = due.get(one.due_date, 0) + one.amount_minor
    payments = [Payment(day, due[day]) for day in sorted(due)]
    paid = sum(minor <= so_far.paid_minor for minor in accumulate(one.amount_minor for one in payments))
    left = policy.reinstatements_most - so_far.reinstated
    return of_plan(
        Terms(
            reference=reference, debt_id=debt.pk, debtor_id=debt.debtor_id, client_id=debt.client_id,
            currency=debt.currency, begins_date=begins_date,
            owed_minor=sum(one.amount_minor for one in instalments),
            instalments=payments, grace_days=policy.grace_days,
            # Where there are fewer payments than may be missed, the last of them counts.
            missed_most=min(policy.missed_most, len(payments)),
            first_number=min(paid + 1, len(payments)),
            first_most=max(1, policy.missed_most - so_far.put_off) if so_far.put_off else None,
            interest=policy.interest,
        ),
        mending=Mending(_said(policy.reinstate_days), _said(left)) if left > 0 else None,
    )  # fmt: skip


def sign_version(
    debt: Debt,
    instalments: Sequence[Instalment],
    *,
    plan_id: int,
    number: int,
    begins_date: date,
    policy: PlanPolicy,
    so_far: SoFar,
    at: datetime,
    entry_id: int,
) -> AgreementRow:
    """Sign a version of a plan: the first as plan-7, later ones as plan-7-2; the deed's entry tells its hash."""
    reference = f"plan-{plan_id}" if number == 1 else f"plan-{plan_id}-{number}"
    made = agreement_of(debt, instalments, reference=reference, begins_date=begins_date, policy=policy, so_far=so_far)
    return put_down(made, debts=[debt], at=at, entry_id=entry_id)


def _said(number: int) -> int | None:
    return number if number <= DAYS_MOST else None
