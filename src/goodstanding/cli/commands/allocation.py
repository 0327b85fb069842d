"""`goodstanding allocation`: in which order money pays, by contract or by court, and what binds an account."""

from typing import Annotated, cast

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.money_words import (
    Account,
    AsJson,
    AsOf,
    OnDay,
    Reason,
    account,
    day,
    now,
    print_json,
    say,
)
from goodstanding.ledger.allocation import Order
from goodstanding.ledger.posting import Component
from goodstanding.receivables.operations.waterfall import AllocationRefused, end_order, set_by_contract, set_by_court
from goodstanding.receivables.queries.waterfall import binding_of, rulings_of

app = typer.Typer(add_completion=False, help="In which order money pays what is owed.")


@app.command("set")
def set_(
    *,
    components: Annotated[str, typer.Option(help="From the first paid: interest,fees,costs,principal.")],
    reference: Annotated[str, typer.Option(help="Where it stands: the clause, or the court's number.")],
    portfolio: Annotated[int | None, typer.Option(help="By the contract of the portfolio of this number.")] = None,
    of: Annotated[str | None, typer.Option("--account", help="By a court's order for this account.")] = None,
    components_first: Annotated[
        bool, typer.Option(help="Pay the first component of all items before the second.")
    ] = False,
    date_: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """Set the order, by contract for a portfolio or by court order for an account, from a day on."""
    named = tuple(cast(Component, word.strip()) for word in components.split(","))
    order, on = Order(named, items_come_first=not components_first), day(date_)
    if (portfolio is None) == (of is None):
        raise AllocationRefused("Name a portfolio for a contract, or an account for a court's order; not both.")
    if of is not None:
        debt, _ = account(of)
        number = set_by_court(debt.pk, order, reference=reference, effective_date=on, by=OPERATOR, at=now())
    else:
        assert portfolio is not None, "One of the two is named."
        number = set_by_contract(portfolio, order, reference=reference, effective_date=on, by=OPERATOR, at=now())
    say({"order": number}, f"Set as order {number}; it binds from {on} on.", as_json=as_json)


@app.command("end")
def end(
    order: Annotated[int, typer.Argument(help="The number of the order.")],
    *,
    reason: Reason,
    date_: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """End an order: from a day on it no longer binds."""
    end_order(order, ends_date=day(date_), reason=reason, by=OPERATOR, at=now())
    say({"order": order}, f"Order {order} no longer binds from {day(date_)} on.", as_json=as_json)


@app.command("show")
def show(of: Account, *, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Tell what binds a payment that an account receives on a day, and everything that was set."""
    debt, _ = account(of)
    on = day(as_of)
    binding = binding_of(debt, day=on)
    rulings = rulings_of(debt.pk, portfolio_id=debt.portfolio_id)
    if as_json:
        told = [
            {"order": one.ruling_id, "source": one.source, "reference": one.reference,
             "effective_date": one.effective_date, "ends_date": one.ends_date,
             "components": one.order.components, "items_come_first": one.order.items_come_first}
            for one in rulings
        ]  # fmt: skip
        print_json({"account": debt.pk, "as_of": on, "binding": binding.told, "set": told})
        return
    typer.echo(f"{', '.join(binding.order.components)}. {binding.why}")
    for one in rulings:
        until = f" until {one.ends_date}" if one.ends_date else ""
        words = ", ".join(one.order.components)
        typer.echo(f"{one.ruling_id}: {one.source}, {one.reference}, from {one.effective_date}{until}: {words}")
