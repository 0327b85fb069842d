"""`goodstanding fees`: which fees a contract allows, charging one, the law's fixed sum, and giving one up."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.interest_pages import print_json, print_number
from goodstanding.cli.day import read_day
from goodstanding.cli.page import page
from goodstanding.ledger.fees.catalogue import Allowed
from goodstanding.ledger.fees.queries import allowed_fees, charges_of
from goodstanding.money.amount import Amount
from goodstanding.money.rate import Rate
from goodstanding.payments.bank.returns.operations import charge_return_fee
from goodstanding.receivables.charging.operations.fees import (
    COMPENSATION,
    FeeCharged,
    allow_fee,
    charge_compensation,
    charge_fee,
    waive_fee,
)
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.held_debt import NoSuchItem
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Fees: what is allowed, and charging it.")
Account = Annotated[str, typer.Argument(help="The account's number or reference.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
On = Annotated[str | None, typer.Option(help="On which day; today by default.")]


@app.command("allow")
def allow(
    name: Annotated[str, typer.Argument(help="What the fee is called.")],
    *,
    client: Annotated[int, typer.Option(help="The number of the client whose contract allows it.")],
    portfolio: Annotated[int | None, typer.Option(help="One portfolio only.")] = None,
    currency: Annotated[str, typer.Option(help="The currency: USD.")],
    amount: Annotated[str, typer.Option(help="How much: 15.00.")] = "",
    share: Annotated[str, typer.Option(help="Or so many percent of the open principal.")] = "",
    cap: Annotated[str, typer.Option(help="At most so much.")] = "",
    most_a_debt: Annotated[int | None, typer.Option(help="At most so often on a debt.")] = None,
    most_an_item: Annotated[int | None, typer.Option(help="At most so often on an item.")] = None,
    days_between: Annotated[int, typer.Option(help="So many days apart.")] = 0,
    basis: Annotated[Literal["contract", "statute", "judgment"], typer.Option(help="What allows it.")] = "contract",
    rule: Annotated[str, typer.Option(help="The clause, the judgment or the rule.")],
    from_date: Annotated[str, typer.Option("--from", help="From which day on.")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="From that day on it is allowed no more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a fee into the catalogue of a client or a portfolio."""
    fee = Allowed(
        name,
        read_day(from_date),
        Amount.of(amount, currency).minor if amount else None,
        Rate.percent(share).ppm if share else None,
        Amount.of(cap, currency).minor if cap else None,
        most_a_debt,
        most_an_item,
        days_between,
        basis,
        rule,
        withdraw,
    )
    number = allow_fee(client, fee, currency=currency, portfolio_id=portfolio, by=OPERATOR, at=datetime.now(UTC))
    said = f"The fee {name!r} is allowed no more from {from_date} on." if withdraw else f"Allowed as fee {number}."
    print_number("fee", number, said, as_json=as_json)


@app.command("charge")
def charge(
    account: Account,
    name: Annotated[str, typer.Argument(help=f"The fee's name; {COMPENSATION!r} for what the law grants.")],
    *,
    item: Annotated[str, typer.Option(help="The reference of the item; the oldest by default.")] = "",
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """Charge a fee that something allows; anything else is refused, with the rule."""
    debt_id, at = find_account(account, by=OPERATOR), datetime.now(UTC)
    item_id = _item(debt_id, item)
    if name == COMPENSATION:
        found = charge_compensation(item_id, effective_date=_day(on), by=OPERATOR, at=at)
    else:
        found = charge_fee(debt_id, name, item_id=item_id, effective_date=_day(on), by=OPERATOR, at=at)
    _say(found, as_json=as_json)


@app.command("returned")
def returned(
    receipt: Annotated[int, typer.Argument(help="The number of the receipt that came back.")],
    *,
    code: Annotated[str, typer.Option(help="The bank's code, where nothing else tells it: R01.")] = "",
    as_json: AsJson = False,
) -> None:
    """Charge the contract's fee for a payment that came back for want of money, once for each."""
    _say(charge_return_fee(receipt, code=code, by=OPERATOR, at=datetime.now(UTC)), as_json=as_json)


@app.command("waive")
def waive(
    transaction: Annotated[int, typer.Argument(help="The number of the fee's transaction.")],
    *,
    reason: Annotated[str, typer.Option(help="Why it is given up.")],
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """Give a fee up by taking its charge back."""
    number = waive_fee(transaction, reason=reason, effective_date=_day(on), by=OPERATOR, at=datetime.now(UTC))
    print_number("transaction", number, f"Taken back by transaction {number}.", as_json=as_json)


@app.command("list")
def list_(account: Account, *, on: On = None, as_json: AsJson = False) -> None:
    """List the fees allowed on an account and those that were charged."""
    debt = debt_of(find_account(account, by=OPERATOR))
    fees = allowed_fees(debt.client_id, portfolio_id=debt.portfolio_id, currency=debt.currency)
    fees = [fee for fee in fees if fee.effective_date <= _day(on)]
    charges = charges_of(debt.pk)
    if as_json:
        print_json(
            {
                "allowed": [fee._asdict() | {"effective_date": fee.effective_date.isoformat()} for fee in fees],
                "charged": [one._asdict() | {"charged_date": one.charged_date.isoformat()} for one in charges],
            }
        )
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("fee", "from", "amount", "allowed by", ""):
        table.add_column(heading, justify="right" if heading == "amount" else "left")
    for fee in fees:
        amount = (
            str(Rate(fee.rate_ppm)) if fee.rate_ppm is not None else str(Amount(fee.amount_minor or 0, debt.currency))
        )
        withdrawn = "withdrawn" if fee.is_withdrawn else ""
        table.add_row(fee.name, fee.effective_date.isoformat(), amount, fee.rule, withdrawn)
    page().print(table if fees else "No contract allows a fee on this account.", highlight=False)
    for one in charges:
        typer.echo(f"Charged on {one.charged_date}: {one.name}.")


def _say(found: FeeCharged, *, as_json: bool) -> None:
    if as_json:
        told = {"transaction": found.transaction_id, "amount": found.amount.decimal_string(), "rule": found.rule}
        print_json(told | {"currency": found.amount.currency})
    else:
        typer.echo(f"{found.amount} charged as transaction {found.transaction_id}, allowed by {found.rule}.")


def _item(debt_id: int, reference: str) -> int:
    rows = Item.objects.filter(debt_id=debt_id, withdrawn_at=None).order_by("due_date", "id")
    found = (rows.filter(reference=reference) if reference else rows).first()
    if found is None:
        raise NoSuchItem(f"This account has no item {reference!r}." if reference else "This account has no item.")
    return found.pk


def _day(text: str | None) -> date:
    return read_day(text) if text else datetime.now(UTC).date()
