"""Setting up the plan that was shown, and another in the place of one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, may, require
from goodstanding.arrangements.models import Plan
from goodstanding.arrangements.plan import life
from goodstanding.arrangements.plan.operations.affording import refuse_unaffordable
from goodstanding.arrangements.plan.operations.proposing import Proposal, begins_on, day_of, proposal_of
from goodstanding.arrangements.plan.operations.resting import settle_rest
from goodstanding.arrangements.plan.operations.writing import Making, PlanRefused, say, told_of, write_version
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of, plans_of
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.operations.waiving import waive
from goodstanding.ledger.posting import Part
from goodstanding.outreach.contact import CHANNELS
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.payments.models.gateway import Mandate
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt


@transaction.atomic
def set_up_plan(
    debt_id: int,
    terms: Terms,
    *,
    key: str,
    agreed_hash: str,
    channel: str,
    evidence: str,
    mandate_id: int | None = None,
    override_reason: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Set up the plan that was shown, and return its number; the same key again returns the same plan.

    `agreed_hash` is the document hash of the proposal that somebody agreed to. Raises PlanRefused where the plan is
    another by now, another one is open, or it is outside the policy; AboveSurplus, which nobody can override;
    NoSuchDebt, DebtWithdrawn, TermsRefused and PermissionRefused. Locks the debt's account.
    """
    known = Plan.objects.filter(key=key, debt_id=debt_id).values_list("id", flat=True).first()
    if known is not None:
        return known
    debt = held_debt(debt_id, permission="plans.agree", by=by)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    others = [one for one in plans_of(debt_id, as_of=day_of(at)) if one.is_open]
    if others:
        raise PlanRefused(f"Plan {others[0].plan_id} of this debt is open; change it, or renegotiate it.")
    proposal = proposal_of(debt, terms, renegotiates_id=None, waived_minor=0, at=at)
    agreed = _Agreed(key, agreed_hash, channel, evidence, mandate_id, override_reason)
    return _set_up(debt, proposal, agreed, before=None, waived=(), by=by, at=at)


@transaction.atomic
def renegotiate_plan(
    plan_id: int,
    terms: Terms,
    *,
    key: str,
    agreed_hash: str,
    channel: str,
    evidence: str,
    reason: str,
    waivers: Sequence[Part] = (),
    mandate_id: int | None = None,
    override_reason: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Close a plan and set up another in its place, with what is waived for it; return the new plan's number.

    Raises what setting up raises, PlanRefused where the plan is paid off or was renegotiated before, and what waiving
    raises. Locks the debt's account.
    """
    known = Plan.objects.filter(key=key).values_list("id", flat=True).first()
    if known is not None:
        return known
    found = plan_of(plan_id, as_of=day_of(at))
    debt = held_debt(found.debt_id, permission="plans.change", by=by)
    require(by, "plans.agree", client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    before = _renegotiable(plan_id, reason=reason, at=at)
    proposal = proposal_of(
        debt, terms, renegotiates_id=plan_id, waived_minor=sum(one.amount_minor for one in waivers), at=at
    )
    if waivers:
        waive(
            debt.pk, list(waivers), kind="waiver", reason=reason, reference=f"plan {plan_id}",
            effective_date=day_of(at), by=by, at=at, portfolio_id=debt.portfolio_id,
        )  # fmt: skip
    say(plan_id, "renegotiated", starts_date=day_of(at), reason=reason, at=at, entry_id=allot())
    settle_rest(plan_of(plan_id, as_of=day_of(at)), debt, by=by, at=at)
    agreed = _Agreed(key, agreed_hash, channel, evidence, mandate_id, override_reason, reason)
    return _set_up(debt, proposal, agreed, before=before, waived=waivers, by=by, at=at)


def _renegotiable(plan_id: int, *, reason: str, at: datetime) -> PlanStanding:
    """Return a plan whose place another may take; raises PlanRefused."""
    found = plan_of(plan_id, as_of=day_of(at))
    if not life.may_say("renegotiated", found.state):
        raise PlanRefused(f"Plan {plan_id} is {found.state}, so it is not renegotiated.")
    if not reason.strip():
        raise PlanRefused("Say why the plan is renegotiated.")
    others = [one for one in plans_of(found.debt_id, as_of=day_of(at)) if one.is_open and one.plan_id != plan_id]
    if others:
        raise PlanRefused(f"Plan {others[0].plan_id} of this debt is open.")
    return found


@dataclass(frozen=True, slots=True)
class _Agreed:
    key: str
    agreed_hash: str
    channel: str
    evidence: str
    mandate_id: int | None
    override_reason: str
    reason: str = ""


def _set_up(
    debt: Debt,
    proposal: Proposal,
    agreed: _Agreed,
    *,
    before: PlanStanding | None,
    waived: Sequence[Part],
    by: Actor,
    at: datetime,
) -> int:
    _refuse(debt, proposal, agreed, by=by)
    except_plan = before.plan_id if before else None
    refuse_unaffordable(debt, proposal.terms, proposal.instalments, except_plan=except_plan, at=at)
    today, entry_id = day_of(at), allot()
    row = Plan.objects.create(
        debt=debt,
        currency=debt.currency,
        key=agreed.key,
        begins_date=begins_on(debt.pk, at=at),
        grace_days=proposal.policy.grace_days,
        conditions=asdict(proposal.policy),
        channel=agreed.channel,
        evidence=agreed.evidence,
        document_hash=proposal.document_hash,
        renegotiates_id=except_plan,
        restructures=before.restructures + 1 if before else 0,
        recorded_at=at,
        entry_id=entry_id,
    )
    version = write_version(
        Making(debt, row.pk, row.begins_date, proposal.policy), proposal.instalments, terms=proposal.terms,
        cause="agreed", reason=agreed.reason, at=at, entry_id=entry_id,
    )  # fmt: skip
    if agreed.mandate_id is not None:
        say(row.pk, "autopay", starts_date=today, mandate_id=agreed.mandate_id, at=at, entry_id=entry_id)
    settle_rest(plan_of(row.pk, as_of=today), debt, by=by, at=at)
    append(
        "arrangements.plan_set_up" if before is None else "arrangements.plan_renegotiated",
        by=by.name, at=at, subjects=[*about(debt), f"plan:{row.pk}"],
        facts=_told(row.pk, proposal, agreed, before=before, waived=waived) | told_of(version.agreement),
        entry_id=entry_id,
    )  # fmt: skip
    return row.pk


def _told(
    plan_id: int, proposal: Proposal, agreed: _Agreed, *, before: PlanStanding | None, waived: Sequence[Part]
) -> dict[str, object]:
    """Return what the evidence entry of a plan tells."""
    return {
        "plan": plan_id, "document_hash": proposal.document_hash, "count": proposal.cost.count,
        "total_minor": proposal.cost.total_minor,
        "currency": proposal.terms.currency, "first_date": proposal.cost.first_date.isoformat(),
        "last_date": proposal.cost.last_date.isoformat(), "channel": agreed.channel, "evidence": agreed.evidence,
        "mandate": agreed.mandate_id, "override": agreed.override_reason,
        "renegotiates": before.plan_id if before else None, "reason": agreed.reason,
        "balloon_source": proposal.terms.balloon_source,
        "waived": [[one.item_id, one.component, one.amount_minor] for one in waived],
    }  # fmt: skip


def _refuse(debt: Debt, proposal: Proposal, agreed: _Agreed, *, by: Actor) -> None:
    found = list(proposal.refused)
    if agreed.agreed_hash != proposal.document_hash:
        found.append("This is not the plan that was shown; look at it again before agreeing.")
    if agreed.channel not in CHANNELS:
        found.append(f"{agreed.channel!r} is not a channel. It is one of {', '.join(CHANNELS)}.")
    if not agreed.evidence.strip():
        found.append("Say where the agreement can be seen or heard, for instance: call note 12.")
    if agreed.mandate_id is not None:
        found += _mandate_faults(debt, agreed.mandate_id)
    if proposal.outside_policy and not _overrides(debt, agreed, by=by):
        found += proposal.outside_policy
    if found:
        raise PlanRefused(" ".join(found))


def _overrides(debt: Debt, agreed: _Agreed, *, by: Actor) -> bool:
    """Say whether somebody who may, says why the plan is agreed to outside the policy."""
    reason = agreed.override_reason.strip()
    return bool(reason) and may(by, "plans.override", client_id=debt.client_id, portfolio_id=debt.portfolio_id)


def _mandate_faults(debt: Debt, mandate_id: int) -> list[str]:
    row = Mandate.objects.filter(id=mandate_id).first()
    if row is None or row.person_id != debt.debtor_id:
        return [f"There is no mandate {mandate_id} of this person."]
    return [f"Mandate {mandate_id} ended on {row.ended_at.date()}."] if row.ended_at else []
