"""`goodstanding payments`: payments through gateways: list, show, follow, retry, refund, take back, payouts."""

import json
import sys
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.day import read_day
from goodstanding.cli.page import page
from goodstanding.disputes.queries import disputed_items
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.life import MEANINGS
from goodstanding.payments.gateway.operations.collecting import PaymentRefused, collect, withhold
from goodstanding.payments.gateway.operations.looking import see_to
from goodstanding.payments.gateway.operations.refunding import refund_payment
from goodstanding.payments.gateway.operations.retrying import retry_collection
from goodstanding.payments.gateway.payout.queries import payouts as all_payouts
from goodstanding.payments.gateway.queries import payments as queries
from goodstanding.payments.gateway.queries.payments import PaymentStanding
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Number = Annotated[int, typer.Argument(help="The number of the payment.")]


def clock() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


@app.command("list")
def list_(
    account: Annotated[str | None, typer.Argument(help="The account's number or reference; all without it.")] = None,
    *,
    state: Annotated[list[str] | None, typer.Option(help="Only in this state; again for more.")] = None,
    limit: Annotated[int, typer.Option(help="How many at most.", min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """List payments, the latest first."""
    wrong = [one for one in state or [] if one not in MEANINGS]
    if wrong:
        raise PaymentRefused(f"{wrong[0][:40]!r} is no state of a payment; one of {', '.join(MEANINGS)} is.")
    if account:
        found = queries.payments_of(find_account(account, by=OPERATOR))
        found = [one for one in found if not state or one.state in state][:limit]
    else:
        found = queries.payments_in(state or list(MEANINGS), limit=limit)
    if as_json:
        for one in found:
            sys.stdout.write(json.dumps(_told(one)) + "\n")
        return
    table = Table("Payment", "Account", "Made", "How", "Provider", "Amount", "State", "Why", box=None)
    for one in found:
        table.add_row(str(one.payment_id), str(one.debt_id), f"{one.made_at:%Y-%m-%d %H:%M}", one.how, one.provider,
                      str(one.amount), one.state, one.returned_code or one.code)  # fmt: skip
    page().print(table if found else "There are none.")


@app.command("show")
def show(payment: Number, as_json: AsJson = False) -> None:
    """Show one payment and everything that happened with it."""
    one, events = queries.payment(payment), queries.events_of(payment)
    if as_json:
        told = _told(one) | {
            "events": [event._asdict() | {"happened_at": event.happened_at.isoformat()} for event in events]
        }
        sys.stdout.write(json.dumps(told) + "\n")
        return
    typer.echo(f"Payment {payment}: {one.amount} by {one.how} through {one.provider}, for account {one.debt_id}.")
    typer.echo(f"It is {one.state}. {MEANINGS.get(one.state, '')} {one.reason}".rstrip())  # type: ignore[call-overload]  # Every state has a meaning.
    for event in events:
        why = " ".join(filter(None, (event.code, event.reason)))
        typer.echo(f"  {event.happened_at:%Y-%m-%d %H:%M:%S}  {event.word}  {event.source}  {why}".rstrip())


@app.command("follow")
def follow(payment: Number, as_json: AsJson = False) -> None:
    """Ask the provider now how a payment stands, and make the books follow."""
    queries.payment(payment)
    state = see_to(payment, disputed=disputed_items, by=OPERATOR, now=clock)
    _say(as_json, {"payment": payment, "state": state}, f"Payment {payment} is {state}.")


@app.command("collect")
def collect_(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    *,
    mandate: Annotated[int, typer.Option(help="The number of the mandate.")],
    amount: Annotated[str, typer.Option(help="How much, in the debt's currency: 120.50.")],
    key: Annotated[str, typer.Option(help="What makes it the same payment when it is asked again.")],
    what: Annotated[str, typer.Option(help="What the payer reads on the statement.")] = "Payment",
    on: Annotated[str | None, typer.Option(help="The day; today by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Have an amount taken by a mandate on a day; a worker does it."""
    debt_id, at = find_account(account, by=OPERATOR), clock()
    number = collect(
        mandate, debt_id=debt_id, amount=Amount.of(amount, debt_of(debt_id).currency), key=key, what=what,
        due_date=_day(on) or at.date(), by=OPERATOR, at=at,
    )  # fmt: skip
    _say(as_json, {"payment": number}, f"Planned as payment {number}.")


@app.command("retry")
def retry(
    payment: Number,
    *,
    on: Annotated[str | None, typer.Option(help="The day; the first the rules allow by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Try a collection again that came back, where the rules of its scheme allow it."""
    number = retry_collection(payment, due_date=_day(on), by=OPERATOR, at=clock())
    due = queries.payment(number).due_date
    _say(as_json, {"payment": number, "due_date": str(due)}, f"It is tried again on {due}, as payment {number}.")


@app.command("refund")
def refund(
    payment: Number,
    *,
    amount: Annotated[str, typer.Option(help="How much, in the payment's currency.")],
    reason: Annotated[str, typer.Option(help="Why it goes back.")],
    key: Annotated[str | None, typer.Option(help="What makes it the same refund when it is asked again.")] = None,
    as_json: AsJson = False,
) -> None:
    """Give money of a payment back to its payer, through the provider it came by."""
    one, at = queries.payment(payment), clock()
    back = Amount.of(amount, one.amount.currency)
    told = key or f"refund:{payment}:{at:%Y-%m-%d}:{back.minor}"
    number = refund_payment(payment, back, reason=reason, key=told, by=OPERATOR, at=at)
    _say(as_json, {"refund": number}, f"Planned as refund {number}.")


@app.command("withhold")
def withhold_(
    payment: Number, *, reason: Annotated[str, typer.Option(help="Why.")], as_json: AsJson = False
) -> None:  # fmt: skip
    """Take back a payment that did not leave yet."""
    if not withhold(payment, reason=reason, by=OPERATOR, at=clock()):
        raise PaymentRefused(f"Payment {payment} left already, or was taken back before.")
    _say(as_json, {"payment": payment, "state": "withheld"}, f"Payment {payment} is taken back.")


@app.command("payouts")
def payouts(as_json: AsJson = False) -> None:
    """List what providers passed on to our bank, and what does not fit."""
    found = all_payouts(today=clock().date())
    if not found:
        typer.echo("No payout was taken in yet; a worker asks the providers every morning.", err=as_json)
    for one in found:
        if as_json:
            told = one._asdict() | {"amount": one.amount.decimal_string(), "currency": one.amount.currency,
                                    "arrival_date": one.arrival_date.isoformat()}  # fmt: skip
            sys.stdout.write(json.dumps(told) + "\n")
            continue
        typer.echo(f"{one.arrival_date}  {one.provider}  {one.reference}  {one.amount}  {one.state}")
        for sentence in one.differences:
            typer.echo(f"    {sentence}")


def _told(one: PaymentStanding) -> dict[str, Any]:
    told = one._asdict()
    told |= {"amount": one.amount.decimal_string(), "currency": one.amount.currency,
             "paid": one.paid.decimal_string() if one.paid else None,
             "paid_currency": one.paid.currency if one.paid else None}  # fmt: skip
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def _day(text: str | None) -> date | None:
    return None if text is None else read_day(text)


def _say(as_json: bool, told: dict[str, Any], sentence: str) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        typer.echo(sentence)
