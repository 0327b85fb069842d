"""`goodstanding strategy …`: check a document, adopt or propose one, publish it, ramp it, stop it."""

import importlib
import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from goodstanding.cli.commands import readiness, strategy_pages
from goodstanding.cli.main import say
from goodstanding.cli.password import asked_password
from goodstanding.refusal import Refusal
from goodstanding.strategy.document.document import WHOLE_PPM
from goodstanding.strategy.document.finding import DocumentRefused
from goodstanding.strategy.document.form import schema as form
from goodstanding.strategy.document.reading import read_closely

app = typer.Typer(
    add_completion=False,
    help="Strategies: check a document, adopt or propose one, publish, ramp and stop it.",
    no_args_is_help=True,
)

File = Annotated[Path, typer.Argument(help="The document, as docs/strategy.md describes it; - for standard input.")]
Name = Annotated[str, typer.Argument(help="The name of the strategy.")]
Edition = Annotated[int | None, typer.Option(help="The number of the edition; the newest by default.")]
Share = Annotated[str, typer.Option(help="The share of people it holds for, as 1 %.")]
By = Annotated[str | None, typer.Option(help="Who does it, by e-mail; their password is asked for.")]
FromInput = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON only.")]


class StrategyFileRefused(Refusal):
    """The file cannot be read."""


class ShareRefused(Refusal, ValueError):
    """A share is not one."""


@app.command()
def check(file: File, as_json: AsJson = False) -> None:
    """Check a document. Exit code 0 when it can be used, 1 with all that is wrong, each with line and column."""
    text = opened(file)
    try:
        reading = read_closely(text)
    except DocumentRefused as refused:
        strategy_pages.findings(refused.findings, as_json=as_json)
        if not as_json:
            say(strategy_pages.verdict(refused.findings))
        raise SystemExit(1) from refused
    if as_json:
        strategy_pages.findings(reading.warnings, as_json=True, document=reading.document)
        return
    strategy_pages.findings(reading.warnings, as_json=False)
    strategy_pages.document(reading.document)
    say(strategy_pages.verdict(reading.warnings))


@app.command()
def schema() -> None:
    """Print the JSON Schema of strategy documents, for editors that complete and check while typing."""
    sys.stdout.write(json.dumps(form(), indent=2) + "\n")


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List every edition that was proposed and how it stands, and what ships."""
    told = _books().listed()
    if as_json:
        sys.stdout.write(json.dumps(told, default=_written) + "\n")
    else:
        strategy_pages.editions(told)


@app.command()
def show(
    name: Name,
    edition: Edition = None,
    text: Annotated[
        bool, typer.Option("--text", help="Print the document itself, to be changed and proposed.")
    ] = False,
) -> None:
    """Show an edition: its segments, and its steps as a calendar."""
    told, sentence = _books().text_of(name, edition)
    if text:
        sys.stdout.write(told)
        return
    strategy_pages.document(read_closely(told).document)
    say(sentence)


@app.command()
def adopt(name: Name, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False) -> None:
    """Propose a strategy that ships: small-business or agency."""
    books = _books()
    _done(books.adopt(name, by=_who(books, by, from_input=password_stdin)), as_json=as_json)


@app.command()
def propose(file: File, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False) -> None:
    """Propose an edition, so that it can be simulated and then published by somebody else."""
    text = opened(file)
    books = _books()
    _done(books.propose(text, by=_who(books, by, from_input=password_stdin)), as_json=as_json)


@app.command()
def publish(
    name: Name,
    edition: Edition = None,
    share: Share = "100 %",
    by: By = None,
    password_stdin: FromInput = False,
    as_json: AsJson = False,
) -> None:
    """Let an edition hold, for everybody or for a share of people; somebody else proposed it, and it was simulated."""
    share_ppm = ppm_of(share)
    books = _books()
    who = _who(books, by, from_input=password_stdin)
    _done(books.publish(name, edition, share_ppm=share_ppm, by=who), as_json=as_json)


@app.command()
def ramp(
    name: Name,
    share: Annotated[str, typer.Argument(help="The share of people, as 10 %.")],
    by: By = None,
    password_stdin: FromInput = False,
    as_json: AsJson = False,
) -> None:
    """Let the edition on its way hold for a larger share of people."""
    share_ppm = ppm_of(share)
    books = _books()
    _done(books.ramp(name, share_ppm=share_ppm, by=_who(books, by, from_input=password_stdin)), as_json=as_json)


@app.command()
def stop(name: Name, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False) -> None:
    """Stop a strategy at once: nothing more is decided or handed over by it."""
    _said("stop", name, by, from_input=password_stdin, as_json=as_json)


@app.command()
def resume(name: Name, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False) -> None:
    """Let a stopped strategy go on as it stood."""
    _said("resume", name, by, from_input=password_stdin, as_json=as_json)


@app.command()
def end(name: Name, by: By = None, password_stdin: FromInput = False, as_json: AsJson = False) -> None:
    """End the edition on its way, so that the one before holds again; or else the strategy."""
    _said("end", name, by, from_input=password_stdin, as_json=as_json)


def opened(file: Path) -> str:
    """Return the text of a file, or of standard input; raises StrategyFileRefused."""
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as fault:
        raise StrategyFileRefused(f"{file} cannot be read: {fault.strerror or fault}.") from fault
    except UnicodeDecodeError as fault:
        raise StrategyFileRefused(f"{file} is not text in UTF-8.") from fault


def ppm_of(text: str) -> int:
    """Return a share written as 10, 10% or "10 %" in parts per million; raises ShareRefused.

    >>> ppm_of("2.5 %")
    25000
    """
    try:
        share = Decimal(text.strip().removesuffix("%").strip())
    except InvalidOperation:
        share = Decimal(-1)
    ppm = share * WHOLE_PPM / 100 if share.is_finite() else Decimal(-1)
    if not 0 < ppm <= WHOLE_PPM or ppm != ppm.to_integral_value():
        raise ShareRefused(f"{text[:30]!r} is no share; write it as 10 %, above 0 and at most 100.")
    return int(ppm)


def _books() -> Any:
    """Ready the books, and return the module that knows them."""
    readiness.ready_books()
    return importlib.import_module("goodstanding.cli.commands.strategy_books")


def _who(books: Any, email: str | None, *, from_input: bool) -> Any:
    """Return who acts: the operator, or somebody who proves by their password that it is they."""
    if email is None:
        return books.OPERATOR
    return books.somebody(email, asked_password(email, from_input=from_input))


def _said(deed: str, name: str, by: str | None, *, from_input: bool, as_json: bool) -> None:
    books = _books()
    _done(books.say_of(deed, name, by=_who(books, by, from_input=from_input)), as_json=as_json)


def _done(done: tuple[dict[str, Any], str], *, as_json: bool) -> None:
    """Print what was done, for programs or for people."""
    told, sentence = done
    if as_json:
        sys.stdout.write(json.dumps(told, default=_written) + "\n")
    else:
        say(sentence)


def _written(value: Any) -> str:
    """Return an instant as JSON shows it."""
    return str(value.isoformat())
