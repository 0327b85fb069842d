"""A provider on this machine that holds what it was asked for, and goes wrong when it is told to.

What the four have in common: a port, a log of everything asked, and faults, one for each of the next posts that make
something: `limit`, `broken`, `cut` (taken, and no answer), `half` (taken, and half an answer), `garbage` (taken, and no
JSON), `slow` (taken, and no answer in time).
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Ask:
    """One request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    whole: str

    @property
    def steps(self) -> list[str]:
        return [unquote(one) for one in self.path.strip("/").split("/")]

    def json(self) -> dict[str, Any]:
        told = json.loads(self.body or b"{}")
        assert isinstance(told, dict)
        return told

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass
class FakeServer:
    """The part of a fake that listens. `now` is its clock, `page` how many rows a page of a list has."""

    now: datetime = NOON
    page: int = 2
    faults: list[str] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                fake._serve(self)

            do_POST = do_DELETE = do_GET  # noqa: N815  The library's own names.

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  The library's own name.
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.wake = threading.Event()

    def close(self) -> None:
        self.wake.set()
        self.server.shutdown()
        self.server.server_close()

    def number(self, start: str) -> str:
        """Return the next number of a kind of thing."""
        self.made += 1
        return f"{start}{self.made:05d}"

    def later(self, **more: float) -> None:
        """Let the provider's clock go on."""
        self.now += timedelta(**more)

    def answer(self, ask: Ask) -> tuple[int, object]:
        """Do what is asked and return the status and the object of the answer."""
        raise NotImplementedError

    def moves(self, ask: Ask) -> bool:
        """Say whether an ask makes something, so that a fault may strike it."""
        return ask.method == "POST"

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        body = handler.rfile.read(length)
        ask = Ask(handler.command, parts.path, dict(parse_qsl(parts.query)), headers, body, handler.path)
        self.asks.append(ask)
        fault = self.faults.pop(0) if self.faults and self.moves(ask) else ""
        if fault == "limit":
            return self._send(handler, 429, b"{}", {"Retry-After": "7"})
        if fault == "broken":
            return self._send(handler, 500, b"{}", {})
        status, told = self.answer(ask)
        body = b"" if told is None else json.dumps(told).encode()
        if fault == "slow":
            self.wake.wait(20)
        if fault in {"cut", "slow"}:
            handler.close_connection = True
            return None
        if fault == "garbage":
            body = b"<html>busy</html>"
        return self._send(handler, status, body, {}, is_half=fault == "half")

    def _send(
        self, handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str], *,
        is_half: bool = False,
    ) -> None:  # fmt: skip
        handler.send_response_only(status)
        handler.send_header("Date", format_datetime(self.now, usegmt=True))
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2] if is_half else body)
        handler.close_connection = is_half


def seconds(at: datetime) -> int:
    """Return an instant as seconds since 1970."""
    return int(at.timestamp())
