"""Mail servers for tests: a real one (aiosmtpd), and one that says whatever a test wants, as slowly as it wants."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HOST = "127.0.0.1"


@dataclass
class Kept:
    """What a real server took, and what it is told to answer instead."""

    mails: list[Envelope] = field(default_factory=list)
    connections: int = 0
    rcpt: Mapping[str, str] = field(default_factory=dict)
    after_dot: str = "250 OK queued"

    async def handle_EHLO(  # noqa: N802  The library's name, and its arguments.
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802  The library's name, and its arguments.
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  As above.
        if self.after_dot.startswith("250"):
            self.mails.append(envelope)
        return self.after_dot


@contextmanager
def real_server(*, password: str = "") -> Iterator[tuple[Kept, int]]:
    """Serve mail on this machine; with a password nobody sends without it."""
    kept = Kept()
    more: dict[str, Any] = {}
    if password:

        def authenticated(_server: object, _session: object, _envelope: object, _how: str, told: object) -> AuthResult:
            return AuthResult(success=getattr(told, "password", b"") == password.encode())

        more = {"auth_required": True, "auth_require_tls": False, "authenticator": authenticated}
    controller = Controller(kept, hostname=HOST, port=free_port(), **more)
    controller.start()
    try:
        yield kept, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        port: int = trial.getsockname()[1]
    return port


@dataclass
class Heard:
    """What a scripted server heard: commands, and the mails that ended with a dot."""

    commands: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    connections: int = 0


PLAIN: Mapping[str, str] = {
    "greeting": "220 here", "EHLO": "250 here", "HELO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok",
    "DATA": "354 go", "dot": "250 taken", "RSET": "250 ok", "QUIT": "221 bye",
}  # fmt: skip
HANG, CUT = "hang", "cut"


@dataclass
class Script:
    """A server that answers what it is told to: by phase, "hang" to say nothing, "cut" to end the conversation."""

    answers: Mapping[str, str]
    byte_s: float = 0
    after: int = 1_000_000
    heard: Heard = field(default_factory=Heard)
    over: threading.Event = field(default_factory=threading.Event)

    def tell(self, line: socket.socket, words: str) -> None:
        if words == HANG:
            self.over.wait(30)
        if words in {HANG, CUT}:
            raise ConnectionError
        content = f"{words}\r\n".encode()
        for one in [content] if not self.byte_s else [content[place : place + 1] for place in range(len(content))]:
            line.sendall(one)
            if self.byte_s and self.over.wait(self.byte_s):
                raise ConnectionError

    def converse(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError), line.makefile("rb") as file:
            carried = 0
            self.tell(line, self.answers["greeting"])
            while carried < self.after and (command := file.readline().decode("latin-1").strip()):
                self.heard.commands.append(command)
                word = command.split(" ")[0].split(":")[0].upper()
                self.tell(line, self.answers.get(word, "502 what"))
                if word == "DATA" and self.answers["DATA"].startswith("354"):
                    self.heard.mails.append(whole_mail(file))
                    self.tell(line, self.answers["dot"])
                    carried += 1

    def serve(self, listener: socket.socket) -> None:
        while not self.over.is_set():
            with contextlib.suppress(TimeoutError):
                line, _ = listener.accept()
                self.heard.connections += 1
                threading.Thread(target=self.converse, args=[line], daemon=True).start()


def whole_mail(file: BinaryIO) -> bytes:
    """Read as far as the final dot."""
    mail = b""
    while not mail.endswith(b"\r\n.\r\n"):
        part = file.readline()
        if not part:
            raise ConnectionError
        mail += part
    return mail


@contextmanager
def scripted_server(
    answers: Mapping[str, str] | None = None, *, byte_s: float = 0, after: int = 1_000_000
) -> Iterator[tuple[Heard, int]]:
    """Serve what a script says. `byte_s` is the time one byte takes; after so many mails the line is cut."""
    script = Script({**PLAIN, **(answers or {})}, byte_s=byte_s, after=after)
    with socket.create_server((HOST, 0)) as listener:
        listener.settimeout(0.1)
        thread = threading.Thread(target=script.serve, args=[listener], daemon=True)
        thread.start()
        try:
            yield script.heard, listener.getsockname()[1]
        finally:
            script.over.set()
            thread.join(5)
