"""`goodstanding promise`: record a promise to pay, withdraw one, and see what became of them."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.operations import record_promise, withdraw_promise
from goodstanding.arrangements.queries import PromiseStanding, promises_of
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.first_command import FirstCommand
from goodstanding.cli.page import page
from goodstanding.money.amount import Amount
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, cls=FirstCommand, help="Record a promise to pay: promise ACCOUNT --amount …")
Account = Annotated[str, typer.Argument(help="The account's number or reference.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class DayUnreadable(Refusal, ValueError):
    """A word that should be a day is none."""


@app.command("record")
def record(
    account: Account,
    *,
    amount: Annotated[str, typer.Option(help="How much, in the debt's currency: 120.50.")],
    by_date: Annotated[str, typer.Option(help="The last day on which a payment still keeps it: 2026-06-30.")],
    channel: Annotated[str, typer.Option(help="Through what it was made: call, email, letter, portal …")],
    evidence: Annotated[str, typer.Option(help="Where it can be seen or heard: call note 12.")],
    made: Annotated[str | None, typer.Option(help="The day it was made; today by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Record that somebody promised to pay so much by a day."""
    debt_id = find_account(account, by=OPERATOR)
    promised = Amount.of(amount, debt_of(debt_id).currency)
    number = record_promise(
        debt_id,
        amount=promised,
        due_date=_day(by_date),
        channel=channel,
        evidence=evidence,
        made_date=_day(made) if made else None,
        by=OPERATOR,
        at=datetime.now(UTC),
    )
    if as_json:
        _print_json({"promise": number})
    else:
        typer.echo(f"Recorded as promise {number}: {promised} by {_day(by_date)}.")


@app.command("withdraw")
def withdraw(
    promise: Annotated[int, typer.Argument(help="The number of the promise.")],
    *,
    reason: Annotated[str, typer.Option(help="Why it is withdrawn.")],
    as_json: AsJson = False,
) -> None:
    """Withdraw a promise that was recorded in error, or that another takes the place of."""
    withdraw_promise(promise, reason=reason, by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        _print_json({"promise": promise, "state": "withdrawn"})
    else:
        typer.echo(f"Promise {promise} is withdrawn.")


@app.command("list")
def list_promises(
    account: Account,
    *,
    as_of: Annotated[str | None, typer.Option(help="As of which day; today by default.")] = None,
    known_at: Annotated[str | None, typer.Option(help="As known when, as 2026-05-05T10:00-04:00.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the promises on an account, the newest first, and how each stands."""
    debt_id = find_account(account, by=OPERATOR)
    day = _day(as_of) if as_of else datetime.now(UTC).date()
    found = promises_of(debt_id, as_of=day, known_at=instant(known_at))
    if as_json:
        _print_json([_told(one) for one in found])
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("promise", "amount", "paid", "made", "by", "state", "channel", "evidence"):
        table.add_column(heading, justify="right" if heading in {"promise", "amount", "paid"} else "left")
    for one in found:
        made, due = one.made_date.isoformat(), one.due_date.isoformat()
        table.add_row(
            str(one.promise_id), str(one.amount), str(one.paid), made, due, one.state, one.channel, one.evidence
        )
    page().print(table if found else f"Nothing had been promised on account {debt_id} by {day}.", highlight=False)


def _told(one: PromiseStanding) -> Mapping[str, object]:
    """Return a promise as JSON shows it."""
    return {
        "promise": one.promise_id, "account": one.debt_id, "amount": one.amount.decimal_string(),
        "paid": one.paid.decimal_string(), "currency": one.amount.currency, "made_date": one.made_date.isoformat(),
        "due_date": one.due_date.isoformat(), "state": one.state, "channel": one.channel, "evidence": one.evidence,
        "recorded_at": one.recorded_at.isoformat(), "withdrawn_reason": one.withdrawn_reason,
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }  # fmt: skip


def _day(text: str) -> date:
    """Return a day; raises DayUnreadable."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise DayUnreadable(f"{text[:40]!r} is not a day; write it as 2026-06-30.") from fault


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
