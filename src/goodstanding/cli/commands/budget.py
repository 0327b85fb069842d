"""`goodstanding budget`: take a budget, show what it comes to, and bring in one of a debt adviser."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.affordability import guideline
from goodstanding.arrangements.affordability.budget import Household, arithmetic, unsure
from goodstanding.arrangements.affordability.entry import EntryUnreadable, read_file, read_line
from goodstanding.arrangements.affordability.kind import groups
from goodstanding.arrangements.affordability.operations import Taken, take_budget
from goodstanding.arrangements.affordability.queries import BudgetCard, budget_of, budgets_of, surplus_of
from goodstanding.cli.page import page
from goodstanding.money.amount import Amount
from goodstanding.portal.budget.queries import budget_link, budget_path
from goodstanding.receivables.models import Debt
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What somebody can afford.")
Account = Annotated[str, typer.Argument(help="An account of the person, by number or reference.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("take")
def take(
    account: Account,
    *,
    line: Annotated[list[str], typer.Option(help="rent=600.00/monthly, wages:partner=450/weekly, gas=? for not sure.")],
    consent: Annotated[bool, typer.Option(help="The person agreed that the lines are kept.")] = False,
    adults: Annotated[int, typer.Option(help="Grown-ups in the household.")] = 1,
    children: Annotated[int, typer.Option(help="Children in the household.")] = 0,
    partner: Annotated[bool, typer.Option(help="The partner's money is in the budget.")] = False,
    channel: Annotated[str, typer.Option(help="Through what it was taken: call, letter, portal …")] = "call",
    adviser: Annotated[str, typer.Option(help="The debt adviser it came from.")] = "",
    valid_until: Annotated[str | None, typer.Option(help="The last day without another look: 2026-12-31.")] = None,
    as_json: AsJson = False,
) -> None:
    """Take a budget, which counts from now on; without consent only what is left is kept."""
    debt = _debt(account)
    lines = tuple(read_line(one, currency=debt.currency) for one in line)
    taken = Taken(
        debt.currency, lines, Household(adults, children, partner), channel, adviser, consent, None,
        _day(valid_until),
    )  # fmt: skip
    _taken(debt, taken, as_json=as_json)


@app.command("import")
def bring_in(
    account: Account,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="The budget as YAML; see docs/hardship.md.")
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Bring in a budget that a debt adviser wrote."""
    debt, told = _debt(account), read_file(file.read_text(encoding="utf-8"))
    taken = Taken(
        told.currency, told.lines, told.household, told.channel, told.adviser, told.has_consent, told.taken_date,
        told.valid_until,
    )  # fmt: skip
    _taken(debt, taken, as_json=as_json)


@app.command("show")
def show(account: Account, *, as_json: AsJson = False) -> None:
    """Show the budget that counts, line by line where the person agreed that these are kept."""
    debt, at = _debt(account), datetime.now(UTC)
    assert debt.debtor_id is not None, "It was asked before."
    cards, known = budgets_of(debt.debtor_id, by=OPERATOR, at=at), surplus_of(debt.debtor_id, at=at)
    if not cards or known is None:
        _say({"budget": None}, f"There is no budget of the person of account {debt.reference}.", as_json=as_json)
        return
    told = _told(cards[0]) | {
        "committed": _money(known.committed_minor, known.currency), "free": _money(known.free_minor, known.currency),
        "is_due": known.is_due(at.date()), "versions": len(cards),
    }  # fmt: skip
    if as_json:
        _print_json(told)
        return
    _print(cards[0])
    page().print(f"Other plans and debts take {told['committed']}; {told['free']} a month is free.", highlight=False)
    if known.is_due(at.date()):
        page().print(f"It was valid until {known.valid_until}; ask again.", highlight=False)


@app.command("link")
def link(account: Account, *, as_json: AsJson = False) -> None:
    """Print the link of the page on which the person tells their budget themselves; it is open for some months."""
    debt, at = _debt(account), datetime.now(UTC)
    address, path = budget_link(debt.pk, at=at), budget_path(debt.pk, at=at)
    _say({"debt": debt.pk, "link": address, "path": path}, address or path, as_json=as_json)
    if not address and not as_json:
        typer.echo("No web address is set for mail, so only the path is known.", err=True)


@app.command("kinds")
def show_kinds(*, as_json: AsJson = False) -> None:
    """List what a budget asks for, in its groups."""
    if as_json:
        _print_json([
            {"kind": one.name, "group": group.name, "side": group.side, "says": one.says}
            for group in groups()
            for one in group.kinds
        ])  # fmt: skip
        return
    for group in groups():
        page().print(f"{group.side}: {group.says}", highlight=False)
        for one in group.kinds:
            page().print(f"  {one.name}  {one.says}", highlight=False)


def _taken(debt: Debt, taken: Taken, *, as_json: bool) -> None:
    assert debt.debtor_id is not None, "It was asked before."
    number = take_budget(debt.debtor_id, taken, by=OPERATOR, at=datetime.now(UTC))
    card = budget_of(number, by=OPERATOR)
    asked = unsure(taken.lines)
    found = _hints(taken)
    if as_json:
        _print_json(_told(card) | {"ask_again": asked, "above_usual": [one.group for one in found]})
        return
    left = Amount(card.surplus_minor, card.currency)
    typer.echo(f"Taken as budget {number}: {left} is left a month, valid until {card.valid_until}.")
    if asked:
        typer.echo(f"Ask again about: {', '.join(asked)}.")
    for one in found:
        usual = Amount(one.usual_minor, card.currency)
        typer.echo(f"{one.says}: {Amount(one.month_minor, card.currency)}, usual is {usual}. Ask why; it may be right.")


def _hints(taken: Taken) -> list[guideline.Hint]:
    file = Path(settings.DATA_FOLDER) / guideline.FILE
    if not file.exists():
        return []
    read = guideline.read(file.read_text(encoding="utf-8"))
    return guideline.hints(read, taken.lines, taken.household, currency=taken.currency)


def _print(card: BudgetCard) -> None:
    if card.written is None:
        page().print(f"{Amount(card.surplus_minor, card.currency)} is left a month. The lines are not kept.")
        return
    table = Table(box=None, padding=(0, 2))
    table.add_column("what")
    table.add_column("a month", justify="right")
    for step in arithmetic(card.written.lines, card.written.household):
        table.add_row(("= " if step.is_sum else "  ") + step.says, str(Amount(step.month_minor, card.currency)))
    page().print(table, highlight=False)


def _told(card: BudgetCard) -> dict[str, object]:
    lines = [] if card.written is None else [line._asdict() for line in card.written.lines]
    return {
        "budget": card.budget_id, "person": card.person_id, "currency": card.currency,
        "surplus": _money(card.surplus_minor, card.currency), "taken_date": card.taken_date.isoformat(),
        "valid_until": card.valid_until.isoformat(), "provisional": card.is_provisional,
        "consent": card.has_consent, "adviser": card.adviser, "lines": lines,
    }  # fmt: skip


def _debt(account: str) -> Debt:
    debt = debt_of(find_account(account, by=OPERATOR))
    if debt.debtor_id is None:
        raise EntryUnreadable(f"Nobody is known to owe account {debt.reference}, so there is nobody to ask.")
    return debt


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as fault:
        raise EntryUnreadable(f"{text!r} is not a day; write it as 2026-06-30.") from fault


def _money(minor: int, currency: str) -> str:
    return Amount(minor, currency).decimal_string()


def _say(told: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(told)
    else:
        typer.echo(sentence)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
