"""Part of deeds on plans: no plan above documented surplus, its balloon included."""

from collections.abc import Sequence
from datetime import datetime

from goodstanding.arrangements.affordability.operations import AboveSurplus, refuse_above_surplus
from goodstanding.arrangements.affordability.queries import surplus_of
from goodstanding.arrangements.plan import bounds
from goodstanding.arrangements.plan.schedule import Instalment, monthly_minor
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.receivables.models import Debt


def refuse_unaffordable(
    debt: Debt, terms: Terms, instalments: Sequence[Instalment], *, except_plan: int | None, at: datetime
) -> None:
    """Raise AboveSurplus where a month is above documented surplus, or a balloon is and nobody said from what it comes.

    Nobody can override either. Keeps the person's row until the transaction ends.
    """
    if debt.debtor_id is None:
        return
    refuse_above_surplus(
        debt.debtor_id, monthly_minor(terms, instalments), debt.currency, except_plan=except_plan, at=at
    )
    known = surplus_of(debt.debtor_id, at=at, except_plan=except_plan)
    above = bounds.balloon_fault(terms, instalments, free_minor=known.free_minor) if known else None
    if above is not None:
        raise AboveSurplus(above)
