"""`goodstanding worklist`: what people of the house have to look at, and closing what was looked at."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.first_command import FirstCommand
from goodstanding.cli.page import page
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.worklists import lines
from goodstanding.workbench.worklist.line import Line
from goodstanding.worklists.operations.single import close_task
from goodstanding.worklists.queries import open_counts, queue, task_of
from goodstanding.worklists.queue import PAGE, read_place
from goodstanding.worklists.task import KINDS, TITLES

app = typer.Typer(add_completion=False, cls=FirstCommand, help="What is to be looked at: worklist [KIND].")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Number = Annotated[int, typer.Argument(help="The number of the task.")]


class PlaceUnreadable(Refusal, ValueError):
    """A word that should be a place in a queue is none."""


@app.command("read")
def read(
    kind: Annotated[
        str | None, typer.Argument(help=f"One of {', '.join(KINDS)}; without it, how many of each.")
    ] = None,
    *,
    after: Annotated[str | None, typer.Option(help="The place that the page before ended with.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many tasks.")] = PAGE,
    as_json: AsJson = False,
) -> None:
    """Print a worklist, the most pressing first, or how many tasks are open on each."""
    if kind is None:
        _print_counts(open_counts(OPERATOR), as_json=as_json)
        return
    place = read_place(after) if after else None
    if after and place is None:
        raise PlaceUnreadable(f"{after[:40]!r} is no place in a worklist; give the one the page before ended with.")
    found = queue(kind, by=OPERATOR, after=place, limit=limit)
    shown = lines(found.tasks, today=datetime.now(UTC).date())
    further = str(found.after) if found.after else None
    if as_json:
        _print_json({"kind": kind, "tasks": [_told(line) for line in shown], "after": further})
        return
    page().print(_table(shown) if shown else f"{TITLES[kind]}: nothing to look at.", highlight=False)
    if further:
        Console(stderr=True).print(f"There is more: goodstanding worklist {kind} --after {further}", highlight=False)


@app.command("show")
def show(task: Number, *, as_json: AsJson = False) -> None:
    """Print one task with its evidence."""
    (line,) = lines([task_of(task, by=OPERATOR)], today=datetime.now(UTC).date())
    if as_json:
        _print_json(_told(line))
        return
    console = page()
    console.print(f"Task {task}: {line.task.title}", highlight=False, markup=False)
    for name, text in line.evidence:
        console.print(f"  {name}: {text}", highlight=False, markup=False)
    if line.task.closed_at is not None:
        console.print(f"Closed by {line.task.closed_by}: {line.task.outcome}", highlight=False, markup=False)


@app.command("close")
def close(
    task: Number,
    *,
    outcome: Annotated[str, typer.Option(help="What became of it.")],
    as_json: AsJson = False,
) -> None:
    """Close a task with its outcome."""
    close_task(task, outcome=outcome, by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        _print_json({"task": task, "state": "closed"})
    else:
        typer.echo(f"Task {task} is closed.")


def _print_counts(counts: Mapping[str, int], *, as_json: bool) -> None:
    if as_json:
        _print_json({"open": dict(counts)})
        return
    table = Table(box=None, padding=(0, 2))
    table.add_column("worklist")
    table.add_column("open", justify="right")
    table.add_column("")
    for kind, number in counts.items():
        table.add_row(kind, f"{number:,}", TITLES[kind])
    page().print(table)


def _table(shown: list[Line]) -> Table:
    table = Table(box=None, padding=(0, 2))
    for heading in ("task", "what", "account", "whom", "amount", "since"):
        table.add_column(heading, justify="right" if heading in {"task", "amount"} else "left")
    for line in shown:
        amount = str(line.amount) if line.amount else ""
        since = line.task.opened_date.isoformat()
        table.add_row(str(line.task.task_id), line.task.title, line.whom.reference, line.whom.person, amount, since)
    return table


def _told(line: Line) -> Mapping[str, object]:
    """Return a task as JSON shows it."""
    task, amount = line.task, line.amount
    return {
        "task": task.task_id, "kind": task.kind, "matter": task.matter, "title": task.title,
        "evidence": task.evidence, "account": task.debt_id, "reference": line.whom.reference,
        "person": task.person_id, "name": line.whom.person, "client": line.whom.client,
        "amount": amount.decimal_string() if amount else None, "currency": amount.currency if amount else None,
        "priority": task.priority, "due_at": task.due_at.isoformat() if task.due_at else None,
        "opened_date": task.opened_date.isoformat(), "opened_at": task.opened_at.isoformat(),
        "closed_at": task.closed_at.isoformat() if task.closed_at else None, "outcome": task.outcome,
    }  # fmt: skip


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
