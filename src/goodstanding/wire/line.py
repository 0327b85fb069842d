"""One exchange with a provider over HTTP: a request, its answer, and the truth about how far it came.

For adapters of providers that are asked over the web. A deadline holds for the whole exchange, however slowly the other
side talks. What goes wrong is told apart by one question: can the provider have it? `not_reached` means that it cannot,
because nothing was sent; `cut` that nobody can tell. Nothing is sent twice, and no redirection is followed.
"""

import contextlib
import http.client
import select
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal
from urllib.parse import urlsplit

ANSWER_BYTES_MAX, PIECE_BYTES = 4_000_000, 65_536
CONNECT_S = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider answered; names of headers are in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there is no answer. `not_reached`: nothing was sent. `cut`: something was, and nobody knows what of it."""

    how: Literal["not_reached", "cut"]
    reason: str


class Line:
    """A connection to a provider, kept open between exchanges. For one thread at a time."""

    def __init__(self, base_address: str, *, deadline_s: float) -> None:
        parts = urlsplit(base_address)
        self.host, self.port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        self.path, self.is_tls, self.deadline_s = parts.path, parts.scheme == "https", deadline_s
        self.connection: http.client.HTTPConnection | None = None
        self.socket: socket.socket | None = None

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | NoAnswer:
        """Send one request and return its answer, or why there is none. Raises nothing."""
        if self.connection is not None and _has_ended(self.connection):
            self.close()
        watch = _Watch(self, self.deadline_s)
        try:
            try:
                connection = self.connection or self._connected(watch)
            except (OSError, UnicodeError) as fault:
                self.close()
                return NoAnswer("not_reached", f"The provider cannot be reached: {_said(fault)}.")
            try:
                connection.request(method, self.path + path, body=body, headers=dict(headers or {}))
                return self._read(connection.getresponse(), watch)
            except (OSError, http.client.HTTPException, ValueError) as fault:
                self.close()
                late = f"no whole answer within {self.deadline_s:g} seconds"
                return NoAnswer("cut", f"The provider gave no answer: {late if watch.is_over else _said(fault)}.")
        finally:
            watch.stop()

    def close(self) -> None:
        """End the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = self.socket = None

    def _connected(self, watch: "_Watch") -> http.client.HTTPConnection:
        """Connect, with the handshake, and keep the connection."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=min(CONNECT_S, self.deadline_s))
        connection.response_class = _Response
        self.connection = connection
        connection.connect()
        self.socket = connection.sock
        if self.is_tls:
            context = ssl.create_default_context()
            secured = context.wrap_socket(connection.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.socket = connection.sock = secured
            secured.do_handshake()
        connection.sock.settimeout(self.deadline_s)
        if watch.is_over:
            raise TimeoutError("the deadline passed while connecting")
        return connection

    def _read(self, response: http.client.HTTPResponse, watch: "_Watch") -> Answer:
        pieces, left = [], ANSWER_BYTES_MAX
        while left > 0 and (piece := response.read(min(left, PIECE_BYTES))):
            pieces.append(piece)
            left -= len(piece)
        body = b"".join(pieces)
        if left <= 0:
            raise http.client.HTTPException("its answer is far too long")
        if response.length or (watch.is_over and not (response.chunked or "content-length" in response.headers)):
            raise http.client.HTTPException("its answer broke off")
        if response.will_close:
            self.close()
        return Answer(response.status, body, {name.lower(): value for name, value in response.getheaders()})


class _Heard:
    """Passes lines on, and remembers whether the last one was the empty one that ends a head."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.is_whole = source, False

    def readline(self, size: int = -1) -> bytes:
        line = self.source.readline(size)
        self.is_whole = line in {b"\r\n", b"\n"}
        return line

    def close(self) -> None:
        self.source.close()


class _Response(http.client.HTTPResponse):
    """An answer whose head is whole: the library takes one that broke off among its headers for a short one."""

    def begin(self) -> None:
        source: Any = self.fp
        heard: Any = _Heard(source)
        self.fp = heard
        try:
            super().begin()
        finally:
            if self.fp is heard:
                self.fp = source
        if not heard.is_whole:
            raise http.client.HTTPException("its answer broke off")


class _Watch:
    """Ends a connection when the time of its exchange is up: a timeout of the socket counts from byte to byte only."""

    def __init__(self, line: Line, deadline_s: float) -> None:
        self.line, self.is_over = line, False
        self.timer = threading.Timer(deadline_s, self._end)
        self.timer.daemon = True
        self.timer.start()

    def _end(self) -> None:
        self.is_over = True
        # The library lets go of the socket of an answer without a length while it still reads from it.
        if self.line.socket is not None:
            with contextlib.suppress(OSError):
                self.line.socket.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self.timer.cancel()


def _has_ended(connection: http.client.HTTPConnection) -> bool:
    """Say whether the other side ended a connection that rested: there is something to read where nothing was asked."""
    if connection.sock is None:
        return True
    try:
        return bool(select.select([connection.sock], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def _said(fault: Exception) -> str:
    """Return what an error says, as the end of a sentence."""
    if isinstance(fault, TimeoutError):
        return "it took too long"
    text = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return str(text).rstrip(".")[:200]
