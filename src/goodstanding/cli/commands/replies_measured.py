"""`goodstanding replies measure` and `train`: how well replies are read, and training the classifier anew."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from goodstanding.cli.page import page
from goodstanding.outreach.reply.label import LABELS
from goodstanding.outreach.reply.reading.measuring import judged, judged_by_folds, told
from goodstanding.outreach.reply.reading.trained import Phrase, classifier, keep, phrases
from goodstanding.outreach.reply.reading.training import train as trained
from goodstanding.refusal import Refusal

TRAINED = Path(__file__).resolve().parents[2] / "outreach" / "reply" / "trained"
CELL_MOST = 1_000_000


class MeasureRefused(Refusal, ValueError):
    """What is to be measured against cannot be read; the sentence says why."""


def measure(
    *,
    outside: Annotated[Path | None, typer.Option(help="A CSV file of other people's words to measure against.")] = None,
    text_column: Annotated[str, typer.Option(help="The column that holds the words.")] = "text",
    label_column: Annotated[str, typer.Option(help="The column that holds what they mean.")] = "label",
    alias: Annotated[list[str] | None, typer.Option(help="THEIRS=OURS, for every label called otherwise.")] = None,
    folds: Annotated[bool, typer.Option(help="Measure by leaving writers out, which takes half a minute.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure how well replies are read: by writers left out, on phrases held out, on a file from outside."""
    place = resources.files("goodstanding.outreach.reply")
    found: dict[str, Mapping[str, Any]] = {}
    if outside is not None:
        known = _outside(outside, text_column=text_column, label_column=label_column, aliases=_aliases(alias or []))
        found["outside"] = told(judged(known, classifier()))
    else:
        if folds:
            found["writers_left_out"] = told(judged_by_folds(phrases()))
        found["held_out"] = told(judged(phrases(place.joinpath("held_out")), classifier()))
    if as_json:
        sys.stdout.write(json.dumps({"edition": classifier().edition, **found}, indent=2) + "\n")
        return
    for name, figures in found.items():
        _print(name.replace("_", " "), figures)


def train(
    *,
    to: Annotated[
        Path | None, typer.Option(help="The folder to write to; where the program reads it by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Train the classifier of replies from the labelled phrases; the same phrases give the same classifier."""
    folder = to or TRAINED
    made = trained(phrases())
    try:
        keep(made, folder)
    except OSError as fault:
        raise MeasureRefused(f"Nothing can be written to {folder}.") from fault
    if as_json:
        figures = {"edition": made.edition, "temperature": made.temperature, "threshold": made.threshold}
        sys.stdout.write(json.dumps(figures | {"folder": str(folder)}) + "\n")
    else:
        typer.echo(f"Trained edition {made.edition}; an answer stands from {made.threshold:.0%} on.")


def _aliases(pairs: Sequence[str]) -> Mapping[str, str]:
    told = dict(pair.partition("=")[::2] for pair in pairs)
    wrong = [name for name in told.values() if name not in LABELS]
    if wrong:
        raise MeasureRefused(f"{wrong[0]!r} is no meaning of a reply; one of {', '.join(LABELS)} is.")
    return told


def _outside(file: Path, *, text_column: str, label_column: str, aliases: Mapping[str, str]) -> list[Phrase]:
    csv.field_size_limit(CELL_MOST)
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            rows = [(row[text_column], row[label_column]) for row in csv.DictReader(opened)]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise MeasureRefused(f"{file} cannot be read as a CSV file.") from fault
    except KeyError as fault:
        raise MeasureRefused(f"{file} has no column {fault.args[0]!r}.") from fault
    found = [Phrase("outside", "en", aliases.get(label, label), text) for text, label in rows if text]
    strange = sorted({one.label for one in found} - set(LABELS))
    if strange or not found:
        raise MeasureRefused(f"Say what {strange[0]!r} is to us, by --alias." if strange else f"{file} holds no words.")
    return found


def _print(name: str, figures: Mapping[str, Any]) -> None:
    table = Table(box=None, padding=(0, 2), title=f"{name}: {figures['phrases']} phrases", title_justify="left")
    for heading in ("label", "phrases", "precision", "recall", "seen"):
        table.add_column(heading, justify="left" if heading == "label" else "right")
    for one in figures["labels"]:
        shares = (_percent(one[column]) for column in ("precision", "recall", "seen"))
        table.add_row(one["label"], str(one["phrases"]), *shares)
    console = page()
    console.print(table)
    console.print(
        f"Right {_percent(figures['right'])}; without a person {_percent(figures['without_a_person'])}, of which right "
        f"{_percent(figures['right_without_a_person'])}; legal meanings recalled {_percent(figures['legal_recall'])}, "
        f"seen {_percent(figures['legal_seen'])}.\n",
        highlight=False,
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
