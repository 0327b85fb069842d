"""One exchange with a provider: how far it came, told truthfully, within its deadline."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from goodstanding.wire import line
from goodstanding.wire.line import Answer, Line, NoAnswer

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that talks to every connection as it is told."""
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection, contextlib.suppress(OSError):
                    talk(connection)

    threading.Thread(target=run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def saying(*pieces: bytes, every_s: float = 0.0) -> Callable[[socket.socket], None]:
    def talk(connection: socket.socket) -> None:
        # The whole request, so that the end of the answer is a calm one and not a reset.
        while b"a=1" not in connection.recv(65_536):
            pass
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(every_s)

    return talk


def asked(talk: Callable[[socket.socket], None], *, deadline_s: float = 0.5) -> Answer | NoAnswer:
    with server(talk) as address:
        one = Line(address, deadline_s=deadline_s)
        try:
            return one.ask("POST", "/x", body=b"a=1")
        finally:
            one.close()


def test_an_answer_is_told_with_its_headers() -> None:
    told = asked(saying(b"HTTP/1.1 429 Busy\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\nno"))
    assert isinstance(told, Answer)
    assert (told.status, told.body, told.headers["retry-after"]) == (429, b"no", "3")


@pytest.mark.parametrize(
    "talk",
    [
        saying(),
        saying(b"HTTP/1.1 200 OK\r\nContent-Le"),
        saying(b"HTTP/1.1 200 OK\r\n"),
        saying(b"HTTP/1.1 200 OK\r\nX-One: 1\r\n"),
        saying(OK[:-1]),
        saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        saying(b"SMTP 220 hello\r\n\r\n"),
        saying(*(OK[place : place + 1] for place in range(len(OK))), every_s=0.2),
        saying(b"HTTP/1.1 200 OK\r\n\r\n", *([b"a"] * 40), every_s=0.2),
        saying(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"),
    ],
)
def test_nobody_can_tell_what_became_of_what_was_cut(talk: Callable[[socket.socket], None]) -> None:
    begun = time.monotonic()
    told = asked(talk)
    assert isinstance(told, NoAnswer)
    assert told.how == "cut"
    assert time.monotonic() - begun < 10, "A slow talker was listened to."


def test_silence_ends_with_the_deadline() -> None:
    told = asked(lambda _connection: time.sleep(20))
    assert isinstance(told, NoAnswer)
    assert "no whole answer within 0.5 seconds" in told.reason


def test_an_endless_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "ANSWER_BYTES_MAX", 1000)
    told = asked(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"a" * 5000))
    assert isinstance(told, NoAnswer)
    assert "far too long" in told.reason


def test_a_redirection_is_an_answer_and_is_not_followed() -> None:
    told = asked(saying(b"HTTP/1.1 302 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
    assert isinstance(told, Answer)
    assert told.status == 302


def test_nothing_was_sent_to_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        told = Line(f"http://127.0.0.1:{free.getsockname()[1]}", deadline_s=1).ask("GET", "/")
    assert isinstance(told, NoAnswer)
    assert told.how == "not_reached"


def test_nothing_was_sent_where_the_handshake_fails_or_hangs() -> None:
    for talk in (saying(b"HTTP/1.1 400 Bad\r\n\r\n"), lambda _connection: time.sleep(20)):
        with server(talk) as address:
            told = Line(address.replace("http:", "https:"), deadline_s=0.5).ask("GET", "/")
        assert isinstance(told, NoAnswer)
        assert told.how == "not_reached"
