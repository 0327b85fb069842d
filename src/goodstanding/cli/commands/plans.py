"""`goodstanding plans`: show what a plan would cost, set it up, change it, and see how it stands."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.plan.operations.ending import cancel_plan
from goodstanding.arrangements.plan.operations.missing import follow_plans
from goodstanding.arrangements.plan.operations.proposing import Proposal, propose
from goodstanding.arrangements.plan.operations.setting_up import renegotiate_plan, set_up_plan
from goodstanding.arrangements.plan.operations.writing import PlanRefused
from goodstanding.arrangements.plan.queries import plan_of, plans_of
from goodstanding.arrangements.policy.operations import set_policy
from goodstanding.cli.commands import plans_changes
from goodstanding.cli.commands import plans_terms as t
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.commands.plans_pages import agreement_page, plan_table, proposal_page
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Plans of instalments.")
Account = Annotated[str, typer.Argument(help="The account's number or reference.")]
PlanNumber = Annotated[int, typer.Argument(help="The number of the plan.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Hash = Annotated[str, typer.Option("--agreed", help="The document hash that propose printed, once they agreed.")]
Channel = Annotated[str, typer.Option(help="Through what it was agreed: call, email, letter, portal …")]
Evidence = Annotated[str, typer.Option(help="Where it can be seen or heard: call note 12.")]
Override = Annotated[str, typer.Option(help="Why it is agreed to outside the policy.")]
Mandate = Annotated[int | None, typer.Option(help="The mandate by which instalments are collected.")]
Key = Annotated[str, typer.Option(help="The same key again is the same plan.")]


@app.command("propose")
def propose_plan(
    account: Account, *, first: t.First, total: t.Total = "", count: t.Count = 0, amount: t.Each = "",
    shape: t.ShapeOption = "equal", every: t.EveryOption = "month", day: t.DayOption = 0,
    second_day: t.SecondDay = 0, after_payday: t.AfterPayday = 0, calendar: t.Calendar = "us_federal",
    roll: t.RollOption = "next", down: t.Down = "", down_date: t.DownDate = "", step: t.Step = "0",
    step_every: t.StepEvery = 1, income: t.Income = "", share: t.Share = "0", balloon_source: t.BalloonSource = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Show every instalment, the whole cost and the end date; nothing is written."""
    shown = _shown(account, locals(), renegotiates_id=None)
    _print(t.told_proposal(shown)) if as_json else proposal_page(shown)


@app.command("set-up")
def set_up(
    account: Account, *, first: t.First, channel: Channel, evidence: Evidence, agreed: Hash = "", total: t.Total = "",
    count: t.Count = 0, amount: t.Each = "", shape: t.ShapeOption = "equal", every: t.EveryOption = "month",
    day: t.DayOption = 0, second_day: t.SecondDay = 0, after_payday: t.AfterPayday = 0,
    calendar: t.Calendar = "us_federal", roll: t.RollOption = "next", down: t.Down = "", down_date: t.DownDate = "",
    step: t.Step = "0", step_every: t.StepEvery = 1, income: t.Income = "", share: t.Share = "0",
    balloon_source: t.BalloonSource = "", mandate: Mandate = None, override: Override = "", key: Key = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Set up the plan that propose showed: the same options, and the hash they agreed to."""
    shown = _shown(account, locals(), renegotiates_id=None)
    _refuse_unseen(shown, agreed)
    number = set_up_plan(
        shown.debt_id, shown.terms, key=key or str(uuid4()), agreed_hash=agreed, channel=channel, evidence=evidence,
        mandate_id=mandate, override_reason=override, by=OPERATOR, at=datetime.now(UTC),
    )  # fmt: skip
    _told(number, as_json=as_json, done="is set up")


@app.command("renegotiate")
def renegotiate(
    plan: PlanNumber, *, first: t.First, reason: Annotated[str, typer.Option(help="Why it is renegotiated.")],
    channel: Channel, evidence: Evidence, agreed: Hash = "", total: t.Total = "", count: t.Count = 0,
    amount: t.Each = "", shape: t.ShapeOption = "equal", every: t.EveryOption = "month", day: t.DayOption = 0,
    second_day: t.SecondDay = 0, after_payday: t.AfterPayday = 0, calendar: t.Calendar = "us_federal",
    roll: t.RollOption = "next", down: t.Down = "", down_date: t.DownDate = "", step: t.Step = "0",
    step_every: t.StepEvery = 1, income: t.Income = "", share: t.Share = "0", balloon_source: t.BalloonSource = "",
    mandate: Mandate = None, override: Override = "", key: Key = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Close a plan and set up another in its place; without --agreed it only shows what the other would be."""
    debt_id = plan_of(plan, as_of=datetime.now(UTC).date()).debt_id
    shown = _shown(str(debt_id), locals(), renegotiates_id=plan)
    _refuse_unseen(shown, agreed)
    number = renegotiate_plan(
        plan, shown.terms, key=key or str(uuid4()), agreed_hash=agreed, channel=channel, evidence=evidence,
        reason=reason, mandate_id=mandate, override_reason=override, by=OPERATOR, at=datetime.now(UTC),
    )  # fmt: skip
    _told(number, as_json=as_json, done=f"takes the place of plan {plan}")


@app.command("list")
def list_plans(
    account: Account,
    *,
    as_of: Annotated[str | None, typer.Option(help="As of which day; today by default.")] = None,
    known_at: Annotated[str | None, typer.Option(help="As known when, as 2026-05-05T10:00-04:00.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the plans of an account, the newest first, and how each stands."""
    debt_id = find_account(account, by=OPERATOR)
    today = t.day(as_of) if as_of else datetime.now(UTC).date()
    found = plans_of(debt_id, as_of=today, known_at=instant(known_at))
    if as_json:
        _print([t.told_plan(one) for one in found])
        return
    for one in found:
        plan_table(one)
    if not found:
        typer.echo(f"No plan had been agreed on account {debt_of(debt_id).reference} by {today}.")


@app.command("show")
def show(
    plan: PlanNumber,
    *,
    as_of: Annotated[str | None, typer.Option(help="As of which day; today by default.")] = None,
    known_at: Annotated[str | None, typer.Option(help="As known when, as 2026-05-05T10:00-04:00.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show one plan: its instalments, what is paid of each, what is missed, and what was changed."""
    today = t.day(as_of) if as_of else datetime.now(UTC).date()
    found = plan_of(plan, as_of=today, known_at=instant(known_at))
    if as_json:
        _print(t.told_plan(found))
        return
    plan_table(found)
    agreement_page(found)


@app.command("cancel")
def cancel(
    plan: PlanNumber, *, reason: Annotated[str, typer.Option(help="Why it is cancelled.")], as_json: AsJson = False
) -> None:
    """Cancel a plan; what is owed is owed as before."""
    cancel_plan(plan, reason=reason, by=OPERATOR, at=datetime.now(UTC))
    _told(plan, as_json=as_json, done="is cancelled")


@app.command("follow")
def follow(*, as_json: AsJson = False) -> None:
    """Do now what the policies say of missed instalments; a worker does it every hour."""
    done = follow_plans(by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        _print(done._asdict())
    else:
        typer.echo(f"Changed {done.appended}, cancelled {done.defaulted}, taken up again {done.reinstated}.")


@app.command("policy")
def policy(
    values: Annotated[str, typer.Argument(help='The values as JSON: {"instalment_least_minor": 2500}.')],
    *,
    kind: Annotated[str, typer.Option(help="plan, promise or confirming.")] = "plan",
    portfolio: Annotated[int | None, typer.Option(help="The portfolio's number; the whole house without it.")] = None,
    from_date: Annotated[str | None, typer.Option("--from", help="From which day; today by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Set what the house agrees to, from a day on; every value that is not named is the default."""
    try:
        read = json.loads(values)
    except json.JSONDecodeError as fault:
        raise PlanRefused(f"The values are not JSON: {fault}.") from fault
    if not isinstance(read, dict):
        raise PlanRefused('The values are an object: {"instalment_least_minor": 2500}.')
    number = set_policy(
        kind, read, portfolio_id=portfolio, effective_date=t.day(from_date) if from_date else None, by=OPERATOR,
        at=datetime.now(UTC),
    )  # fmt: skip
    _print({"policy": number}) if as_json else typer.echo(f"Set as policy {number}.")


plans_changes.add_to(app)


def _shown(account: str, said: dict[str, object], *, renegotiates_id: int | None) -> Proposal:
    debt_id, at = find_account(account, by=OPERATOR), datetime.now(UTC)
    owed = Amount(balance(debt_id, as_of=at.date()).balance_minor, debt_of(debt_id).currency)
    return propose(debt_id, t.terms_of(debt_id, said, owed=owed), renegotiates_id=renegotiates_id, by=OPERATOR, at=at)


def _refuse_unseen(shown: Proposal, agreed: str) -> None:
    if not agreed:
        proposal_page(shown)
        raise PlanRefused(f"Show this plan to the person. Once they agree, add: --agreed {shown.document_hash}")


def _told(number: int, *, as_json: bool, done: str) -> None:
    found = plan_of(number, as_of=datetime.now(UTC).date())
    if as_json:
        _print(t.told_plan(found))
    else:
        typer.echo(f"Plan {number} {done}.")
        plan_table(found)


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
