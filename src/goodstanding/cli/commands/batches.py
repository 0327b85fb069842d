"""`goodstanding batches`: what was brought in, and taking it back."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.page import page
from goodstanding.ingestion.operations import undoing
from goodstanding.ingestion.queries import BatchLine, batch_of, batches

app = typer.Typer(add_completion=False, no_args_is_help=False)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback(invoke_without_command=True)
def main(context: typer.Context, as_json: AsJson = False) -> None:
    """List what was brought in, show a batch, or undo one. Without a word, the list."""
    if context.invoked_subcommand is None:
        list_batches(as_json=as_json)


@app.command("list")
def list_batches(as_json: AsJson = False) -> None:
    """List all batches, the latest first."""
    found = batches()
    if as_json:
        _print_json([told(line) for line in found])
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("batch", "client", "file", "map", "state", "rows", "rejected", "begun"):
        table.add_column(heading, justify="right" if heading in {"batch", "rows", "rejected"} else "left")
    for line in found:
        begun = line.begun_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
        cells = (line.client, line.file_name, line.map_name, line.state, f"{line.rows:,}", f"{line.rejected:,}", begun)
        table.add_row(str(line.batch_id), *cells)
    console = page()
    console.print(table if found else "Nothing was brought in yet.")


@app.command()
def show(batch: Annotated[int, typer.Argument(help="Number of the batch.")], as_json: AsJson = False) -> None:
    """Show one batch with its numbers."""
    line = batch_of(batch)
    if as_json:
        _print_json(told(line))
        return
    console = page()
    console.print(
        f"Batch {line.batch_id}: {line.file_name} by {line.map_name} for {line.client}, {line.state}.", highlight=False
    )
    console.print(f"{line.rows:,} rows, {line.rejected:,} rejected; begun by {line.begun_by}.", highlight=False)
    for kind, states in line.summary.get("records", {}).items():
        counts = ", ".join(f"{count:,} {state}" for state, count in states.items() if count)
        console.print(f"  {kind.replace('_', ' ')}: {counts or 'none'}", highlight=False)


@app.command()
def undo(batch: Annotated[int, typer.Argument(help="Number of the batch.")], as_json: AsJson = False) -> None:
    """Take a batch back: reverse its postings, withdraw what it brought, give back what it wrote over."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Undoing", total=None)
        chunks = undoing.undo(
            batch,
            by=OPERATOR,
            at=datetime.now(UTC),
            progress=lambda what, done, total: progress.update(bar, description=what, completed=done, total=total),
        )
    if as_json:
        _print_json({"batch": batch, "state": "undone", "chunks_undone": chunks})
    else:
        page().print(f"Batch {batch} is undone. The same file can be brought in again.", highlight=False)


def told(line: BatchLine) -> Mapping[str, Any]:
    """Return a batch as JSON shows it."""
    instants = {"begun_at": line.begun_at.isoformat(), "ended_at": line.ended_at.isoformat() if line.ended_at else None}
    return line._asdict() | instants


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
