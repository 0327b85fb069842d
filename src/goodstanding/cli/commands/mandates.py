"""`goodstanding mandates`: what payers left behind so that money may be taken: list, and end one."""

import json
import sys
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.payments.gateway.operations.mandates import end_mandate, tell_ended
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.queries.payments import mandates_of
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.models.gateway import Mandate
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False, no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    *,
    ended: Annotated[bool, typer.Option("--ended", help="Also those that were ended.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the mandates of an account's debtor."""
    debtor = debt_of(find_account(account, by=OPERATOR)).debtor_id
    lines = mandates_of(debtor, only_active=not ended) if debtor is not None else []
    for line in lines:
        if as_json:
            told = {
                name: value.isoformat() if isinstance(value, date) else value for name, value in line._asdict().items()
            }
            sys.stdout.write(json.dumps(told) + "\n")
            continue
        over = f", ended on {line.ended_at:%Y-%m-%d}: {line.ended_reason}" if line.ended_at else ""
        typer.echo(f"{line.mandate_id}  {line.provider}  {line.kind}  {line.label}  {line.given_at:%Y-%m-%d}{over}")
    if not lines and not as_json:
        typer.echo("There are none.")


@app.command("end")
def end(
    mandate: Annotated[int, typer.Argument(help="The number of the mandate.")],
    *,
    reason: Annotated[str, typer.Option(help="Why it is ended.")],
    as_json: AsJson = False,
) -> None:
    """End a mandate here, take back what was planned by it, and have the provider forget it."""
    at = datetime.now(UTC)
    end_mandate(mandate, reason=reason, by=OPERATOR, at=at)
    fault = _tell(mandate, at=at)
    if as_json:
        sys.stdout.write(json.dumps({"mandate": mandate, "state": "ended", "provider_fault": fault}) + "\n")
        return
    typer.echo(f"Mandate {mandate} is ended.")
    if fault:
        typer.echo(f"Its provider does not know yet: {fault}", err=True)


def _tell(mandate: int, *, at: datetime) -> str:
    try:
        gateway = gateway_of(Mandate.objects.values_list("provider", flat=True).get(pk=mandate), at=at)
    except GatewayRefused as refusal:
        return str(refusal)
    try:
        return tell_ended(mandate, gateway=gateway)
    finally:
        gateway.close()
