"""`goodstanding notice …`: check a validation notice, print it on the model form, and list the form's fields."""

import hashlib
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from goodstanding.cli.main import say
from goodstanding.cli.page import page
from goodstanding.compliance.lawbook.book import shipped
from goodstanding.disputes.notice import reading
from goodstanding.disputes.notice.content import Notice
from goodstanding.disputes.notice.field import FIELDS
from goodstanding.disputes.notice.judgement import Judgement, judgements, with_period_ends
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
    """Check a notice against the 41 fields and the lawbook. Exit code 0 when nothing is wrong, 1 with all that is."""
    notice, found = judged(opened(file))
    if as_json:
        put(told(notice, found))
    else:
        show(found)
    say(f"The notice is sound; {found.rules_asked} rules looked at it." if found.is_sound else refusal(found))
    raise SystemExit(0 if found.is_sound else 1)


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
    notice, found = judged(opened(file))
    if not found.is_sound:
        show(found)
        say(f"{refusal(found)} Nothing was written.")
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


def judged(notice: Notice) -> tuple[Notice, Judgement]:
    """Return a notice with the end of its period worked out, and everything that is wrong with it."""
    lawbook, today = shipped(), datetime.now(UTC).date()
    (whole,) = with_period_ends([notice], lawbook=lawbook, today=today)
    (found,) = judgements([whole], lawbook=lawbook, today=today)
    return whole, found


def told(notice: Notice, found: Judgement) -> dict[str, object]:
    """Return a judgement as plain values."""
    least = notice.period.minimum_end_date
    return {
        "sound": found.is_sound,
        "problems": [asdict(one) for one in found.problems],
        "rules": [asdict(one) for one in found.rulings],
        "rules_asked": found.rules_asked,
        "edition": found.edition,
        "minimum_end_date": least.isoformat() if least else None,
    }


def refusal(found: Judgement) -> str:
    """Say how many things there are."""
    count = len(found.problems) + len(found.rulings)
    return f"The notice is refused: {'one thing is' if count == 1 else f'{count} things are'} wrong."


def show(found: Judgement) -> None:
    """Print everything that is wrong, for people: by field, and then by rule of the lawbook."""
    if found.is_sound:
        return
    table = Table("no.", "field or rule", "what is wrong", "provision")
    for one in found.problems:
        table.add_row(str(one.number), one.name, escape(one.sentence), one.citation)
    for ruling in found.rulings:
        names = f" ({', '.join(ruling.wrong).replace('_', ' ')})" if ruling.wrong and ruling.rule_id else ""
        table.add_row("", ruling.rule_id or "lawbook", escape(ruling.sentence + names), ruling.citation)
    page().print(table)


def put(told: object) -> None:
    """Print one JSON value on standard output."""
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
