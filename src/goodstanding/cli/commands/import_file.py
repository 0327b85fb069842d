"""`goodstanding import`: bring in a file of debts, invoices or payments."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.main import EXIT_REFUSED
from goodstanding.cli.page import page
from goodstanding.ingestion.operations import bring_in
from goodstanding.ingestion.summary import OnError, Summary
from goodstanding.ingestion.weighing.tally import STATES

app = typer.Typer(add_completion=False)
_ENDINGS = {
    "entered": "Everything that was accepted is in the books now, as batch {batch}.",
    "entered before": "This file is in the books already, as batch {batch}; nothing was changed.",
    "dry run": "This was a dry run; nothing was written.",
    "aborted": "Nothing was written, because rows were rejected and --on-error is abort.",
}
_KINDS = {"person": "persons", "contact_point": "contact points", "debt": "debts", "liable": "liable persons",
          "item": "items", "receipt": "receipts", "dispute": "disputes"}  # fmt: skip


class Pace(ProgressColumn):
    """Rows a second, once there is something to divide."""

    def render(self, task: Task) -> str:
        """Return the pace of a task as text."""
        return f"{task.speed:,.0f} rows/s" if task.speed else ""


@app.command()
def import_file(
    file: Annotated[Path, typer.Argument(help="The file: CSV, XLSX, JSON lines or Parquet.")],
    map_file: Annotated[
        Path, typer.Option("--map", help="The map that says which column is what; see docs/import.md.")
    ],
    client: Annotated[str, typer.Option(help="Whose receivables these are; opened if there is no such client.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    on_error: Annotated[
        str, typer.Option(help="abort: bring in nothing if a row is rejected. reject: all others.")
    ] = "reject",
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    chunk_rows: Annotated[int, typer.Option(min=1, help="Rows entered in one transaction.")] = bring_in.CHUNK_ROWS,
) -> None:
    """Bring in a file of debts, invoices or payments. The same file twice changes nothing."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), Pace(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Reading", total=None)

        def report(what: str, done: int, total: int | None) -> None:
            progress.update(bar, description=what, completed=done, total=total)

        summary = bring_in.bring_in(
            file, map_file, client_name=client, by=OPERATOR, at=datetime.now(UTC), on_error=on_error_of(on_error),
            dry_run=dry_run, chunk_rows=chunk_rows, progress=report,
        )  # fmt: skip
    if as_json:
        sys.stdout.write(json.dumps(summary.as_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        show(summary, page())
    if would_abort(summary, on_error):
        sys.exit(EXIT_REFUSED)


def would_abort(summary: Summary, on_error: str) -> bool:
    """Was the file refused as a whole, or would it be? A dry run ends as the real run would."""
    return summary.outcome == "aborted" or (
        summary.outcome == "dry run" and on_error == "abort" and summary.rows["rejected"] > 0
    )


def on_error_of(word: str) -> OnError:
    """Return what to do with rejected rows; raises a usage error for an unknown word."""
    if word == "abort":
        return "abort"
    if word == "reject":
        return "reject"
    raise typer.BadParameter("It is abort or reject.", param_hint="--on-error")


def show(summary: Summary, console: Console) -> None:
    """Print a summary for a person."""
    how = ", ".join(part for part in (summary.encoding, _delimiter(summary.delimiter)) if part)
    console.print(
        f"{summary.file} for {summary.client}: {summary.format}{f' ({how})' if how else ''}",
        highlight=False,
        markup=False,
    )
    rows = ", ".join(
        f"{count:,} {word.replace('_', ' ')}" for word, count in summary.rows.items() if count or word == "read"
    )
    console.print(f"Rows: {rows}.", highlight=False)
    table = Table(box=None, padding=(0, 2))
    table.add_column("")
    for state in STATES:
        table.add_column(state, justify="right")
    for kind, states in summary.records.items():
        table.add_row(_KINDS[kind], *(f"{states[state]:,}" for state in STATES))
    console.print(table)
    for currency, totals in summary.totals.items():
        for what, total in totals.items():
            console.print(f"{total['count']:,} {what}, {currency} {total['amount']}", highlight=False)
    if summary.repeats_flagged:
        _say_repeats(summary, console)
    if summary.rejected_file:
        console.print(f"Rejected rows and their reasons: {summary.rejected_file}", highlight=False, soft_wrap=True)
    console.print(_ENDINGS[summary.outcome].format(batch=summary.batch), highlight=False)


def _say_repeats(summary: Summary, console: Console) -> None:
    console.print(
        f"{summary.repeats_flagged:,} receipts look exactly like an earlier one; {summary.repeats_accepted:,} of them "
        "were accepted and are flagged.",
        highlight=False,
    )


def _delimiter(mark: str) -> str:
    names: dict[str, Any] = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "pipe"}
    return f"separated by {names.get(mark, mark)}" if mark else ""
