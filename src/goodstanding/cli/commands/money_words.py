"""What commands about money have in common: an account, a day and an amount as they are typed, and JSON."""

import json
import sys
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.day import read_day
from goodstanding.ledger.models import Transaction as Row
from goodstanding.ledger.operations.reversal import reverse
from goodstanding.ledger.posting import Kind
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.question import find_account

Account = Annotated[str, typer.Argument(help="The account's number or reference.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OnDay = Annotated[str | None, typer.Option("--date", help="The day it counts from; today by default.")]
AsOf = Annotated[str | None, typer.Option(help="As of which day; today by default.")]
KnownAt = Annotated[str | None, typer.Option(help="As known when, as 2026-05-05T10:00-04:00.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Key = Annotated[str, typer.Option("--key", help="What makes it the same one when it is asked for again.")]
Again = Annotated[bool, typer.Option("--again", help="It is another one, though it looks the same as an earlier one.")]


Transaction = Annotated[int, typer.Argument(help="The number of the transaction.")]


class ItemUnknown(Refusal):
    """No item of the account has this number or reference."""


class AnotherKind(Refusal):
    """The transaction is there, and is not what this command takes back."""


def now() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


def day(text: str | None) -> date:
    """Return a day as typed, or today; raises DayUnreadable."""
    return read_day(text) if text else now().date()


def account(text: str) -> tuple[Debt, str]:
    """Return the account that a number or reference names, and its currency."""
    debt = debt_of(find_account(text, by=OPERATOR))
    return debt, debt.currency


def amount(text: str, currency: str) -> Amount:
    """Return an amount as typed: 120.50."""
    return Amount.of(text, currency)


def item_of(debt: Debt, text: str) -> Item:
    """Return the item of an account that a reference or number names; raise ItemUnknown."""
    rows = Item.objects.filter(debt=debt)
    found = rows.filter(reference=text).first()
    if found is None and text.isdecimal() and len(text) < 18:  # noqa: PLR2004  What fits into a number of the database.
        found = rows.filter(id=int(text)).first()
    if found is None:
        known = ", ".join(rows.order_by("due_date", "id").values_list("reference", flat=True)[:10]) or "none"
        raise ItemUnknown(f"Account {debt.reference} has no item {text[:40]!r}. Its items: {known}.")
    return found


def take_back(number: int, *kinds: Kind, reason: str, on: str | None, as_json: bool) -> None:
    """Take a transaction of some kinds back and say so; raises AnotherKind, and what reversing raises."""
    kind = Row.objects.filter(pk=number).values_list("kind", flat=True).first()
    if kind is not None and kind not in kinds:
        raise AnotherKind(f"Transaction {number} is a {kind}, not a {' or a '.join(kinds)}.")
    made = reverse(number, reason=reason, effective_date=day(on), by=OPERATOR, at=now())
    say({"transaction": made}, f"Transaction {number} is taken back.", as_json=as_json)


def print_json(value: object) -> None:
    """Print one value as JSON."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")


def say(value: dict[str, object], sentence: str, *, as_json: bool) -> None:
    """Print what was done, as JSON or as a sentence."""
    if as_json:
        print_json(value)
    else:
        typer.echo(sentence)
