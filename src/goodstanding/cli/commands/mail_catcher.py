"""`goodstanding mail-catcher`: take mail on this machine, keep it as files, and send none of it on.

For trying things out. It listens to this machine only; anybody who could reach it could fill the disk.
"""

import asyncio
import ipaddress
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from aiosmtpd.smtp import SMTP, Envelope, Session

from goodstanding.cli.commands.worker_process import end_with_parent
from goodstanding.cli.main import say
from goodstanding.outreach.channels.email import caught
from goodstanding.refusal import Refusal

app = typer.Typer(add_completion=False)
HOST = "127.0.0.1"
PORT = 8025
SIZE_MAX = 40_000_000


class CatcherRefused(Refusal):
    """Mail cannot be caught here; the sentence says why."""


class Catcher:
    """Keeps what comes, and says yes only to what is on the disk."""

    def __init__(self, folder: Path) -> None:
        """Keep mails in a data folder."""
        self._folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name.
        """Take a mail."""
        content = envelope.original_content or b""
        try:
            name = await asyncio.to_thread(caught.keep, self._folder, content, at=datetime.now(UTC))
        except OSError as fault:
            return f"452 It could not be kept: {fault.strerror}"
        return f"250 Caught as {name}"


@app.command()
def catch(
    port: Annotated[int, typer.Option(help="The port to take mail on.", min=1, max=65_535)] = PORT,
    host: Annotated[str, typer.Option(help="An address of this machine that only it reaches.")] = HOST,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing.")] = False,
    until_parent_ends: Annotated[bool, typer.Option("--until-parent-ends", hidden=True)] = False,
) -> None:
    """Catch mail until Ctrl-C or SIGTERM; the workbench shows it under "Caught mail"."""
    checked_host(host)
    if until_parent_ends:
        end_with_parent()
    asyncio.run(serve(Path(os.environ["GOODSTANDING_DATA"]), port=port, host=host, quiet=quiet))


def checked_host(host: str) -> None:
    """Return where only this machine reaches an address; raises CatcherRefused."""
    try:
        is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise CatcherRefused(
            f"{host!r} can be reached from outside; mail is caught on 127.0.0.1, ::1 or localhost only."
        )


async def serve(folder: Path, *, port: int, host: str, quiet: bool) -> None:
    """Take mail until somebody says stop; raises CatcherRefused where the port is taken."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for word in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(word, stop.set)
    catcher = Catcher(folder)
    try:
        server = await loop.create_server(
            lambda: SMTP(catcher, hostname="catcher.example.com", data_size_limit=SIZE_MAX, enable_SMTPUTF8=True),
            host, port,
        )  # fmt: skip
    except OSError as fault:
        raise CatcherRefused(f"Port {port} is in use; choose another with --port.") from fault
    if not quiet:
        say(f"Catching mail on {host} port {port}; it is kept in {folder / caught.FOLDER}. Press Ctrl-C to stop.")
    async with server:
        await stop.wait()
