"""`goodstanding inbox`: what providers posted to us, what could not be read, and what was refused at the door."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from goodstanding.outreach.inbox import queries
from goodstanding.outreach.inbox.refused import refused_counts
from goodstanding.outreach.inbox.registry import READERS
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False, invoke_without_command=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class InboxRefused(Refusal, ValueError):
    """Posts cannot be listed like this; the sentence says why."""


@app.callback()
def inbox(context: typer.Context, as_json: AsJson = False) -> None:
    """Print by source how many posts were taken, wait to be read, could not be read, and were refused."""
    if context.invoked_subcommand is not None:
        return
    taken, refused = queries.figures(), refused_counts(Path(os.environ["GOODSTANDING_DATA"]))
    told: dict[str, dict[str, Any]] = {
        name: {"taken": 0, "waiting": 0, "unreadable": 0}
        | taken.get(name, {})
        | {"refused": dict(refused.get(name, {}))}
        for name in sorted({*taken, *refused})
    }
    if as_json:
        sys.stdout.write(json.dumps(told) + "\n")
        return
    if not told:
        typer.echo("Nothing was posted to us yet. The doors: " + ", ".join(f"/webhooks/{name}/" for name in READERS))
        return
    table = Table("Source", "Taken", "Waiting", "Unreadable", "Refused", box=None)
    for name, line in told.items():
        words = ", ".join(f"{count:,} {reason}" for reason, count in sorted(line["refused"].items()))
        table.add_row(name, f"{line['taken']:,}", f"{line['waiting']:,}", f"{line['unreadable']:,}", words)
    Console(highlight=False).print(table)


@app.command()
def posts(
    source: Annotated[str, typer.Option(help="Of one source only.")] = "",
    unreadable: Annotated[bool, typer.Option("--unreadable", help="Only those that could not be read.")] = False,
    limit: Annotated[int, typer.Option(help="How many at most.", min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """List the latest posts and what came of each."""
    if source and source not in READERS:
        raise InboxRefused(f"{source[:40]!r} is no source; one of {', '.join(READERS)} is.")
    lines = queries.posts(source=source, unreadable=unreadable, limit=limit)
    if as_json:
        for line in lines:
            told = line._asdict() | {"received_at": line.received_at.isoformat()}
            told["read_at"] = line.read_at.isoformat() if line.read_at else None
            sys.stdout.write(json.dumps(told) + "\n")
        return
    for line in lines:
        outcome = line.outcome or "waits to be read"
        typer.echo(f"{line.id}  {line.received_at:%Y-%m-%d %H:%M:%S}  {line.source}  {line.size:,} bytes  {outcome}")
    if not lines:
        typer.echo("There are none.")
