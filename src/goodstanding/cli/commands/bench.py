"""`goodstanding bench`: measure import, report, search, night, gate, notices, outreach or money here, in own books.

Numbers, not judgements: what is fast enough is written in docs/benchmarks.md. The measurements that need the books
are imported by name once the books are ready, because Django reads its settings when it is imported.
"""

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from goodstanding.cli.commands.bench_books import books, rows_folder
from goodstanding.cli.commands.bench_machine import machine, watched

app = typer.Typer(add_completion=False, no_args_is_help=True)
MILLION = 1_000_000
WATCHES_ITSELF = {"night"}

Rows = Annotated[int, typer.Option(help="How many debts.", min=10)]
Keep = Annotated[Path | None, typer.Option(help="Keep the books in this folder, or use those that are there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command(name="import")
def import_(rows: Rows = MILLION, keep: Keep = None, as_json: AsJson = False) -> None:
    """Bring in a file of placements: a debt, its debtor and two contact points in every row."""
    measure("import", rows=rows, keep=keep, as_json=as_json)


@app.command()
def report(rows: Rows = MILLION, keep: Keep = None, as_json: AsJson = False) -> None:
    """Print ageing, summary and the monthly figures over filled books, five times each."""
    measure("report", rows=rows, keep=keep, as_json=as_json)


@app.command()
def search(rows: Rows = MILLION, keep: Keep = None, as_json: AsJson = False) -> None:
    """Look people up in filled books and open the pages of their accounts."""
    measure("search", rows=rows, keep=keep, as_json=as_json)


@app.command()
def night(
    accounts: Annotated[int, typer.Option(help="How many accounts.", min=10)] = MILLION,
    keep: Keep = None,
    as_json: AsJson = False,
) -> None:
    """Run a night over filled books, from the database to committed acts, and measure the floor beside it."""
    measure("night", rows=accounts, keep=keep, as_json=as_json)


@app.command()
def law(rows: Rows = MILLION, as_json: AsJson = False) -> None:
    """Run acts with three events each through the gate, in bulk, in batches of a thousand and singly."""
    with watched(None) as peak:
        found = importlib.import_module("goodstanding.cli.commands.bench_law").run(None, rows=rows)
    show({"bench": "law", "machine": machine(), "rows": rows, **found, **peak.figures()}, as_json=as_json)


@app.command()
def notices(
    rows: Annotated[int, typer.Option(help="How many notices.", min=10)] = 1_000, as_json: AsJson = False
) -> None:
    """Print validation notices, no two alike: in one process, and in one for each core."""
    with watched(None) as peak:
        found = importlib.import_module("goodstanding.cli.commands.bench_notices").run(None, rows=rows)
    show({"bench": "notices", "machine": machine(), "rows": rows, **found, **peak.figures()}, as_json=as_json)


@app.command()
def outreach(
    mails: Annotated[int, typer.Option(help="How many e-mails; 0 leaves them out.", min=0)] = 2_000,
    letters: Annotated[int, typer.Option(help="How many letters; 0 leaves them out.", min=0)] = 10_000,
    posts: Annotated[int, typer.Option(help="How many posts of providers; 0 leaves them out.", min=0)] = 10_000,
    keep: Keep = None,
    as_json: AsJson = False,
) -> None:
    """Send e-mails to a server of this machine, print letters in a batch, and take posts of providers."""
    sizes = {"mails": mails, "letters": letters, "posts": posts}
    measure("outreach", rows=max(sizes.values()), keep=keep, as_json=as_json, sizes=sizes)


@app.command()
def money(
    payments: Annotated[int, typer.Option(help="How many payments of a file; 0 leaves them out.", min=0)] = 100_000,
    bank_entries: Annotated[int, typer.Option(help="How many entries of a bank file; 0: none.", min=0)] = 100_000,
    lines: Annotated[int, typer.Option(help="How many bank lines to match; 0 leaves them out.", min=0)] = 20_000,
    debts: Annotated[int, typer.Option(help="How many debts to reckon interest for; 0: none.", min=0)] = MILLION,
    keep: Keep = None,
    as_json: AsJson = False,
) -> None:
    """Post payments of a file, read a bank file, match its lines, and reckon the interest of a whole book."""
    sizes = {"payments": payments, "bank_entries": bank_entries, "lines": lines, "debts": debts}
    measure("money", rows=max(sizes.values()), keep=keep, as_json=as_json, sizes=sizes)


def measure(name: str, *, rows: int, keep: Path | None, as_json: bool, **sizes: dict[str, int]) -> None:
    """Ready the books, run one measurement, and print what came out.

    Memory is watched all the while, unless the measurement watches it by itself, and then only where it matters.
    """
    with books(keep) as folder:
        run: Callable[..., dict[str, Any]] = importlib.import_module(f"goodstanding.cli.commands.bench_{name}").run
        if name in WATCHES_ITSELF:
            found = run(folder, rows=rows, **sizes)
        else:
            with watched(rows_folder(folder)) as peak:
                found = run(folder, rows=rows, **sizes)
            found = {**found, **{key: found.get(key, value) for key, value in peak.figures().items()}}
    show({"bench": name, "machine": machine(), "rows": rows, **found}, as_json=as_json)


def show(told: dict[str, Any], *, as_json: bool) -> None:
    """Print JSON for programs, and the same as lines for people."""
    if as_json:
        json.dump(told, sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    console = Console(highlight=False)
    for name, value in lines(told, prefix=""):
        console.print(f"{name:<44} {value}")


def lines(told: dict[str, Any], *, prefix: str) -> list[tuple[str, object]]:
    """One line for each figure; what lies inside another is named with it."""
    found: list[tuple[str, object]] = []
    for name, value in told.items():
        words = f"{prefix}{name.replace('_', ' ')}"
        found += lines(value, prefix=f"{words}, ") if isinstance(value, dict) else [(words, value)]
    return found
