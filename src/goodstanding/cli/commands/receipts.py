"""`goodstanding receipts`: record money, share it out, take it back, apply what lies unapplied, and list it."""

from typing import Annotated, cast

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.commands.money_words import (
    Account,
    AsJson,
    AsOf,
    KnownAt,
    OnDay,
    Reason,
    account,
    amount,
    day,
    item_of,
    now,
    print_json,
    say,
)
from goodstanding.cli.page import page
from goodstanding.disputes.queries import disputed_items
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.applying import apply_unapplied
from goodstanding.payments.operations.recording import record as record_receipt
from goodstanding.payments.operations.reversing import reverse as reverse_receipt
from goodstanding.payments.operations.splitting import split_payment
from goodstanding.payments.queries import ReceiptStanding, overpaid, receipts_of
from goodstanding.payments.receipt import Receipt
from goodstanding.payments.sharing import How, SharingRefused
from goodstanding.payments.trust.queries.reconciling import bank_account_named

app = typer.Typer(add_completion=False, help="Record money that came in, take it back, apply it, and list it.")
Named = Annotated[list[str] | None, typer.Option("--item", help="An item that the payer named; may come again.")]


@app.command("record")
def record(
    of: Account,
    *,
    amount_: Annotated[str, typer.Option("--amount", help="How much came in, in the debt's currency: 120.50.")],
    date_: OnDay = None,
    item: Named = None,
    method: Annotated[str, typer.Option(help="How it came: transfer, cheque, cash …")] = "",
    reference: Annotated[str, typer.Option(help="What the payer or the bank wrote on it.")] = "",
    key: Annotated[str, typer.Option(help="What makes it the same receipt when it is told again.")] = "",
    bank_account: Annotated[str | None, typer.Option(help="The account of ours it came in on.")] = None,
    as_json: AsJson = False,
) -> None:
    """Record a receipt on an account."""
    debt, currency = account(of)
    received = Receipt(amount(amount_, currency), day(date_), method, reference, key)
    number = record_receipt(
        debt.pk,
        received,
        named=[item_of(debt, one).id for one in item or ()],
        disputed_items=disputed_items(debt.pk, received.received_date),
        bank_account_id=bank_account_named(bank_account).id if bank_account else None,
        by=OPERATOR,
        at=now(),
    )
    one = next(one for one in receipts_of(debt.pk) if one.receipt_id == number)
    rest = f" {one.unapplied} of it pays nothing yet." if one.unapplied.minor else ""
    say(_told(one), f"Recorded as receipt {number}: {one.amount}.{rest}", as_json=as_json)


@app.command("split")
def split(
    accounts: Annotated[list[str], typer.Argument(help="The accounts of one person, by number or reference.")],
    *,
    amount_: Annotated[str, typer.Option("--amount", help="How much came in: 120.50.")],
    how: Annotated[str, typer.Option(help='direction, "oldest first" or "pro rata".')] = "oldest first",
    direct: Annotated[list[str] | None, typer.Option(help="What the payer directs: ACCOUNT=50.00.")] = None,
    date_: OnDay = None,
    method: Annotated[str, typer.Option(help="How it came.")] = "",
    reference: Annotated[str, typer.Option(help="What the payer or the bank wrote on it.")] = "",
    key: Annotated[str, typer.Option(help="What makes it the same payment when it is told again.")] = "",
    as_json: AsJson = False,
) -> None:
    """Share one payment out over several accounts of one person."""
    debts = [account(one) for one in accounts]
    currency, on = debts[0][1], day(date_)
    made = split_payment(
        Receipt(amount(amount_, currency), on, method, reference, key),
        debt_ids=[debt.pk for debt, _ in debts],
        how=cast(How, how),
        directed=_directed(direct or [], currency),
        disputed={debt.pk: disputed_items(debt.pk, on) for debt, _ in debts},
        by=OPERATOR,
        at=now(),
    )
    told = {
        debt_id: next(one for one in receipts_of(debt_id) if one.receipt_id == number)
        for debt_id, number in made.items()
    }
    words = "; ".join(f"{one.amount} on account {debt_id}" for debt_id, one in told.items())
    say({"receipts": [_told(one) for one in told.values()]}, f"Recorded: {words}.", as_json=as_json)


@app.command("reverse")
def reverse(
    receipt: Annotated[int, typer.Argument(help="The number of the receipt.")],
    *,
    reason: Reason,
    date_: OnDay = None,
    as_json: AsJson = False,
) -> None:
    """Take a receipt back: it bounced, or was entered in error."""
    number = reverse_receipt(receipt, reason=reason, reversed_date=day(date_), by=OPERATOR, at=now())
    say({"reversal": number, "receipt": receipt}, f"Receipt {receipt} is taken back.", as_json=as_json)


@app.command("apply")
def apply(of: Account, *, item: Named = None, date_: OnDay = None, as_json: AsJson = False) -> None:
    """Let money that lies unapplied on an account pay what is open."""
    debt, currency = account(of)
    on = day(date_)
    minor = apply_unapplied(
        debt.pk,
        effective_date=on,
        named=[item_of(debt, one).id for one in item or ()],
        disputed_items=disputed_items(debt.pk, on),
        by=OPERATOR,
        at=now(),
    )
    applied = Amount(minor, currency)
    told: dict[str, object] = {"account": debt.pk, "applied": applied.decimal_string(), "currency": currency}
    say(told, f"{applied} was applied.", as_json=as_json)


@app.command("list")
def list_receipts(of: Account, *, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """List the receipts of an account, the latest first."""
    debt, _ = account(of)
    on = day(as_of)
    found = receipts_of(debt.pk, as_of=on, known_at=instant(known_at))
    if as_json:
        print_json([_told(one) for one in found])
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("receipt", "received", "amount", "unapplied", "paid back", "method", "reference", "reversed"):
        table.add_column(heading, justify="right" if heading in {"receipt", "amount", "unapplied"} else "left")
    for one in found:
        table.add_row(
            str(one.receipt_id), one.received_date.isoformat(), str(one.amount), str(one.unapplied),
            str(one.refunded), one.method, one.reference, str(one.reversed_date or ""),
        )  # fmt: skip
    page().print(table if found else f"Nothing was received on account {debt.reference} by {on}.", highlight=False)


@app.command("overpaid")
def list_overpaid(
    *,
    client: Annotated[int | None, typer.Option(help="Only of the client of this number.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List accounts on which money lies unapplied, the oldest first."""
    on = day(as_of)
    found = overpaid(as_of=on, known_at=instant(known_at), client_id=client)
    if as_json:
        print_json(
            [
                {"account": one.debt_id, "reference": one.reference, "client": one.client_id,
                 "unapplied": one.unapplied.decimal_string(), "currency": one.unapplied.currency,
                 "since_date": one.since_date, "days": one.days, "open": one.open.decimal_string()}
                for one in found
            ]
        )  # fmt: skip
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("account", "reference", "unapplied", "since", "days", "open beside it"):
        table.add_column(heading)
    for one in found:
        since = one.since_date.isoformat()
        table.add_row(str(one.debt_id), one.reference, str(one.unapplied), since, str(one.days), str(one.open))
    page().print(table if found else f"No money lay unapplied on {on}.", highlight=False)


def _directed(texts: list[str], currency: str) -> dict[int, int]:
    found = {}
    for text in texts:
        name, equals, worth = text.rpartition("=")
        if not equals:
            raise SharingRefused(f"{text[:40]!r} does not say how much goes to which account; write ACCOUNT=50.00.")
        found[account(name)[0].pk] = amount(worth, currency).minor
    return found


def _told(one: ReceiptStanding) -> dict[str, object]:
    """Return a receipt as JSON shows it."""
    return {
        "receipt": one.receipt_id, "account": one.debt_id, "amount": one.amount.decimal_string(),
        "currency": one.amount.currency, "received_date": one.received_date.isoformat(), "method": one.method,
        "reference": one.reference, "parts": [list(part) for part in one.parts],
        "recovered": [list(part) for part in one.recovered], "unapplied": one.unapplied.decimal_string(),
        "refunded": one.refunded.decimal_string(), "repeats": one.repeats_id,
        "reversed_date": one.reversed_date.isoformat() if one.reversed_date else None,
        "reversal_reason": one.reversal_reason, "recorded_at": one.recorded_at.isoformat(),
    }  # fmt: skip
