"""`goodstanding evidence …`: sign the log as it stands, export it for others to check, and show or prove entries."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR, require
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.evidence import operations, queries
from goodstanding.evidence.canonical import instant

app = typer.Typer(add_completion=False, help="Sign, export and prove the evidence log.", no_args_is_help=True)


@app.command()
def checkpoint() -> None:
    """Sign the log as it stands, into a file outside the database; copy that file to where nobody here can reach."""
    require(OPERATOR, "evidence.checkpoint")
    at = datetime.now(UTC)
    path = operations.write_checkpoint(Path(os.environ["GOODSTANDING_DATA"]), by=OPERATOR.name, at=at)
    say(f"Signed {queries.head().size} entries.")
    sys.stdout.write(f"{path}\n")


@app.command()
def export(file: Annotated[Path, typer.Argument(help="Where to write the log, one JSON line an entry.")]) -> None:
    """Export the log for checking offline: goodstanding verify --log FILE --checkpoint … --key …"""
    require(OPERATOR, "evidence.read")
    with file.open("wb") as lines:
        written = queries.export_log(lines)
    say(f"Wrote {written} entries to {file}.")


@app.command()
def show(
    subject: Annotated[str, typer.Argument(help="Whom or what it concerns, such as debt:12 or batch:1.")],
    limit: Annotated[int, typer.Option(help="How many entries, newest first.", min=1, max=10_000)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """Show the entries that concern somebody or something."""
    require(OPERATOR, "evidence.read")
    entries = queries.entries_for([subject], limit=limit)
    if as_json:
        for entry in entries:
            row = entry._asdict() | {"at": instant(entry.at), "recorded_at": instant(entry.recorded_at)}
            sys.stdout.write(json.dumps(row, default=dict) + "\n")
        return
    table = Table("position", "at", "what", "who", "facts")
    for entry in entries:
        facts = "erased" if entry.facts is None else json.dumps(dict(entry.facts), ensure_ascii=False)
        table.add_row(str(entry.position), f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.kind, entry.actor, facts)
    page().print(table)


@app.command()
def prove(entry: Annotated[int, typer.Argument(help="The entry's id, as a page or `show` tells it.")]) -> None:
    """Print the proof that an entry is in the log, as one JSON object."""
    require(OPERATOR, "evidence.read")
    proof = queries.inclusion_proof(entry)
    answer = {
        "entry": proof.entry_id,
        "position": proof.position,
        "size": proof.size,
        "commitment": proof.commitment.hex(),
        "path": [step.hex() for step in proof.path],
        "root": proof.root.hex(),
    }
    sys.stdout.write(json.dumps(answer, indent=1) + "\n")
