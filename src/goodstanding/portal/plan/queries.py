"""What the page of a plan shows: its instalments as they stand, what may be taken, and by which card or account."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from goodstanding.arrangements.plan.operations.authorising import Offered, offered_authority
from goodstanding.arrangements.plan.operations.autopay import ON_ITS_WAY
from goodstanding.arrangements.plan.queries import open_plan
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.queries.counting import mandate_that_counts
from goodstanding.payments.models.gateway import Payment
from goodstanding.portal.pay.queries import PayPage


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment that is still to come, in all or in part."""

    due_date: date
    left: Amount
    is_late: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan for its payer. `label` names the card or account from which it is taken, where it is."""

    plan_id: int
    is_paused: bool
    parts: tuple[Part, ...]
    left: Amount
    is_taken: bool
    label: str
    is_on_its_way: bool
    """A payment with which a mandate is left was begun, and the provider has not confirmed it yet."""
    offered: Offered | None


def plan_page(page: PayPage, *, language: str, at: datetime) -> PlanPage | None:
    """Return the open plan of a page's account, or None where it has none."""
    found = open_plan(page.debt_id, as_of=at.astimezone(UTC).date())
    if found is None:
        return None
    mandate = mandate_that_counts(found.mandate_id, day=at.astimezone(UTC).date())
    begun = Payment.objects.filter(
        debt_id=page.debt_id, key__startswith=f"plan:{found.plan_id}:autopay:", state__in=ON_ITS_WAY
    )
    return PlanPage(
        plan_id=found.plan_id,
        is_paused=found.state == "paused",
        parts=tuple(
            Part(one.instalment.due_date, Amount(one.left_minor, found.currency), one.state == "missed")
            for one in found.standing.instalments
            if one.left_minor
        ),
        left=Amount(found.standing.left_minor, found.currency),
        is_taken=mandate is not None,
        label=mandate.label if mandate else "",
        is_on_its_way=begun.exists(),
        offered=offered_authority(found, reference=page.reference, language=language, at=at),
    )
