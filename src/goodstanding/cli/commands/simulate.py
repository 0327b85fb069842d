"""`goodstanding simulate`: what a strategy would do, by today's book or a past day's sealed sheets; nothing is done."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.night import bar, data_folder
from goodstanding.cli.day import read_day
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.refusal import Refusal
from goodstanding.strategy.document.finding import DocumentRefused
from goodstanding.strategy.operations.simulating import Draft, Simulated, draft_from, draft_named, try_out

app = typer.Typer(add_completion=False)
FILE_ENDS = (".yaml", ".yml")
LONGEST_BYTES = 1_000_000
Rows = Sequence[dict[str, Any]]


class SimulationUnreadable(Refusal, ValueError):
    """What shall be simulated cannot be read."""


@app.command()
def simulate(
    name: Annotated[
        str, typer.Argument(metavar="FILE|NAME", help="A document, or the name of a strategy (or name@2).")
    ],
    *,
    day: Annotated[str, typer.Option("--date", help="The first day, as 2026-11-23; today if left out.")] = "",
    days: Annotated[int, typer.Option(help="How many days, the first one included.")] = 1,
    against: Annotated[
        str, typer.Option(help="book: as it is known now. sealed: the sheets of a past night.")
    ] = "book",
    workers: Annotated[int | None, typer.Option(help="How many processes; one a core if left out.", min=1)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Try a strategy out: who would receive what, at what cost, what the law refuses, and what would change."""
    now = datetime.now(UTC)
    if against not in ("book", "sealed"):
        raise SimulationUnreadable(f"{against[:30]!r} is nothing to simulate against; book or sealed is.")
    with bar("Simulating") as progress:
        found = try_out(
            draft(name),
            day=read_day(day) if day else now.date(),
            days=days,
            against=against,  # type: ignore[arg-type]  # one of the two, as was just asked.
            workers=workers,
            by=OPERATOR,
            at=now,
            folder=data_folder(),
            progress=progress,
        )
    if as_json:
        json.dump(found.told(), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    show(found)


def draft(name: str) -> Draft:
    """Return what to try out: the document in a file, or the one of that name."""
    path = Path(name)
    if not (path.is_file() or name.endswith(FILE_ENDS)):
        return draft_named(name)
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise SimulationUnreadable(f"{path} cannot be read; see goodstanding strategy check {path}.") from fault
    try:
        return draft_from(text)
    except DocumentRefused as refusal:
        raise SimulationUnreadable(f"{path} has faults; see goodstanding strategy check {path}.") from refusal


def show(found: Simulated) -> None:
    """Print what a simulation came to, one sentence first."""
    console, first = page(), found.days[0]
    console.print(sentence(found), highlight=False, soft_wrap=True)
    for table in tables(found):
        console.print(table)
    _compared(console, found)
    if found.is_recorded:
        say(f"Recorded: edition {found.edition} of {found.strategy} can be published within a day, by somebody else.")
    elif first["acts"] == 0:
        say("Nobody would receive anything.")


def sentence(found: Simulated) -> str:
    """Return what comes first."""
    first = found.days[0]
    where = "with the book as it is known now" if found.against == "book" else "on the sheets sealed that day"
    return (
        f"{found.strategy} edition {found.edition} on {found.day}, {where}: {first['due']:,} steps due on "
        f"{first['accounts']:,} accounts, {first['acts']:,} acts, {first['refused']:,} held back, "
        f"{first['exceptions']:,} exceptions."
    )


def tables(found: Simulated) -> Iterator[Table]:
    """Yield every table that has something in it."""
    first = found.days[0]
    yield from _filled("Who would receive what", _by_step(found.days))
    yield from _filled("Accounts by segment, on the first day", found.segments)
    yield from _filled("Held back, on the first day", first["withheld"])
    yield from _filled("What the law refused, channel by channel, on the first day", first["refusals"])
    yield from _filled("Cost, on the first day", first["cost"])
    yield from _filled("Calls against the hours of the teams, on the first day", first["load"])
    samples = [
        {
            "account": ", ".join(one["references"]),
            "step": f"{one['treatment']}/{one['step']}",
            "channel": one["channel"],
            "at": f"{one['planned_at']:%Y-%m-%d %H:%M} UTC" if one["planned_at"] else "",
            "owed": f"{one['balance']} {one['currency']}",
        }
        for one in _with_balances(found)
    ]
    yield from _filled("Some of the acts", samples)


def _with_balances(found: Simulated) -> Rows:
    told = found.told()["samples"]
    return [{**one, "balance": shown["balance"]} for one, shown in zip(found.samples, told, strict=True)]


def _by_step(days: Rows) -> Rows:
    """Return a row for each step and channel with its messages day by day."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for day in days:
        for row in day["by_step"]:
            key = (row["strategy"], row["treatment"], row["step"], row["channel"])
            counts.setdefault(key, Counter())[day["date"]] += row["messages"]
    names = ("strategy", "treatment", "step", "channel")
    return [
        {**dict(zip(names, key, strict=True)), **{day["date"]: found[day["date"]] for day in days}}
        for key, found in sorted(counts.items())
    ]


def _filled(title: str, rows: Rows) -> Iterator[Table]:
    if not rows:
        return
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name, cell in rows[0].items():
        is_number = isinstance(cell, int) and not isinstance(cell, bool)
        table.add_column(name.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row.values()))
    yield table


def _cell(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else ""
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def _compared(console: Console, found: Simulated) -> None:
    what = " and ".join(found.compared_with)
    if not what:
        console.print("No strategy runs on that day, so everything would be new.", highlight=False)
        return
    console.print(f"Against what runs ({what}):", highlight=False)
    for name, changes in found.difference.items():
        told = ", ".join(f"{many:,} {change.replace('_', ' ')}" for change, many in changes.items())
        console.print(f"  {name}: {told}.", highlight=False)
