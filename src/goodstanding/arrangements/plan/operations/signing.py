"""Part of deeds on plans: every version of a plan is signed as an agreement, which says in plain words what follows.

The plan itself does what its agreement says: reminders, default, taking up again. So no job runs these agreements, and
nothing is done twice.
"""

from collections.abc import Sequence
from datetime import date, datetime

from goodstanding.arrangements.agreement.document import Agreement
from goodstanding.arrangements.agreement.document import Instalment as Payment
from goodstanding.arrangements.agreement.operations.signing import put_down
from goodstanding.arrangements.agreement.terms import Terms, of_plan
from goodstanding.arrangements.models import Agreement as AgreementRow
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.receivables.models import Debt


def agreement_of(
    debt: Debt, instalments: Sequence[Instalment], *, reference: str, begins_date: date, policy: PlanPolicy
) -> Agreement:
    """Return what is signed with a plan: its payments, when it is broken, when it is mended, and when it is over.

    What falls due on one day, such as an instalment and an extra payment, is one payment.
    """
    due: dict[date, int] = {}
    for one in instalments:
        due[one.due_date] = due.get(one.due_date, 0) + one.amount_minor
    payments = [Payment(day, due[day]) for day in sorted(due)]
    return of_plan(
        Terms(
            reference=reference, debt_id=debt.pk, debtor_id=debt.debtor_id, client_id=debt.client_id,
            currency=debt.currency, begins_date=begins_date,
            owed_minor=sum(one.amount_minor for one in instalments),
            instalments=payments, grace_days=policy.grace_days,
            # Where there are fewer payments than may be missed, the last of them counts.
            missed_most=min(policy.missed_most, len(payments)),
        ),
        is_mended=policy.reinstatements_most > 0,
    )  # fmt: skip


def sign_version(
    debt: Debt,
    instalments: Sequence[Instalment],
    *,
    plan_id: int,
    number: int,
    begins_date: date,
    policy: PlanPolicy,
    at: datetime,
    entry_id: int,
) -> AgreementRow:
    """Sign a version of a plan: the first as plan-7, later ones as plan-7-2; the deed's entry tells its hash."""
    reference = f"plan-{plan_id}" if number == 1 else f"plan-{plan_id}-{number}"
    made = agreement_of(debt, instalments, reference=reference, begins_date=begins_date, policy=policy)
    return put_down(made, debts=[debt], at=at, entry_id=entry_id)
