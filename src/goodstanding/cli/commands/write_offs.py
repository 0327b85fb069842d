"""`goodstanding write-offs`: give up what is open as lost or by choice, let small remainders go, and undo it."""

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
from goodstanding.disputes.queries import disputed_items
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.payments.operations.giving_up import GivenUp, Wanted, waive_open, write_off_open
from goodstanding.payments.operations.tolerating import write_off_remainder
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.waterfall import set_tolerance

app = typer.Typer(add_completion=False, help="Give up what is open, let small remainders go, and undo it.")
HowMuch = Annotated[str | None, typer.Option("--amount", help="How much; all that is open by default.")]
OnItem = Annotated[str | None, typer.Option("--item", help="Only on this item.")]


@app.command("post")
def post(
    of: Account,
    *,
    reason: Reason,
    amount_: HowMuch = None,
    item: OnItem = None,
    date_: OnDay = None,
    key: Key = "",
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Write off what is open on an account or an item, wholly or in part, the oldest due first."""
    debt, wanted = _wanted(of, amount_, item, asked=Asked(key, is_another=again))
    gone = write_off_open(debt.pk, wanted, reason=reason, effective_date=day(date_), by=OPERATOR, at=now())
    _say(gone, "Wrote off", as_json=as_json)


@app.command("waive")
def waive(
    of: Account,
    *,
    reason: Reason,
    amount_: HowMuch = None,
    item: OnItem = None,
    date_: OnDay = None,
    key: Key = "",
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Forgive what is open by choice, wholly or in part; what comes in later recovers nothing of it."""
    debt, wanted = _wanted(of, amount_, item, asked=Asked(key, is_another=again))
    gone = waive_open(debt.pk, wanted, reason=reason, effective_date=day(date_), by=OPERATOR, at=now())
    _say(gone, "Waived", as_json=as_json)


@app.command("undo")
def undo(transaction: Transaction, *, reason: Reason, date_: OnDay = None, as_json: AsJson = False) -> None:
    """Undo a write-off or a waiver: what it gave up is open again, and what was recovered of it lies unapplied."""
    take_back(transaction, "write-off", "waiver", reason=reason, on=date_, as_json=as_json)


@app.command("remainder")
def remainder(of: Account, *, date_: OnDay = None, as_json: AsJson = False) -> None:
    """Let what is left of a paid account go, if it is within its portfolio's tolerance."""
    debt, currency = account(of)
    on = day(date_)
    disputed = disputed_items(debt.pk, on)
    gone = write_off_remainder(debt.pk, effective_date=on, disputed_items=disputed, by=OPERATOR, at=now())
    say({"amount": gone.decimal_string(), "currency": currency}, f"{gone} was let go.", as_json=as_json)


@app.command("tolerance")
def tolerance(
    portfolio: Annotated[int, typer.Argument(help="The number of the portfolio.")],
    *,
    amount_: Annotated[str, typer.Option("--amount", help="The remainder it lets go: 0.99.")],
    currency: Annotated[str, typer.Option(help="In which currency: USD.")],
    date_: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """Set the remainder that a portfolio lets go, from a day on."""
    limit = amount(amount_, currency)
    number = set_tolerance(portfolio, limit, effective_date=day(date_), by=OPERATOR, at=now())
    say({"tolerance": number}, f"Portfolio {portfolio} lets {limit} go from {day(date_)} on.", as_json=as_json)


def _wanted(of: str, text: str | None, item: str | None, *, asked: Asked) -> tuple[Debt, Wanted]:
    debt, currency = account(of)
    number = item_of(debt, item).pk if item is not None else None
    return debt, Wanted(amount(text, currency) if text else None, number, asked=asked)


def _say(gone: GivenUp, what: str, *, as_json: bool) -> None:
    told: dict[str, object] = {
        "transaction": gone.transaction_id, "amount": gone.amount.decimal_string(), "currency": gone.amount.currency,
    }  # fmt: skip
    say(told, f"{what} {gone.amount}, as transaction {gone.transaction_id}.", as_json=as_json)
