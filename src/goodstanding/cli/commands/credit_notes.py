"""`goodstanding credit-notes`: credit an item, and take a credit note back."""

from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.money_words import (
    Account,
    Again,
    AsJson,
    Key,
    OnDay,
    Reason,
    Transaction,
    account,
    amount,
    day,
    item_of,
    now,
    say,
    take_back,
)
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.ledger.posting import COMPONENTS
from goodstanding.payments.operations.crediting import CreditNoteRefused, credit_note

app = typer.Typer(add_completion=False, help="Credit an item of an account, and take a credit note back.")


@app.command("add")
def add(
    of: Account,
    *,
    item: Annotated[str, typer.Option(help="The item's reference or number.")],
    amount_: Annotated[str, typer.Option("--amount", help="How much is credited: 12.50.")],
    reference: Annotated[str, typer.Option(help="The number of the credit note.")],
    reason: Reason,
    component: Annotated[str, typer.Option(help="principal, interest, fees or costs.")] = "principal",
    date_: OnDay = None,
    key: Key = "",
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Credit an item; what was paid beyond its new worth lies unapplied then."""
    debt, currency = account(of)
    if component not in COMPONENTS:
        raise CreditNoteRefused(f"{component[:40]!r} is no component; it is one of {', '.join(COMPONENTS)}.")
    number = credit_note(
        item_of(debt, item).id,
        amount(amount_, currency),
        component=component,
        reference=reference,
        reason=reason,
        effective_date=day(date_),
        asked=Asked(key, is_another=again),
        by=OPERATOR,
        at=now(),
    )
    said = f"Credited {amount(amount_, currency)} on {item}, as transaction {number}."
    say({"transaction": number}, said, as_json=as_json)


@app.command("take-back")
def undo(transaction: Transaction, *, reason: Reason, date_: OnDay = None, as_json: AsJson = False) -> None:
    """Take a credit note back."""
    take_back(transaction, "credit note", reason=reason, on=date_, as_json=as_json)
