"""The workbench as `goodstanding up` serves it, for measuring pages over real HTTP on this machine alone."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from goodstanding.refusal import Refusal

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30.0
PAUSE_SECONDS = 0.1
OK = 200
Ask = Callable[[str, dict[str, str]], None]


class ServingFailed(Refusal):
    """The workbench did not answer, or not with the page that was asked for."""


@contextmanager
def served(*, cookie: str) -> Iterator[Ask]:
    """Serve the books that this program uses, and yield what asks for a page over one lasting connection.

    cookie  the session of somebody who has signed in.
    """
    port = free_port()
    command = [sys.executable, "-m", "goodstanding.cli", "up", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            connection = connected(port)

            def ask(address: str, values: dict[str, str]) -> None:
                connection.request("GET", f"{address}?{urlencode(values)}", headers={"Cookie": cookie})
                answer = connection.getresponse()
                answer.read()
                if answer.status != OK:
                    raise ServingFailed(f"The page {address} answered {answer.status}.")

            yield ask
            connection.close()
        finally:
            server.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        port: int = trial.getsockname()[1]
    return port


def connected(port: int) -> http.client.HTTPConnection:
    """A connection to the server, as soon as it answers."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
        try:
            connection.connect()
        except OSError:
            time.sleep(PAUSE_SECONDS)
            continue
        return connection
    raise ServingFailed(f"The workbench did not answer within {PATIENCE_SECONDS:.0f} seconds.")
