"""What is known of plans before they begin, and the chance in use."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from goodstanding.arrangements.affordability.chance.feature import Features
from goodstanding.arrangements.affordability.chance.fitted import Fitted, loaded
from goodstanding.arrangements.affordability.chance.fitting import Finished
from goodstanding.arrangements.affordability.queries import surplus_of
from goodstanding.arrangements.models import Plan
from goodstanding.arrangements.plan.queries import plans_with
from goodstanding.arrangements.queries import promises_of
from goodstanding.receivables.models import Debt, Item

FILE = "plan_chance.json"
KEPT, NOT_KEPT = ("completed",), ("defaulted", "cancelled")


def fitted_in_use() -> Fitted | None:
    """Return what was fitted last on this house's plans, or None; raises FittedRefused where it was changed."""
    file = Path(settings.DATA_FOLDER) / FILE
    return loaded(file.read_text(encoding="utf-8")) if file.exists() else None


def features_of(
    debt_id: int,
    *,
    monthly_minor: int,
    months: int,
    has_mandate: bool,
    on_payday: bool,
    at: datetime,
    except_plan: int | None = None,
) -> Features:
    """Return what is known at an instant of a plan on a debt that begins then."""
    debt, day = Debt.objects.get(account_id=debt_id), at.date()
    states = [one.state for one in promises_of(debt_id, as_of=day, known_at=at)]
    person = debt.debtor_id
    surplus = None if person is None else surplus_of(person, at=at, except_plan=except_plan)
    first = Item.objects.filter(debt=debt, withdrawn_at=None).order_by("due_date").first()
    return Features(
        monthly_minor=monthly_minor,
        surplus_minor=None if surplus is None else surplus.free_minor,
        promises_kept=states.count("kept"),
        promises_broken=states.count("broken"),
        months=max(months, 1),
        has_mandate=has_mandate,
        arrears_days=0 if first is None else max(0, (day - first.due_date).days),
        on_payday=on_payday,
    )


def finished_plans(*, at: datetime) -> list[Finished]:
    """Return the plans that are over, each with what was known when it was agreed, and whether it was paid off."""
    found = []
    for plan in plans_with(Plan.objects.order_by("id").values_list("id", flat=True), as_of=at.date()):
        if plan.state not in (*KEPT, *NOT_KEPT):
            continue
        # Nothing that was learned later may help to foretell: the features are those of the day of agreement.
        features = features_of(
            plan.debt_id, monthly_minor=plan.monthly_minor, months=len(plan.schedule),
            has_mandate=plan.mandate_id is not None, on_payday=plan.terms.rhythm.days_after > 0, at=plan.recorded_at,
            except_plan=plan.plan_id,
        )  # fmt: skip
        found.append(Finished(features, plan.state in KEPT))
    return found
