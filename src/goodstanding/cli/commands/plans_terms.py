"""Part of `goodstanding plans`: the options that say how a plan is made, and plans as JSON tells them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, cast

import typer

from goodstanding.arrangements.agreement.document import Agreement
from goodstanding.arrangements.agreement.queries import signed
from goodstanding.arrangements.agreement.wording import text as text_of
from goodstanding.arrangements.plan.operations.proposing import Proposal
from goodstanding.arrangements.plan.queries import PlanStanding
from goodstanding.arrangements.plan.rhythm import EVERY, ROLLS, Every, Rhythm, Roll
from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.plan.terms import SHAPES, Shape, Terms, TermsRefused
from goodstanding.money.amount import Amount
from goodstanding.money.rate import Rate
from goodstanding.receivables.queries.debts import debt_of, references_of
from goodstanding.refusal import Refusal

First = Annotated[str, typer.Option("--first", help="When the first instalment falls due: 2026-07-01.")]
Total = Annotated[str, typer.Option(help="What is to be paid in all; all that is owed by default.")]
Count = Annotated[int, typer.Option(help="How many instalments.")]
Each = Annotated[str, typer.Option("--amount", help="How much each is, instead of how many there are.")]
ShapeOption = Annotated[str, typer.Option(help=f"One of {', '.join(SHAPES)}.")]
EveryOption = Annotated[str, typer.Option(help=f"One of {', '.join(EVERY)}.")]
DayOption = Annotated[int, typer.Option(help="The day of the month; 31 is its last. The first date's by default.")]
SecondDay = Annotated[int, typer.Option(help="The other day, of a plan twice a month.")]
AfterPayday = Annotated[int, typer.Option(help="So many days after payday, where the dates are paydays.")]
Calendar = Annotated[str, typer.Option(help="Whose holidays move a day: us_federal, uk_england, ecb, FR …")]
RollOption = Annotated[str, typer.Option("--roll", help=f"Where a holiday moves a day to: {', '.join(ROLLS)}.")]
Down = Annotated[str, typer.Option(help="A down payment.")]
DownDate = Annotated[str, typer.Option(help="When the down payment is due.")]
Step = Annotated[str, typer.Option(help="By how many percent a stepped plan grows.")]
StepEvery = Annotated[int, typer.Option(help="After how many instalments it grows.")]
Income = Annotated[str, typer.Option(help="The income of a period, of a plan by income.")]
Share = Annotated[str, typer.Option(help="How many percent of it are paid.")]
BalloonSource = Annotated[str, typer.Option(help="From what the last instalment of a balloon plan will be paid.")]


class DayUnreadable(Refusal, ValueError):
    """A word that should be a day is none."""


def day(text: str) -> date:
    """Return a day; raises DayUnreadable."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise DayUnreadable(f"{text[:40]!r} is not a day; write it as 2026-06-30.") from fault


def terms_of(debt_id: int, said: Mapping[str, Any], *, owed: Amount) -> Terms:
    """Return the terms that the options of a command say; raises TermsRefused, AmountMalformed, RateUnreadable."""
    currency = debt_of(debt_id).currency
    for name, known in (("shape", SHAPES), ("every", EVERY), ("roll", ROLLS)):
        if said[name] not in known:
            raise TermsRefused(f"--{name} is one of {', '.join(known)}; not {said[name][:40]!r}.")

    def minor(name: str) -> int:
        return Amount.of(said[name], currency).minor if said[name] else 0

    return Terms(
        total_minor=minor("total") or owed.minor,
        currency=currency,
        first_date=day(said["first"]),
        shape=cast(Shape, said["shape"]),
        count=said["count"],
        amount_minor=minor("amount"),
        rhythm=Rhythm(
            cast(Every, said["every"]), said["day"], said["second_day"], said["after_payday"], said["calendar"],
            cast(Roll, said["roll"]),
        ),
        down_minor=minor("down"),
        down_date=day(said["down_date"]) if said["down_date"] else None,
        step_ppm=Rate.percent(said["step"]).ppm,
        step_every=said["step_every"],
        income_minor=minor("income"),
        share_ppm=Rate.percent(said["share"]).ppm,
        balloon_source=said["balloon_source"].strip(),
    )  # fmt: skip


def told_instalment(one: Instalment, currency: str) -> dict[str, object]:
    """Return an instalment as JSON shows it."""
    return {
        "number": one.number, "due_date": one.due_date.isoformat(),
        "amount": Amount(one.amount_minor, currency).decimal_string(),
        "kind": one.kind,
    }  # fmt: skip


def told_proposal(shown: Proposal) -> dict[str, object]:
    """Return a proposal as JSON shows it."""
    currency, cost = shown.terms.currency, shown.cost

    def text(minor: int) -> str:
        return Amount(minor, currency).decimal_string()

    return {
        "account": shown.debt_id, "reference": debt_of(shown.debt_id).reference, "currency": currency,
        "total": text(cost.total_minor),
        "count": cost.count, "regular": text(cost.regular_minor),
        "last": text(cost.last_minor), "first_date": cost.first_date.isoformat(),
        "last_date": cost.last_date.isoformat(), "a_month": text(cost.monthly_minor),
        "surplus_left": text(shown.surplus.free_minor) if shown.surplus else None,
        "outside_policy": list(shown.outside_policy), "refused": list(shown.refused), "beside": list(shown.beside),
        "text": words_of(shown.agreement),
        "document_hash": shown.document_hash,
        "instalments": [told_instalment(one, currency) for one in shown.instalments],
    }  # fmt: skip


def words_of(agreement: Agreement) -> list[str]:
    """Return an agreement in plain words, its accounts called as people call them."""
    return text_of(agreement, called=references_of(agreement.debts))


def agreement_words(found: PlanStanding) -> list[str]:
    """Return in plain words what was signed with the version that counts; nothing of plans from before agreements."""
    return words_of(signed(found.agreement.agreement_id).document) if found.agreement else []


def told_plan(found: PlanStanding) -> dict[str, object]:
    """Return a plan as JSON shows it, with every instalment and how it stands."""
    currency, stands = found.currency, found.standing

    def text(minor: int) -> str:
        return Amount(minor, currency).decimal_string()

    coming = stands.next_due
    return {
        "plan": found.plan_id, "account": found.debt_id, "reference": debt_of(found.debt_id).reference,
        "agreement": found.agreement._asdict() if found.agreement else None, "text": agreement_words(found),
        "interest": found.policy.interest, "currency": currency, "state": found.state,
        "kept": stands.is_kept, "total": text(stands.total_minor), "left": text(stands.left_minor),
        "arrears": text(stands.arrears_minor), "missed": len(stands.missed),
        "next_due_date": coming.instalment.due_date.isoformat() if coming else None,
        "next_amount": text(coming.left_minor) if coming else None, "version": found.version, "cause": found.cause,
        "reason": found.reason, "mandate": found.mandate_id, "document_hash": found.document_hash,
        "renegotiates": found.renegotiates_id, "restructures": found.restructures,
        "begins_date": found.begins_date.isoformat(), "grace_days": found.grace_days,
        "instalments": [
            told_instalment(one.instalment, currency)
            | {
                "paid": text(one.paid_minor), "state": one.state,
                "paid_date": one.paid_date.isoformat() if one.paid_date else None,
            }
            for one in stands.instalments
        ],
    }  # fmt: skip
