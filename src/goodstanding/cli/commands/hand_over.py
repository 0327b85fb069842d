"""`goodstanding hand-over`: give the acts that a night planned to the port, each once."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.day import read_day
from goodstanding.cli.main import say
from goodstanding.outreach.port.operations.message_port import port_in
from goodstanding.strategy.operations.hand_over import hand_over

app = typer.Typer(add_completion=False)


@app.command()
def give(
    day: Annotated[str, typer.Option("--date", help="The business day, as 2026-11-23; today if left out.")] = "",
    at: Annotated[
        str | None, typer.Option(help="The instant to hand over at, with its offset; now by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Hand over the acts of a day that are not answered for; call it again whenever you like."""
    now = instant(at) or datetime.now(UTC)
    chosen = read_day(day) if day else now.date()
    port = port_in(Path(settings.DATA_FOLDER), at=now)
    figures = {"date": chosen.isoformat(), **hand_over(chosen, port=port, by=OPERATOR, at=now)}
    if as_json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        show(figures)


def show(figures: dict[str, Any]) -> None:
    """Print the figures for people, one sentence first."""
    typer.echo(
        f"Hand-over of {figures['date']}: {figures['acts']:,} acts were open, {figures['taken']:,} were taken and "
        f"{figures['refused']:,} refused by the port, in {figures['seconds']:.1f} s."
    )
    for title, counts in (("Held back", figures["withheld"]), ("Waiting", figures["waiting"])):
        for word, count in sorted(counts.items()):
            typer.echo(f"  {title}: {count:,}, {word}.")
    if figures["looked_up"]:
        say(f"{figures['looked_up']:,} acts were cut off in the middle before; the port was asked about them first.")
    if figures["stopped"]:
        say(f"{figures['stopped']:,} acts belong to strategies that are stopped; they stay as they are.")
