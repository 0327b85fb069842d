"""Measures how many providers' posts a second are checked, written to the disk and answered, over real HTTP.

A load generator of our own: one process, some connections, the next post on each as soon as the last one is answered.
Every post is signed, none is like another, and at the end every one of them must be a row.
"""

import hashlib
import hmac
import json
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bench_served import HOST, connected, free_port
from goodstanding.database import private_file
from goodstanding.outreach.channels.queries import key_folder
from goodstanding.outreach.models.channel import ChannelSetting, InboxEvent
from goodstanding.refusal import Refusal

CONNECTIONS = 32
KEY = "a signing key for a measurement"
SECRET_NAME = "channel-email-bench"  # noqa: S105  The name of a file.
END = b"\r\n\r\n"
OK = b"HTTP/1.1 200"
RECEIVE = 65_536


class PostsLost(Refusal):
    """A post was not answered with a yes, or one that was is no row."""


def run(_folder: Path | None, *, rows: int, connections: int = CONNECTIONS) -> dict[str, Any]:
    """Post so many signed posts to the workbench as `goodstanding up` serves it, and return the figures."""
    _open_door()
    before = InboxEvent.objects.count()
    requests = [_request(number) for number in range(rows + connections)]
    with _serving() as port:
        # The first posts make the connections to the database and read the setting.
        _load(port, requests[:connections], connections=connections)
        begun = time.perf_counter()
        seconds = _load(port, requests[connections:], connections=connections)
        took = time.perf_counter() - begun
    kept = InboxEvent.objects.count() - before
    if kept != len(requests):
        raise PostsLost(f"{len(requests)} posts were answered with a yes, and {kept} are on disk.")
    seconds.sort()
    return {
        "posts": rows,
        "connections": connections,
        "webhooks_per_s": round(rows / took, 1),
        "p50_ms": round(1000 * seconds[len(seconds) // 2], 2),
        "p99_ms": round(1000 * seconds[len(seconds) * 99 // 100], 2),
    }


def _open_door() -> None:
    """Set the channel as far as reading posts needs it; nothing is ever sent by it."""
    key_folder().mkdir(parents=True, exist_ok=True)
    private_file.write(key_folder() / SECRET_NAME, f"webhook_signing_key={KEY}\n")
    ChannelSetting.objects.create(
        channel="email", provider="anymail", options={"esp_name": "mailgun"}, secret_name=SECRET_NAME,
        by=OPERATOR.name, at=datetime.now(UTC), entry_id=0,
    )  # fmt: skip


def _request(number: int) -> bytes:
    """Return one whole request: a delivery as Mailgun posts it, signed."""
    stamp, token = "1700000000", hashlib.sha256(str(number).encode()).hexdigest()[:50]
    signature = hmac.new(KEY.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    body = json.dumps(
        {
            "signature": {"timestamp": stamp, "token": token, "signature": signature},
            "event-data": {
                "event": "delivered", "timestamp": 1_700_000_000 + number, "recipient": f"person{number}@example.com",
                "message": {"headers": {"message-id": f"{number}@example.com", "to": f"person{number}@example.com"}},
                "delivery-status": {"code": 250, "message": "OK", "session-seconds": 1.5, "mx-host": "mx.example.com"},
                "user-variables": {"message_key": f"act:{number}"}, "tags": [], "log-level": "info",
            },
        }
    ).encode()  # fmt: skip
    head = f"POST /webhooks/mailgun/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def _serving() -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "goodstanding.cli", "up", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            connected(port).close()
            yield port
        finally:
            server.terminate()


def _load(port: int, requests: Sequence[bytes], *, connections: int) -> list[float]:
    """Post everything over so many connections and return how long each answer took, in seconds."""
    left, seconds = iter(requests), []
    with selectors.DefaultSelector() as ready:
        for _ in range(connections):
            line = socket.create_connection((HOST, port))
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _next(ready, line, left)
        while ready.get_map():
            for key, _events in ready.select(timeout=30):
                lent, begun = key.fileobj, key.data
                assert isinstance(lent, socket.socket), "Only our own lines were registered."
                answer = lent.recv(RECEIVE)
                if not answer.startswith(OK) or END not in answer:
                    raise PostsLost(f"A post was answered with {answer[:60]!r}.")
                seconds.append(time.perf_counter() - begun)
                ready.unregister(lent)
                _next(ready, lent, left)
    return seconds


def _next(ready: selectors.BaseSelector, line: socket.socket, left: Iterator[bytes]) -> None:
    """Send the next post on a line, or hang up where there is none."""
    request = next(left, None)
    if request is None:
        line.close()
        return
    begun = time.perf_counter()
    line.sendall(request)
    ready.register(line, selectors.EVENT_READ, begun)
