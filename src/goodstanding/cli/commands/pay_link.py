"""`goodstanding pay-link ACCOUNT`: the link by which somebody pays an account without signing in."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.payments.gateway.port import GatewayRefused
from goodstanding.payments.gateway.queries.settings import provider_for_pages
from goodstanding.strategy.queries.house.pay_link import pay_link, pay_path
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False)


@app.command()
def link(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the link of an account's page; it is signed, and opens the page for some months."""
    at = datetime.now(UTC)
    debt_id = find_account(account, by=OPERATOR)
    address = pay_link(debt_id, at=at)
    if not address and provider_for_pages(at=at) is None:
        raise GatewayRefused("Nobody can pay on a page yet: set a gateway with goodstanding gateway set … --pages.")
    told = {"debt": debt_id, "link": address, "path": pay_path(debt_id, at=at)}
    if as_json:
        sys.stdout.write(json.dumps(told) + "\n")
        return
    typer.echo(address or told["path"])
    if not address:
        typer.echo("No web address is set for mail, so only the path is known.", err=True)
