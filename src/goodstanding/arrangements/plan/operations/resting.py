"""Part of deeds on plans: the debt's own interest rests while a plan is open, and runs again once it is over.

A plan bears no interest, so with the debt's own at rest it ends at zero to the cent. The rest is a freeze of the ledger
(see ledger.operations.freezing) that names its plan; how the plan stands says whether it should be there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from goodstanding.access.permission import Actor
from goodstanding.arrangements.plan.operations.proposing import day_of
from goodstanding.arrangements.plan.queries import PlanStanding
from goodstanding.ledger.interest.queries import FreezeStanding, freezes_of
from goodstanding.ledger.operations.freezing import freeze_interest, unfreeze_interest
from goodstanding.receivables.models import Debt

ENDING = frozenset({"cancelled", "defaulted", "completed", "renegotiated", "reinstated"})
"""What is said of a plan that ends it, whatever was paid, or takes that back."""


def settle_rest(found: PlanStanding, debt: Debt, *, by: Actor, at: datetime) -> bool:
    """Let interest rest if the plan is open, and run if it is not; return whether anything changed.

    Safe to call again; the debt is held. Under a policy by which interest runs on, nothing is done.
    """
    freezes = freezes_of([debt.pk])
    resting = _resting(found, freezes)
    if _is_settled(found, resting):
        return False
    if found.is_open:
        freeze_interest(
            debt.pk, starts_date=_first_day(found, freezes, today=day_of(at)), ends_date=None,
            reference=_reference(found), reason=f"Plan {found.plan_id} is open.", by=by, at=at,
            portfolio_id=debt.portfolio_id,
        )  # fmt: skip
        return True
    for one in resting:
        unfreeze_interest(
            one.freeze_id, ends_date=_last_day(found, one, today=day_of(at)), by=by, at=at,
            reason=f"Plan {found.plan_id} is {found.state}.", portfolio_id=debt.portfolio_id,
        )  # fmt: skip
    return True


def unsettled(plans: Iterable[PlanStanding]) -> Iterator[int]:
    """Yield the numbers of plans whose debt's interest rests and should not, or the other way round."""
    plans = list(plans)
    freezes: dict[int, list[FreezeStanding]] = {}
    for one in freezes_of({plan.debt_id for plan in plans}):
        freezes.setdefault(one.account_id, []).append(one)
    for plan in plans:
        if not _is_settled(plan, _resting(plan, freezes.get(plan.debt_id, []))):
            yield plan.plan_id


def _reference(found: PlanStanding) -> str:
    return f"plan:{found.plan_id}"


def _resting(found: PlanStanding, freezes: Iterable[FreezeStanding]) -> list[FreezeStanding]:
    """Return the freezes of a plan that nobody has ended."""
    return [one for one in freezes if one.reference == _reference(found) and one.ends_date is None]


def _is_settled(found: PlanStanding, resting: Sequence[FreezeStanding]) -> bool:
    return found.policy.interest != "rests" or found.is_open == bool(resting)


def _first_day(found: PlanStanding, freezes: Iterable[FreezeStanding], *, today: date) -> date:
    """Return the first day without interest: today, or the one after the last rest where no word closed the plan.

    What ended that rest was the last of the money, which bounced since: by the ledger the plan was open all along, or
    since it was taken up again. Interest charged for the days between is taken back by the next charge.
    """
    rests = [one for one in freezes if one.reference == _reference(found) and one.ends_date is not None]
    last = max(rests, key=lambda one: one.freeze_id, default=None)
    if last is None or last.ends_date is None:
        return max(found.begins_date, today)
    said = [one for one in found.words if one["word"] in ENDING and one["recorded_at"] > last.recorded_at]
    return max(found.begins_date, said[-1]["starts_date"]) if said else last.ends_date + timedelta(days=1)


def _last_day(found: PlanStanding, rest: FreezeStanding, *, today: date) -> date:
    """Return the last day without interest: today, or the one on which the last of the plan came in."""
    paid = max((one.paid_date for one in found.standing.instalments if one.paid_date), default=today)
    last = paid if found.standing.is_complete else today
    # The day before its start says that it never held.
    return max(last, rest.starts_date - timedelta(days=1))
