"""`goodstanding notice …`: check a validation notice, print it on the model form, and list the form's fields."""

import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.disputes.notice import check, reading
from goodstanding.disputes.notice.check import Problem
from goodstanding.disputes.notice.content import Notice
from goodstanding.disputes.notice.field import FIELDS
from goodstanding.disputes.notice.printing.press import Press
from goodstanding.disputes.notice.printing.wording import WORDS, Language
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False, help="Check and print validation notices.", no_args_is_help=True)

File = Annotated[
    Path, typer.Argument(help="The notice as JSON, as docs/notices.md describes it; - for standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class NoticeFileRefused(Refusal):
    """The file cannot be read or written, or there is no such language."""


@app.command(name="check")
def check_file(file: File, as_json: AsJson = False) -> None:
    """Check a notice against the 41 fields. Exit code 0 when nothing is wrong, 1 with everything that is."""
    found = check.problems(opened(file))
    if as_json:
        put({"sound": not found, "problems": [asdict(one) for one in found]})
    elif found:
        show(found)
    say(f"The notice is refused: {counted(found)} wrong." if found else "The notice is sound.")
    raise SystemExit(1 if found else 0)


@app.command(name="print")
def print_file(
    file: File,
    *,
    out: Annotated[Path, typer.Option(help="Where to write the PDF.")],
    language: Annotated[str, typer.Option(help="en or es.")] = "en",
    fonts: Annotated[
        Path | None,
        typer.Option(help="A folder of fonts to use besides the built-in ones.", exists=True, file_okay=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print a notice as a PDF on the model form, or print what is wrong with it and write nothing."""
    chosen = read_language(language)
    notice = opened(file)
    found = check.problems(notice)
    if found:
        show(found)
        say(f"The notice is refused: {counted(found)} wrong. Nothing was written.")
        raise SystemExit(1)
    printed = Press(fonts=fonts).print(notice, language=chosen)
    try:
        out.write_bytes(printed)
    except OSError as fault:
        raise NoticeFileRefused(f"The PDF cannot be written: {fault}.") from fault
    if as_json:
        digest = hashlib.sha256(printed).hexdigest()
        put({"file": str(out), "language": chosen, "bytes": len(printed), "sha256": digest})
    say(f"Wrote {out}.")
    if chosen != "en":
        say("Send it with the English notice, or after it: 12 CFR 1006.34(e)(1).")


@app.command()
def fields(as_json: AsJson = False) -> None:
    """List the 41 fields of the model form: what each is, and whether a notice must carry it."""
    if as_json:
        put([asdict(one) for one in FIELDS])
        return
    table = Table("no.", "field", "status", "12 CFR 1006.34", "what it is")
    for one in FIELDS:
        table.add_row(str(one.number), one.name, one.status, one.citation, one.sentence)
    page().print(table)


def opened(file: Path) -> Notice:
    """Read a notice from a file, or refuse with the reason."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        return reading.read(json.loads(text))
    except (OSError, UnicodeDecodeError) as fault:
        raise NoticeFileRefused(f"The file cannot be read: {fault}.") from fault
    except (json.JSONDecodeError, RecursionError) as fault:
        raise NoticeFileRefused(f"{file} is not JSON: {fault}.") from fault


def read_language(text: str) -> Language:
    """Return one of the languages there are, or refuse."""
    for language in WORDS:
        if language == text:
            return language
    raise NoticeFileRefused(f"There is no wording in {text[:40]!r}; choose {' or '.join(WORDS)}.")


def counted(found: tuple[Problem, ...]) -> str:
    """Say how many things there are."""
    return "one thing is" if len(found) == 1 else f"{len(found)} things are"


def show(found: tuple[Problem, ...]) -> None:
    """Print everything that is wrong, for people."""
    table = Table("no.", "field", "what is wrong", "provision")
    for one in found:
        table.add_row(str(one.number), one.name, escape(one.sentence), one.citation)
    page().print(table)


def put(told: object) -> None:
    """Print one JSON value on standard output."""
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
