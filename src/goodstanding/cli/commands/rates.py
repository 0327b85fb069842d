"""`goodstanding rates`: bring in the history of a base rate, and show what is known."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.day import read_day
from goodstanding.cli.page import page
from goodstanding.ledger.interest import rate_file
from goodstanding.ledger.interest.base_rate import RateUnknown, reference_day
from goodstanding.ledger.interest.queries import histories
from goodstanding.ledger.operations.rates import enter_rates
from goodstanding.money.rate import Rate
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Base rates, such as the Bank of England's.")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[
    str, typer.Option(help="What the rate is called in terms and in the lawbook: boe_base, ecb_reference.")
]


class FileUnreadable(Refusal):
    """The file is not there, or is no text."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file with a column called date and the rate in percent.")],
    *,
    name: Name,
    column: Annotated[str, typer.Option(help="Which column is the rate, where there are several.")] = "",
    source: Annotated[str, typer.Option(help="Where the figures come from; the file's name by default.")] = "",
    as_json: AsJson = False,
) -> None:
    """Bring in a history. What is known already is passed over; another rate for a known day corrects it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise FileUnreadable(f"{file} cannot be read as text: {fault}.") from fault
    read = rate_file.read(text, column=column)
    entered = enter_rates(name, read.changes, source=source or file.name, by=OPERATOR, at=datetime.now(UTC))
    told = {
        "name": name, "rows": read.rows, "changes": len(read.changes), "changing_nothing": read.changing_nothing,
        "out_of_order": [day.isoformat() for day in read.out_of_order], **entered._asdict(),
    }  # fmt: skip
    if as_json:
        sys.stdout.write(json.dumps(told) + "\n")
        return
    typer.echo(
        f"{read.rows} rows, {len(read.changes)} changes of {name}: {entered.new} new, {entered.corrected} corrected, "
        f"{entered.known} known already. {read.changing_nothing} rows change nothing; "
        f"{len(read.out_of_order)} stood below a later day and were put in order."
    )


@app.command("show")
def show(
    *,
    name: Annotated[str, typer.Option(help="Which rate; all by default.")] = "",
    on: Annotated[str | None, typer.Option(help="The rate of that day only.")] = None,
    read_on: Annotated[str, typer.Option(help="With --on: the reference days it is read on, as 06-30,12-31.")] = "",
    last: Annotated[int, typer.Option(help="How many of the latest changes.")] = 12,
    as_json: AsJson = False,
) -> None:
    """Show the latest changes, or the rate on a day."""
    known = histories()
    chosen = {one: known[one] for one in sorted(known) if name in {"", one}}
    if name and not chosen:
        raise RateUnknown(f"No base rate is called {name!r}; bring in its history with `rates import`.")
    day = read_day(on) if on else None
    if day is not None and read_on:
        day = reference_day(day, reference_days=read_on.split(","), is_strict=False)
    lines = [
        (one, change.effective_date, change.ppm)
        for one, history in chosen.items()
        for change in (history.changes[-max(1, last) :] if day is None else [])
    ]
    lines += [(one, day, history.on(day)) for one, history in chosen.items() if day is not None]
    if as_json:
        told = [{"name": one, "date": when.isoformat(), "ppm": ppm} for one, when, ppm in lines]
        sys.stdout.write(json.dumps(told) + "\n")
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("rate", "from" if day is None else "on", "a year"):
        table.add_column(heading, justify="right" if heading == "a year" else "left")
    for one, when, ppm in lines:
        table.add_row(one, when.isoformat(), str(Rate(ppm)))
    page().print(table if lines else "No base rate is known yet.", highlight=False)
