"""`goodstanding contact`: record a contact that took place outside the program, so that the law's counts are right."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.law_why import instant
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False)


@app.command()
def contact(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    *,
    channel: Annotated[str, typer.Option(help="call, sms, email, letter, voicemail …")],
    outcome: Annotated[str, typer.Option(help="no_answer, voicemail_left, conversation, busy, delivered …")] = "",
    direction: Annotated[str, typer.Option(help="outbound or inbound.")] = "outbound",
    content: Annotated[str, typer.Option(help="dispute, cease_communication, validation_notice …")] = "",
    purpose: Annotated[str, typer.Option(help="Why it was done.")] = "",
    contact_point: Annotated[int | None, typer.Option(help="The number of the contact point it went through.")] = None,
    reached: Annotated[str, typer.Option(help="Whom it reached: consumer, spouse, third_party …")] = "consumer",
    at: Annotated[str | None, typer.Option(help="When, as 2026-05-05T10:00-04:00; now by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Record a contact about an account."""
    now = datetime.now(UTC)
    fact = ContactFact(instant(at) or now, now, direction, channel, outcome, content, purpose)
    debt_id = find_account(account, by=OPERATOR)
    number = record_contact([debt_id], fact=fact, contact_point_id=contact_point, reached=reached, by=OPERATOR, at=now)
    if as_json:
        sys.stdout.write(json.dumps({"contact": number}) + "\n")
    else:
        typer.echo(f"Recorded as contact {number}.")
