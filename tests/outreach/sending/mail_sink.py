"""A mail server (aiosmtpd) that runs as a process of its own and writes what it took to a log that outlives everybody.

    python -m tests.outreach.sending.mail_sink --log FILE [--mute-every 7] [--busy-every 5]

Each mail is on the disk before the server answers. Some it takes and then hangs up without a word, some it puts off.
"""

import argparse
import asyncio
import json
import os
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """Takes mail, one line of the log each."""

    def __init__(self, log: Path, *, mute_every: int, busy_every: int) -> None:
        self.handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.mute_every, self.busy_every, self.count = mute_every, busy_every, 0

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  The library's name.
        self.count += 1
        if self.busy_every and self.count % self.busy_every == 0:
            return "451 4.3.0 Try again later"
        mail = message_from_bytes(envelope.original_content or b"")
        line = json.dumps({"key": mail["X-Key"], "to": envelope.rcpt_tos})
        os.write(self.handle, line.encode() + b"\n")
        os.fsync(self.handle)
        if (
            self.mute_every
            and self.count % self.mute_every == 0
            and isinstance(server.transport, asyncio.WriteTransport)
        ):
            server.transport.abort()
        return "250 OK queued"


async def serve(sink: Sink) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink.example.com"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201  Whoever started it waits for this.
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A mail server that remembers.")
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--mute-every", type=int, default=0)
    parser.add_argument("--busy-every", type=int, default=0)
    given = parser.parse_args()
    asyncio.run(serve(Sink(given.log, mute_every=given.mute_every, busy_every=given.busy_every)))
