"""`goodstanding approvals`: acts that wait for somebody's yes, and saying yes or no to one."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.table import Table

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.access.queries import proven
from goodstanding.cli.first_command import FirstCommand
from goodstanding.cli.page import page
from goodstanding.cli.password import asked_password
from goodstanding.outreach.port.operations.message_port import port_in
from goodstanding.strategy.operations.approving import approve
from goodstanding.strategy.queries.acts import Waiting, waiting_for_yes

app = typer.Typer(add_completion=False, cls=FirstCommand, help="Acts that wait for somebody's yes: approvals.")

Number = Annotated[int, typer.Argument(help="The number of the act.")]
Reason = Annotated[str, typer.Option(help="Why, for whoever reads it later.")]
By = Annotated[str | None, typer.Option(help="Who says it, by e-mail; their password is asked for.")]
FromInput = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the acts that wait for a yes, the most valuable first."""
    found = waiting_for_yes(by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        _print_json({"waiting": [_told(one) for one in found]})
    else:
        page().print(_table(found) if found else "Nothing waits for a yes.", highlight=False)


@app.command("yes")
def yes(
    act: Number, *, reason: Reason, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False
) -> None:
    """Say yes to an act; it is handed over at once."""
    _decide(act, yes=True, reason=reason, by=_who(by, from_input=password_stdin), as_json=as_json)


@app.command("no")
def no(
    act: Number, *, reason: Reason, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False
) -> None:
    """Say no to an act; it does not leave, and is not proposed again for a month."""
    _decide(act, yes=False, reason=reason, by=_who(by, from_input=password_stdin), as_json=as_json)


def _decide(act: int, *, yes: bool, reason: str, by: Actor, as_json: bool) -> None:
    port = port_in(Path(settings.DATA_FOLDER))
    done = approve(act, yes=yes, reason=reason, by=by, at=datetime.now(UTC), port=port)
    if as_json:
        _print_json({"act": done.act_id, "approved": done.approved, "answer": done.answer, "reason": done.reason})
    else:
        typer.echo(done.sentence)


def _who(email: str | None, *, from_input: bool) -> Actor:
    """Return who acts: the operator, or somebody who proves by their password that it is they."""
    if email is None:
        return OPERATOR
    return proven(email, asked_password(email, from_input=from_input), at=datetime.now(UTC))


def _table(found: list[Waiting]) -> Table:
    table = Table(box=None, padding=(0, 2))
    for heading in ("act", "what", "account", "whom", "amount", "whose yes", "until"):
        table.add_column(heading, justify="right" if heading in {"act", "amount"} else "left")
    for one in found:
        what = one.kind.replace("_", " ")
        until = one.until.isoformat()
        table.add_row(str(one.act_id), what, one.reference, one.person, str(one.balance), one.role, until)
    return table


def _told(one: Waiting) -> Mapping[str, object]:
    """Return an act as JSON shows it."""
    return {
        "act": one.act_id, "date": one.day.isoformat(), "kind": one.kind, "strategy": one.strategy, "step": one.step,
        "role": one.role, "account": one.debt_id, "reference": one.reference, "name": one.person, "client": one.client,
        "amount": one.balance.decimal_string(), "currency": one.balance.currency, "until": one.until.isoformat(),
    }  # fmt: skip


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
