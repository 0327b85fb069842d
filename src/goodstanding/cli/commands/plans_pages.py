"""Part of `goodstanding plans`: a proposal and a plan as tables."""

import sys

from rich.table import Table

from goodstanding.arrangements.plan.operations.proposing import Proposal
from goodstanding.arrangements.plan.queries import PlanStanding
from goodstanding.cli.commands.plans_terms import agreement_words, words_of
from goodstanding.cli.page import page
from goodstanding.money.amount import Amount
from goodstanding.receivables.queries.debts import debt_of


def proposal_page(shown: Proposal) -> None:
    """Print what a plan would be, with its cost, its end and what stands against it."""
    currency, cost = shown.terms.currency, shown.cost
    table = _table("no.", "due", "amount")
    for one in shown.instalments:
        table.add_row(str(one.number), one.due_date.isoformat(), str(Amount(one.amount_minor, currency)))
    page().print(table, highlight=False)
    sys.stdout.write(
        f"In all {Amount(cost.total_minor, currency)} in {cost.count} payments; the last on {cost.last_date}.\n"
        f"That is up to {Amount(cost.monthly_minor, currency)} a month{_at_the_end(shown, currency)}.\n"
    )
    if shown.surplus:
        left = Amount(shown.surplus.free_minor, shown.surplus.currency)
        sys.stdout.write(f"The budget of {shown.surplus.taken_date} leaves {left} a month.\n")
    for sentence in shown.beside:
        sys.stdout.write(f"Besides it: {sentence}\n")
    for sentence in shown.outside_policy:
        sys.stdout.write(f"Outside the policy: {sentence}\n")
    for sentence in shown.refused:
        sys.stdout.write(f"Not possible: {sentence}\n")
    sys.stdout.write("What they would agree to:\n")
    for line in words_of(shown.agreement):
        sys.stdout.write(f"  {line}\n")
    sys.stdout.write(f"Document hash: {shown.document_hash}\n")


def _at_the_end(shown: Proposal, currency: str) -> str:
    """Return what a balloon plan asks for at its end, which comes to far more than it takes a month."""
    last = shown.instalments[-1].amount_minor
    return f", and {Amount(last, currency)} at the end" if shown.terms.shape == "balloon" else ""


def agreement_page(found: PlanStanding) -> None:
    """Print what was signed with the version of a plan that counts, in plain words, with its hash."""
    if found.agreement is None:
        sys.stdout.write("This plan was agreed before plans were signed as agreements.\n")
        return
    sys.stdout.write(f"Agreement {found.agreement.reference}, SHA-256 {found.agreement.document_hash}:\n")
    for line in agreement_words(found):
        sys.stdout.write(f"  {line}\n")


def plan_table(found: PlanStanding) -> None:
    """Print a plan and how it stands."""
    stands, currency = found.standing, found.currency
    left = Amount(stands.left_minor, currency)
    missed = f", {Amount(stands.arrears_minor, currency)} missed" if stands.missed else ""
    whose = f"Plan {found.plan_id} on account {debt_of(found.debt_id).reference}"
    sys.stdout.write(f"{whose}: {found.state}, {left} to come{missed} (as of {stands.day}).\n")
    table = _table("no.", "due", "amount", "paid", "state", "since")
    for one in stands.instalments:
        table.add_row(
            str(one.instalment.number), one.instalment.due_date.isoformat(),
            str(Amount(one.instalment.amount_minor, currency)), str(Amount(one.paid_minor, currency)), one.state,
            one.paid_date.isoformat() if one.paid_date else "",
        )  # fmt: skip
    page().print(table, highlight=False)


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2))
    for heading in headings:
        table.add_column(heading, justify="right" if heading in {"no.", "amount", "paid"} else "left")
    return table
