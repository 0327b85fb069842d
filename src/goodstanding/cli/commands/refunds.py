"""`goodstanding refunds`: pay money back, say that it came back, and list refunds."""

from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.commands.money_words import (
    Again,
    AsJson,
    AsOf,
    Key,
    KnownAt,
    OnDay,
    Reason,
    account,
    amount,
    day,
    now,
    print_json,
    say,
)
from goodstanding.cli.page import page
from goodstanding.payments.models import Receipt
from goodstanding.payments.operations.refunding import RefundRefused, take_refund_back
from goodstanding.payments.operations.refunding import refund as pay_back
from goodstanding.payments.queries import refunds_of

app = typer.Typer(add_completion=False, help="Pay money back, and list what was paid back.")


@app.command("pay")
def pay(
    *,
    amount_: Annotated[str, typer.Option("--amount", help="How much is paid back: 12.50.")],
    receipt: Annotated[int | None, typer.Option(help="The receipt that is paid back.")] = None,
    of: Annotated[str | None, typer.Option("--account", help="The account whose unapplied money goes back.")] = None,
    reason: Reason,
    date_: OnDay = None,
    method: Annotated[str, typer.Option(help="How it goes: transfer, cheque …")] = "",
    reference: Annotated[str, typer.Option(help="What the bank will show.")] = "",
    key: Key = "",
    again: Again = False,
    as_json: AsJson = False,
) -> None:
    """Pay back a receipt, wholly or in part, or what lies unapplied on an account."""
    debt = account(of)[0] if of else None
    currency = debt.currency if debt else _currency_of(receipt)
    number = pay_back(
        receipt_id=receipt,
        debt_id=debt.pk if debt else None,
        amount=amount(amount_, currency),
        refunded_date=day(date_),
        reason=reason,
        method=method,
        reference=reference,
        source_key=key,
        is_another=again,
        by=OPERATOR,
        at=now(),
    )
    say({"refund": number}, f"Recorded as refund {number}: {amount(amount_, currency)}.", as_json=as_json)


@app.command("take-back")
def take_back(
    refund: Annotated[int, typer.Argument(help="The number of the refund.")],
    *,
    reason: Reason,
    date_: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """Say that a refund came back, or was entered in error."""
    number = take_refund_back(refund, reason=reason, effective_date=day(date_), by=OPERATOR, at=now())
    say({"refund": refund, "transaction": number}, f"Refund {refund} is taken back.", as_json=as_json)


@app.command("list")
def list_refunds(
    *,
    of: Annotated[str | None, typer.Option("--account", help="Only those of this account.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List refunds, the latest first."""
    found = refunds_of(account(of)[0].pk if of else None, as_of=day(as_of), known_at=instant(known_at))
    if as_json:
        print_json(
            [one._asdict() | {"amount": one.amount.decimal_string(), "currency": one.amount.currency} for one in found]
        )
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("refund", "account", "receipt", "amount", "paid back", "reason", "taken back"):
        table.add_column(heading)
    for one in found:
        table.add_row(
            str(one.refund_id), str(one.debt_id), str(one.receipt_id or ""), str(one.amount),
            one.refunded_date.isoformat(), one.reason, str(one.taken_back_date or ""),
        )  # fmt: skip
    page().print(table if found else "Nothing was paid back.", highlight=False)


def _currency_of(receipt_id: int | None) -> str:
    if receipt_id is None:
        raise RefundRefused("Name the receipt that is paid back with --receipt, or an account with --account.")
    found = Receipt.objects.filter(id=receipt_id).values_list("currency", flat=True).first()
    if found is None:
        raise RefundRefused(f"There is no receipt {receipt_id}.")
    return found
