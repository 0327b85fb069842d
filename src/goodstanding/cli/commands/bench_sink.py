"""A mail server that takes everything, keeps nothing and counts; started with a port and the file of its count.

A process of its own, as mail servers are. The count stands in the file, eight bytes, after every mail.
"""

import asyncio
import os
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
WIDTH = 8


class Sink:
    """Counts mails."""

    def __init__(self, counted: Path) -> None:
        """Count in a file."""
        self._number = os.open(counted, os.O_RDWR | os.O_CREAT, 0o600)
        self._count = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name.
        """Take a mail."""
        self._count += 1
        os.pwrite(self._number, self._count.to_bytes(WIDTH, "big"), 0)
        return "250 Taken"


def counted_in(file: Path) -> int:
    """Return how many mails a sink has counted."""
    return int.from_bytes(file.read_bytes(), "big") if file.exists() else 0


async def serve(port: int, counted: Path) -> None:
    """Take mail until the process ends."""
    sink = Sink(counted)
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(sink, hostname="sink.example.com"), HOST, port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
