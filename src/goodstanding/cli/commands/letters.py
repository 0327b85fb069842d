"""`goodstanding letters`: batches for the print house, letters that came back, and the copy of each."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from rich.table import Table

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.first_command import FirstCommand
from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.outreach.channels.letter.operations.batches import record_batches
from goodstanding.outreach.channels.letter.operations.returned import return_letter
from goodstanding.outreach.channels.letter.queries import BatchLine, copy_of_letter, print_batch, print_batches
from goodstanding.outreach.channels.letter.returned_mail import REASONS, USUAL, Scan, reason_of, scans
from goodstanding.refusal import Refusal

app = typer.Typer(
    add_completion=False, cls=FirstCommand, help="Batches for the print house, and letters that came back."
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
REFUSED = 2


class FileUnreadable(Refusal, ValueError):
    """A file that should be read or written cannot be."""


@app.command("batches")
def batches(
    *,
    most: Annotated[int, typer.Option("--most", min=1, max=10_000, help="How many at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what was given to the print house, the newest first."""
    found = print_batches(by=OPERATOR, most=most)
    if as_json:
        for line in found:
            _put(_plain(line))
        return
    table = Table(box=None, padding=(0, 2))
    for heading in ("batch", "letters", "pages", "sheets", "since", "folder"):
        table.add_column(heading, justify="right" if heading in {"letters", "pages", "sheets"} else "left")
    for line in found:
        figures = (f"{line.letters:,}", f"{line.pages:,}", f"{line.sheets:,}")
        table.add_row(line.key, *figures, f"{line.at:%Y-%m-%d %H:%M} UTC", f"{line.folder}/{line.key}")
    page().print(table if found else "Nothing was given to a print house yet.", highlight=False)


@app.command("show")
def show(
    batch: Annotated[str, typer.Argument(help="The batch's name, or the beginning of it.")], *, as_json: AsJson = False
) -> None:
    """Show one batch: where it lies and the hashes of what is in it. Nothing is printed anew: it lies there still."""
    line = print_batch(batch, by=OPERATOR)
    if as_json:
        _put(_plain(line))
        return
    for name, value in _plain(line).items():
        page().print(f"{name:<18}{value}", highlight=False, markup=False)


@app.command("record")
def record(*, as_json: AsJson = False) -> None:
    """Put batches on record that lie in the folder and are not yet; the worker does this by itself."""
    names = record_batches(_data_folder(), by=OPERATOR, at=datetime.now(UTC))
    if as_json:
        _put({"batches": names})
    else:
        typer.echo(f"Put on record: {', '.join(names)}." if names else "Every batch is on record already.")


@app.command("returned")
def returned(
    codes: Annotated[list[str] | None, typer.Argument(help="The codes on the letters, as scanned or typed.")] = None,
    *,
    reason: Annotated[str, typer.Option(help=f"Why: {', '.join(REASONS)}.")] = USUAL,
    file: Annotated[str, typer.Option(help="A file with a code a line, or CODE,REASON; - for standard input.")] = "",
    as_json: AsJson = False,
) -> None:
    """Put letters down that came back: the message bounced, and the address is marked."""
    reason_of(reason)
    wanted = [Scan(code, reason) for code in codes or []]
    wanted += list(scans(_read(file), reason=reason)) if file else []
    if not wanted:
        raise FileUnreadable("Name the codes on the letters, or a file of them with --file.")
    answers = [_returned(one) for one in wanted]
    for answer in answers:
        if as_json:
            _put(answer)
        elif answer["refused"]:
            say(str(answer["refused"]))
        else:
            typer.echo(f"{answer['code']}: message {answer['message']} came back ({answer['reason']}).")
    if any(answer["refused"] for answer in answers):
        raise typer.Exit(REFUSED)


@app.command("copy")
def copy(
    letter: Annotated[str, typer.Argument(help="The letter's code, or its message's number.")],
    *,
    out: Annotated[Path, typer.Option(help="Where the PDF goes.")],
    as_json: AsJson = False,
) -> None:
    """Write the copy of a letter, byte for byte as it left."""
    number, content = copy_of_letter(letter, data_folder=_data_folder(), by=OPERATOR)
    try:
        out.write_bytes(content)
    except OSError as fault:
        raise FileUnreadable(f"{out} cannot be written: {fault.strerror}.") from fault
    if as_json:
        _put({"message": number, "file": str(out), "bytes": len(content)})
    else:
        typer.echo(f"Wrote the copy of message {number} to {out}.")


def _returned(one: Scan) -> dict[str, object]:
    """Put one letter down as returned and tell what came of it; each for itself, so that one wrong code stops none."""
    told: dict[str, object] = {"code": one.code[:40], "reason": one.reason, "message": None, "refused": ""}
    try:
        told["message"] = return_letter(one.code, reason=one.reason, by=OPERATOR, at=datetime.now(UTC))
    except Refusal as refusal:
        told["refused"] = str(refusal)
    return told


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise FileUnreadable(f"{file} cannot be read as a file of codes.") from fault


def _plain(line: BatchLine) -> dict[str, object]:
    return {**line._asdict(), "folder": f"{line.folder}/{line.key}", "at": line.at.isoformat()}


def _data_folder() -> Path:
    return Path(settings.DATA_FOLDER)


def _put(told: object) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
