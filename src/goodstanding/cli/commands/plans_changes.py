"""Part of `goodstanding plans`: what changes a plan. Every change is another version with its reason."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated, cast, get_args

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.plan.change import ChangeRefused, How
from goodstanding.arrangements.plan.operations import changing
from goodstanding.arrangements.plan.operations.changing import Change
from goodstanding.arrangements.plan.operations.ending import end_autopay, give_mandate
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of
from goodstanding.cli.commands.plans_pages import plan_table
from goodstanding.cli.commands.plans_terms import day, told_plan
from goodstanding.money.amount import Amount

PlanNumber = Annotated[int, typer.Argument(help="The number of the plan.")]
Number = Annotated[int, typer.Argument(help="The number of the instalment.")]
Reason = Annotated[str, typer.Option(help="Why the plan is changed.")]
Override = Annotated[str, typer.Option(help="Why the change is made outside the policy.")]
HowOption = Annotated[str, typer.Option("--how", help="last: its end carries it. lower: all that are left.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("move", move), ("skip", skip), ("extra", extra), ("amount", amount), ("pause", pause), ("resume", resume),
        ("mandate", mandate),
    ):  # fmt: skip
        app.command(name)(command)


def move(
    plan: PlanNumber, instalment: Number, *, to: Annotated[str, typer.Option(help="The new day.")], reason: Reason,
    override: Override = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Let one instalment fall due on another day."""
    _done(
        changing.move_instalment(
            plan, instalment, to_date=day(to), change_=Change(reason, override), by=OPERATOR, at=_now()
        ),
        as_json=as_json,
    )


def skip(
    plan: PlanNumber, instalment: Number, *, reason: Reason, how: HowOption = "last", override: Override = "",
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Leave one instalment out: it comes at the end, or those after it share its amount."""
    _done(
        changing.skip_instalment(
            plan, instalment, how=_how(how), change_=Change(reason, override), by=OPERATOR, at=_now()
        ),
        as_json=as_json,
    )


def extra(
    plan: PlanNumber, *, amount: Annotated[str, typer.Option(help="How much was or is paid besides.")],
    on: Annotated[str, typer.Option(help="On which day; today by default.")] = "", reason: Reason = "Paid extra.",
    how: HowOption = "last", override: Override = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Count a payment as extra: the last instalments fall away, or all that are left are lower."""
    at = _now()
    minor = Amount.of(amount, plan_of(plan, as_of=at.date()).currency).minor
    found = changing.pay_extra(
        plan, amount_minor=minor, on_date=day(on) if on else at.date(), how=_how(how), change_=Change(reason, override),
        by=OPERATOR, at=at,
    )  # fmt: skip
    _done(found, as_json=as_json)


def amount(
    plan: PlanNumber, *, each: Annotated[str, typer.Option(help="How much each open instalment is from now on.")],
    reason: Reason, override: Override = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Let every open instalment be of another amount; there are more or fewer of them."""
    at = _now()
    minor = Amount.of(each, plan_of(plan, as_of=at.date()).currency).minor
    change = Change(reason, override)
    _done(changing.change_amount(plan, amount_minor=minor, change_=change, by=OPERATOR, at=at), as_json=as_json)


def pause(
    plan: PlanNumber, *, until: Annotated[str, typer.Option(help="The last day of the pause.")], reason: Reason,
    start: Annotated[str, typer.Option("--from", help="Its first day; today by default.")] = "",
    override: Override = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """Ask for nothing for a while; what fell due then comes after."""
    at = _now()
    found = changing.pause_plan(
        plan, from_date=day(start) if start else at.date(), until_date=day(until), change_=Change(reason, override),
        by=OPERATOR, at=at,
    )  # fmt: skip
    _done(found, as_json=as_json)


def resume(
    plan: PlanNumber, *, first: Annotated[str, typer.Option(help="When the next instalment falls due.")],
    reason: Reason, override: Override = "", as_json: AsJson = False,
) -> None:  # fmt: skip
    """End a pause."""
    change = Change(reason, override)
    _done(changing.resume_plan(plan, first_date=day(first), change_=change, by=OPERATOR, at=_now()), as_json=as_json)


def mandate(
    plan: PlanNumber, *, number: Annotated[int | None, typer.Option("--mandate", help="The mandate.")] = None,
    reason: Annotated[str, typer.Option(help="Where it was agreed, or why it ends.")], as_json: AsJson = False,
) -> None:  # fmt: skip
    """Collect the instalments by a mandate from now on; without --mandate, collect nothing any more."""
    if number is None:
        _done(end_autopay(plan, reason=reason, by=OPERATOR, at=_now()), as_json=as_json)
    else:
        _done(give_mandate(plan, number, evidence=reason, by=OPERATOR, at=_now()), as_json=as_json)


def _how(text: str) -> How:
    if text not in get_args(How):
        raise ChangeRefused(f"{text[:20]!r} is no way to do it. It is one of {', '.join(get_args(How))}.")
    return cast(How, text)


def _done(found: PlanStanding, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told_plan(found), indent=2, ensure_ascii=False) + "\n")
    else:
        plan_table(found)


def _now() -> datetime:
    return datetime.now(UTC)
