"""`goodstanding pause-sending` and `goodstanding resume-sending`: stop everything that leaves, and let it go on."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.main import say
from goodstanding.outreach.channels.provider import BatchProvider, Provider
from goodstanding.outreach.channels.queries import provider_of
from goodstanding.outreach.sending.operations import guarding, pausing

pause_app = typer.Typer(add_completion=False)
resume_app = typer.Typer(add_completion=False)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@pause_app.command()
def pause(
    reason: Annotated[str, typer.Argument(help="Why nothing may leave; whoever wonders will read it.")],
    as_json: AsJson = False,
) -> None:
    """Pause all sending at once: within five seconds nothing leaves any more, until somebody lets it go on."""
    pausing.pause_sending(reason, by=OPERATOR, at=datetime.now(UTC))
    _told({"sending": "paused", "reason": reason}, "Sending is paused. Let it go on with: goodstanding resume-sending",
          as_json=as_json)  # fmt: skip


@resume_app.command()
def resume(
    reason: Annotated[str, typer.Argument(help="Why it may go on.")] = "",
    reconcile: Annotated[
        bool, typer.Option("--reconcile", help="First ask providers about what left and the books do not know.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Let sending go on; after a backup was put back, with --reconcile."""
    now = datetime.now(UTC)
    found: list[guarding.Reconciled] = []
    if reconcile:
        found = guarding.reconcile(Path(settings.DATA_FOLDER), provider_of=_provider, by=OPERATOR, at=now)
        for one in found:
            say(f"{one.key} ({one.channel}): {one.word}. {one.sentence}")
    if pausing.is_paused():
        pausing.resume_sending(reason or ("It was reconciled." if reconcile else ""), by=OPERATOR, at=now)
    elif not reconcile:
        raise pausing.SendingRefused("Sending is not paused.")
    told = {"sending": "resumed", "reconciled": [one._asdict() for one in found]}
    _told(told, f"Sending goes on. {len(found)} keys were reconciled." if reconcile else "Sending goes on.",
          as_json=as_json)  # fmt: skip


def _provider(channel: str) -> Provider | BatchProvider:
    return provider_of(channel, at=datetime.now(UTC), data_folder=Path(settings.DATA_FOLDER))


def _told(told: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        typer.echo(sentence)
