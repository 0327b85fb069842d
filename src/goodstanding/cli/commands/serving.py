"""Serving the workbench: a port that is free, workers that answer, and one line that says where.

For `goodstanding up` and `goodstanding demo`. The server is granian, in WSGI mode; the pictures and style sheets come
from whitenoise within the same process.
"""

import errno
import os
import socket
from pathlib import Path

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from goodstanding.cli.commands.worker_process import beside
from goodstanding.cli.main import say
from goodstanding.refusal import Refusal

HOST = "127.0.0.1"
PORT = 8000
PORT_LAST = 65535
WORKERS = 2
THREADS = 4
STOP_SECONDS = 10
ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104  Compared with, never bound by default.
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class ServingRefused(Refusal):
    """The workbench cannot be served at this address; the sentence says why and what to do."""


def refuse_taken_port(port: int, host: str = HOST) -> None:
    """Return if the port is free to be served on, else raise ServingRefused."""
    if not 1 <= port <= PORT_LAST:
        raise ServingRefused(f"There is no port {port}; choose one from 1 to {PORT_LAST} with --port.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise ServingRefused(_not_ours(host)) from error
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            raise ServingRefused(_why_not(error, port=port, host=host)) from error


def serve(
    port: int = PORT, host: str = HOST, *, workers: int = WORKERS, threads: int = THREADS, works: bool = True
) -> None:
    """Serve the workbench until it is told to stop, with one worker beside it; raise ServingRefused where it cannot.

    The books must be ready: every worker is a process of its own that reads the same environment.
    """
    refuse_taken_port(port, host)
    (Path(os.environ["GOODSTANDING_DATA"]) / "static").mkdir(exist_ok=True)
    server = Granian(
        "goodstanding.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    say(f"Goodstanding answers on {address_of(port, host)}; press Ctrl-C to stop.")
    for sentence in advice(host, hosts=os.environ.get("GOODSTANDING_HOSTS", "")):
        say(sentence)
    # The workers are forked; a connection that two processes hold is good for neither.
    connections.close_all()
    with beside(wanted=works):
        server.serve()
    say("Stopped serving.")


def address_of(port: int, host: str = HOST) -> str:
    """Return the address to open in a browser of this machine."""
    if host in ANY_ADDRESS | LOOPBACK:
        # A browser offers passkeys to localhost, not to a bare number.
        return f"http://localhost:{port}"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def advice(host: str, *, hosts: str) -> list[str]:
    """Return what somebody should know who serves to other machines."""
    if host in LOOPBACK:
        return []
    found = ["Other machines can reach it: put a proxy with TLS before it, and set GOODSTANDING_BEHIND_TLS=yes."]
    if not hosts:
        found.append("Set GOODSTANDING_HOSTS to the names people will use, such as books.example.com.")
    return found


def _why_not(error: OSError, *, port: int, host: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; stop the program that holds it, or choose another with --port."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Port {port} may not be used by this account; choose one above 1023 with --port."
    if error.errno == errno.EADDRNOTAVAIL:
        return _not_ours(host)
    return f"Nothing can be served on {host} port {port}: {error.strerror}."


def _not_ours(host: str) -> str:
    return f"{host!r} is no address of this machine; leave --host out, or name one that is."
