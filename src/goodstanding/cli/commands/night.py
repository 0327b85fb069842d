"""`goodstanding night`: decide what happens next for every account, ask the gate, and hand the acts over."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import hand_over as handed
from goodstanding.cli.commands.law_why import instant
from goodstanding.cli.day import read_day
from goodstanding.cli.main import say
from goodstanding.outreach.port.operations.message_port import port_in
from goodstanding.refusal import Refusal
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.strategy.operations.night import ENGINES, NightFigures, run_night
from goodstanding.strategy.queries.editions import is_stopped

app = typer.Typer(add_completion=False)


class NightUnreadable(Refusal, ValueError):
    """What was asked of the night cannot be read."""


@app.command()
def night(
    day: Annotated[str, typer.Option("--date", help="The business day, as 2026-11-23; today if left out.")] = "",
    engine: Annotated[str, typer.Option(help="local: the cores of this machine. spark: a Spark cluster.")] = "local",
    workers: Annotated[int | None, typer.Option(help="How many processes; one a core if left out.", min=1)] = None,
    at: Annotated[str | None, typer.Option(help="The instant to run at, with its offset; now if left out.")] = None,
    deliver: Annotated[bool, typer.Option("--hand-over/--no-hand-over", help="Hand the acts over as well.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run the night of a day; run it again, or after a crash, and it adds only what is missing."""
    begun = instant(at) or datetime.now(UTC)
    business_day = read_day(day) if day else begun.date()
    if engine not in ENGINES:
        raise NightUnreadable(f"{engine[:30]!r} is no engine; {' or '.join(ENGINES)} is.")
    with bar("Deciding") as progress:
        figures = run_night(
            day=business_day,
            by=OPERATOR,
            at=begun,
            folder=data_folder(),
            engine=engine,  # type: ignore[arg-type]  # one of the engines, as was just asked.
            workers=workers,
            progress=progress,
        )
    told = as_told(figures)
    if deliver:
        handed_at = instant(at) or datetime.now(UTC)
        port = port_in(data_folder(), at=handed_at)
        told["hand_over"] = hand_over(business_day, port=port, by=OPERATOR, at=handed_at, stop=is_stopped)
    if as_json:
        json.dump(told, sys.stdout, default=str)
        sys.stdout.write("\n")
    else:
        show(told)


def data_folder() -> Path:
    """Return where the lake and the port's log lie."""
    return Path(settings.DATA_FOLDER)


def as_told(figures: NightFigures) -> dict[str, Any]:
    """Return the figures in the words of the command's JSON."""
    told = asdict(figures)
    return {"date": told.pop("day").isoformat(), **told, "seconds": round(told["seconds"], 3)}


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar with rate and remaining time on standard error."""
    columns = (
        TextColumn(words), BarColumn(), MofNCompleteColumn(), TextColumn("parts"), TimeElapsedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("night", total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def show(told: dict[str, Any]) -> None:
    """Print the figures for people, one sentence first."""
    console = Console(highlight=False)
    console.print(
        f"Night of {told['date']}: {told['due']:,} steps due on {told['accounts']:,} accounts, {told['acts']:,} acts "
        f"({told['new_acts']:,} new), {told['refused']:,} held back, {told['exceptions']:,} exceptions, "
        f"{told['seconds']:.1f} s."
    )
    if told["resumed_parts"]:
        console.print(f"{told['resumed_parts']} of {told['parts']} parts were done before.")
    if "hand_over" in told:
        handed.show({"date": told["date"], **told["hand_over"]})
    if told["exceptions"]:
        say("See the exceptions with: goodstanding worklist exception")
