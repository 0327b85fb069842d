"""`goodstanding demo`: load the sample book as a user would load files, and serve the workbench."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.contrib.auth.hashers import check_password
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from goodstanding.access import operations as access
from goodstanding.access import queries as people
from goodstanding.access.permission import OPERATOR
from goodstanding.access.role import Role
from goodstanding.cli.commands import catcher_process, serving
from goodstanding.cli.main import say
from goodstanding.database import private_file, secret
from goodstanding.ingestion.operations.bring_in import bring_in
from goodstanding.payments.gateway.operations.setting import set_gateway
from goodstanding.payments.gateway.queries.settings import gateway_lines
from goodstanding.receivables.queries.clients import client_names
from goodstanding.refusal import Refusal
from goodstanding.sample_book import files
from goodstanding.sample_book.operations.facts import add_circumstances
from goodstanding.sample_book.operations.first_mails import ask_for_first_mails
from goodstanding.sample_book.operations.nights import first_night, publish_strategies

app = typer.Typer(add_completion=False)
SEED = 1
DEBTORS = 5_000
EMAIL = "admin@example.com"
BEGUN = "begun.txt"
DONE = "done.txt"
NIGHT = "night.txt"
MAILS = "mails.txt"
PASSWORD = "demo_admin_password"  # noqa: S105  The name of a file, not what is in it.
PASSWORD_LENGTH = 20
Meter = Callable[[str, int, int | None], None]


class DemoRefused(Refusal):
    """The demo would mix invented debts with real ones."""


@app.command()
def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the workbench afterwards.")] = True,
    port: Annotated[int, typer.Option(help="The port to serve on.")] = serving.PORT,
    works: Annotated[bool, typer.Option("--worker/--no-worker", help="Let a worker send what is due.")] = True,
) -> None:
    """Load an invented book of 5,000 debtors, run tonight's run, and serve the workbench; again, it only serves."""
    if serve:
        serving.refuse_taken_port(port)
    folder = Path(os.environ["GOODSTANDING_DATA"])
    load(folder / "sample-book", at=datetime.now(UTC))
    run_first_night(folder, at=datetime.now(UTC))
    tell_password(folder, at=datetime.now(UTC))
    if serve:
        set_simulator(at=datetime.now(UTC))
        is_caught = catcher_process.set_catcher(web_address=f"http://localhost:{port}", at=datetime.now(UTC))
        with catcher_process.beside(wanted=is_caught):
            if is_caught:
                write_first_mails(folder, at=datetime.now(UTC))
            serving.serve(port, works=works)


def set_simulator(*, at: datetime) -> bool:
    """Let the simulator take payments, where no gateway was ever set; return whether it was set now."""
    if gateway_lines(at):
        return False
    set_gateway("simulator", options={}, secrets={}, is_for_pages=True, by=OPERATOR, at=at)
    return True


def load(shelf: Path, *, at: datetime) -> None:
    """Bring the sample book in, once. Cut off, it goes on where it was: the day it was begun is kept in a file."""
    if (shelf / DONE).exists():
        return
    if not (shelf / BEGUN).exists():
        strangers = client_names()
        if strangers:
            raise DemoRefused(f"These books hold debts of {strangers[0]}; call demo with another --data DIR.")
        shelf.mkdir(exist_ok=True)
        private_file.write(shelf / BEGUN, at.date().isoformat())
    as_of = date.fromisoformat((shelf / BEGUN).read_text())
    with meter() as told:
        told("Inventing 5,000 debtors", 0, None)
        for part in files.write(shelf, seed=SEED, debtors=DEBTORS, as_of=as_of):
            bring_in(
                part.file, part.map, client_name=part.client, by=OPERATOR, at=at, progress=named(part.file.stem, told)
            )
        add_circumstances(
            seed=SEED, debtors=DEBTORS, as_of=as_of, by=OPERATOR, at=at,
            progress=lambda done: told("What no file tells", done, DEBTORS),
        )  # fmt: skip
    private_file.write(shelf / DONE, datetime.now(UTC).isoformat())
    say(f"Loaded the sample book: {DEBTORS:,} invented debtors of {len(files.CLIENTS)} clients, 18 months of history.")


def run_first_night(folder: Path, *, at: datetime) -> None:
    """Publish two strategies and run tonight's run, once; cut off, it goes on where it was."""
    shelf = folder / "sample-book"
    if (shelf / NIGHT).exists():
        return
    day = date.fromisoformat((shelf / BEGUN).read_text()) + timedelta(days=1)
    with meter() as told:
        publish_strategies(day=day, by=OPERATOR, at=at, folder=folder, progress=told)
        found = first_night(day=day, by=OPERATOR, at=at, folder=folder, progress=told)
    private_file.write(shelf / NIGHT, day.isoformat())
    say(
        f"Ran the night of {day}: {found.due:,} steps due on {found.accounts:,} accounts, {found.acts:,} acts planned, "
        f"{found.refused:,} held back. Ask why with: goodstanding explain ACCOUNT"
    )


def write_first_mails(folder: Path, *, at: datetime) -> None:
    """Let a few mails go at once, the first time, and say where they can be seen."""
    shelf = folder / "sample-book"
    count = 0
    if not (shelf / MAILS).exists():
        count = ask_for_first_mails(by=OPERATOR, at=at)
        private_file.write(shelf / MAILS, str(count))
    say("E-mail is caught on this machine and sent to nobody; see it under /caught-mail/ in the workbench.")
    if count:
        say(f"{count} mails arrive there within a minute; those of the night go tomorrow, at their hours.")


def named(file: str, told: Meter) -> Meter:
    """Return a meter that says which file it is about."""
    return lambda what, done, total: told(f"{file}: {what.lower()}", done, total)


@contextmanager
def meter() -> Iterator[Meter]:
    """Show a progress bar on standard error for as long as this is open."""
    columns = (TextColumn("{task.description:<48}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=None)
        yield lambda what, done, total: progress.update(bar, description=what, completed=done, total=total)


def tell_password(folder: Path, *, at: datetime) -> None:
    """Let the demo's administrator in, once, and say how to sign in for as long as the password was not changed."""
    password = secret.read_or_make(folder / "keys", PASSWORD)[:PASSWORD_LENGTH]
    if not any(user.email == EMAIL for user in people.users(at)):
        access.let_in(
            EMAIL, "Ada Amber", password=password, roles=[Role.ADMINISTRATOR, Role.SUPERVISOR], by=OPERATOR, at=at
        )
    if check_password(password, people.user_by_email(EMAIL).password):
        say(f"Sign in as {EMAIL} with the password {password}")
    else:
        say(f"Sign in as {EMAIL} with the password you chose.")
