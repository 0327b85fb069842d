"""The invented book in a database of its own, served as `goodstanding up` serves it.

The ledger and the log refuse to be emptied, so a test that needs committed rows cannot clear the tables behind it; it
takes a copy of the whole test database instead and drops the copy afterwards.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.db import ProgrammingError, connection
from django.utils import timezone

from goodstanding.access.operations import let_in
from goodstanding.access.permission import OPERATOR
from goodstanding.access.role import Role
from goodstanding.outreach.port.operations.message_port import port_in
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.worklists.operations.single import About, Wanted, open_task
from tests.workbench import cast
from tests.workbench.referral import plan_referral

PATIENCE_SECONDS = 60


@contextmanager
def copied_database() -> Iterator[str]:
    """Turn the connection to a copy of the test database, and drop the copy at the end; yields its address."""
    source = str(connection.settings_dict["NAME"])
    copy = f"{source}_served"
    connection.close()
    _order(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)', f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')
    connection.settings_dict["NAME"] = copy
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{copy}").geturl()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = source
        _order(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def served_book(*, supervisors: Iterable[str]) -> Iterator[str]:
    """Enter the book, let supervisors in, serve it in a process of its own, and yield the address it answers on."""
    with copied_database() as database:
        at = timezone.now() - timedelta(hours=1)
        _enter_tasks(cast.enter_book(at), at=at)
        for email in supervisors:
            let_in(email, "Sorrel Trial", password=cast.PASSWORD, roles=[Role.SUPERVISOR], by=OPERATOR, at=at)
        with _server(database) as address:
            yield address


def _enter_tasks(book: cast.Book, *, at: datetime) -> None:
    """Put two tasks on each of two lists, lest whoever closes one leaves nothing to look at."""
    for debt_id, title in (
        (book.mill, "The bakery pays later than it used to."),
        (book.juniper, "A letter came back, and nobody has looked for another address yet."),
    ):
        evidence = {"days_late_average": 4, "days_late_recent": 31, "balance_minor": 83_877, "currency": "USD"}
        about = About(debt_id=debt_id, client_id=book.garden)
        open_task(Wanted("warning", f"warning:{debt_id}", title, evidence), about, by=OPERATOR, at=at)
        plan_referral(debt_id)
    port = port_in(Path(os.environ["GOODSTANDING_DATA"]))
    hand_over(timezone.now().date(), port=port, by=OPERATOR, at=timezone.now())


def _order(*statements: str) -> None:
    """Run statements outside any database of ours; the server's own cleaner may be in a copy, and is waited for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    for statement in statements:
        while True:
            try:
                with connection._nodb_cursor() as cursor:
                    cursor.execute(statement)
                break
            except ProgrammingError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)


@contextmanager
def _server(database: str) -> Iterator[str]:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    words = [sys.executable, "-m", "goodstanding.cli", "up", "--port", str(port), "--workers", "1"]
    words += ["--data", os.environ["GOODSTANDING_DATA"]]
    server = subprocess.Popen(words, env=os.environ | {"DATABASE_URL": database}, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://localhost:{port}/accounts/login/")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(address, timeout=10):  # noqa: S310  Our own server.
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
