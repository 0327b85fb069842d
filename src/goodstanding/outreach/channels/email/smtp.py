"""Carrying mail by SMTP: one connection kept between mails, and the truth at every point at which it can break.

RFC 5321 leaves one moment open: after the final dot the server has the mail or has it not, and only its answer tells.
Whatever breaks there is unknown. Before it, the server certainly does not have the mail.
"""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from goodstanding.outreach.channels.email.address import AddressRefused, checked
from goodstanding.outreach.channels.email.answer import BAD_ADDRESS, Answer, Phase, outcome_of
from goodstanding.outreach.channels.email.mail import built, copy_of
from goodstanding.outreach.channels.provider import Consignment, Found, Outcome

DOT = b"\r\n.\r\n"
GO_AHEAD, WELCOME, FINE = 354, 220, 2


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server as it is set. `security` is none, starttls or tls; times are seconds."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = ""
    patience_s: float = 60.0
    mails_per_connection: int = 200
    hello: str = "localhost"
    """How we name ourselves to the server."""
    bounce_address: str = ""
    """The envelope sender, to which servers return what they cannot deliver; the From address where it is absent."""


class _Broken(Exception):
    """The conversation ended, in a phase, with what the server said last, if anything."""

    def __init__(self, phase: Phase, answer: Answer) -> None:
        super().__init__(answer.text)
        self.phase, self.answer = phase, answer


class SmtpProvider:
    """Carries mail to one server. Not for two threads at once."""

    name = "smtp"

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._client: smtplib.SMTP | None = None
        self._carried = 0

    def send(self, consignment: Consignment) -> Outcome:
        """Hand one mail over and say what became of it."""
        try:
            sender = checked(self._server.bounce_address or parseaddr(consignment.headers.get("From", ""))[1])
        except AddressRefused as fault:
            return Outcome("refused", reason=f"The sender of mail is not set right: {fault}", stops=True)
        try:
            content, to = built(consignment), checked(consignment.to)
        except AddressRefused as fault:
            return Outcome("failed", reason=str(fault), code=BAD_ADDRESS, is_point_bad=True)
        except ValueError as fault:
            return Outcome("failed", reason=f"This cannot be written as a mail: {fault}.")
        try:
            said = self._carry(content, sender=sender, to=to)
        except _Broken as broken:
            return outcome_of(broken.phase, broken.answer, server=self._server.host)
        name = consignment.headers.get("Message-ID", "")
        return Outcome("accepted", reference=name, reason=said.text, code=str(said.code), sent=(copy_of(content),))

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:  # noqa: ARG002  There is no asking.
        """SMTP has no way to ask what became of a mail."""
        return Found("cannot tell", reason="A mail server cannot be asked what became of a mail; look in its log.")

    def close(self) -> None:
        """Say goodbye to the server."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            client.quit()
        except (OSError, smtplib.SMTPException):
            client.close()

    def _carry(self, content: bytes, *, sender: str, to: str) -> Answer:
        """Give a mail to the server and return its last word; raises _Broken."""
        if self._carried >= self._server.mails_per_connection:
            self.close()
        was_open = self._client is not None
        try:
            return self._converse(content, sender=sender, to=to)
        except _Broken as broken:
            # A server that let go of a kept connection meanwhile is asked once more; it has nothing of this mail.
            if not (was_open and broken.phase == "sender" and (broken.answer.is_silence or broken.answer.code == 421)):  # noqa: PLR2004  "Closing", RFC 5321.
                raise
        return self._converse(content, sender=sender, to=to)

    def _converse(self, content: bytes, *, sender: str, to: str) -> Answer:
        client = self._open()
        with self._watched(client):
            self._say(client, "sender", f"MAIL FROM:<{sender}>{self._size(client, content)}")
            self._say(client, "recipient", f"RCPT TO:<{to}>")
            self._say(client, "content", "DATA", wanted=GO_AHEAD)
            self._put(client, "content", _dotted(content))
            self._put(client, "dot", DOT)
            said = self._heard(client, "dot")
        self._carried += 1
        if said.code // 100 != FINE:
            raise _Broken("dot", said)
        return said

    def _open(self) -> smtplib.SMTP:
        """Return the kept connection, or a new one that is greeted, encrypted and signed in as it must be."""
        if self._client is not None:
            return self._client
        self._carried = 0
        client = _line(self._server)
        try:
            with self._watched(client):
                self._greet(client)
        except _Broken:
            client.close()
            raise
        except smtplib.SMTPResponseException as fault:
            client.close()
            raise _Broken("greeting", Answer(fault.smtp_code, _words(fault.smtp_error))) from fault
        except (OSError, smtplib.SMTPException) as fault:
            client.close()
            raise _Broken("greeting", Answer(0, _why(fault))) from fault
        assert client.sock is not None
        # The dot goes in a packet of its own; it must not wait for the packet before it to be confirmed.
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client = client
        return client

    def _greet(self, client: smtplib.SMTP) -> None:
        """Go as far as the first mail: greeting, encryption, signing in."""
        server = self._server
        code, text = client.connect(server.host, server.port)
        if code != WELCOME:
            raise _Broken("greeting", Answer(code, _words(text)))
        client.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            self._encrypt(client)
        if server.user:
            self._sign_in(client)

    def _sign_in(self, client: smtplib.SMTP) -> None:
        try:
            client.login(self._server.user, self._server.password)
        except smtplib.SMTPAuthenticationError as fault:
            raise _Broken("sign in", Answer(fault.smtp_code, _words(fault.smtp_error))) from fault
        except (smtplib.SMTPNotSupportedError, smtplib.SMTPServerDisconnected) as fault:
            # Some servers hang up on whoever has no right password.
            raise _Broken("sign in", Answer(0, _why(fault))) from fault

    def _encrypt(self, client: smtplib.SMTP) -> None:
        if not client.has_extn("starttls"):
            raise _Broken("encryption", Answer(0, "it offers no encryption (STARTTLS)"))
        try:
            client.starttls(context=ssl.create_default_context())
        except ssl.SSLError as fault:
            raise _Broken("encryption", Answer(0, _why(fault))) from fault
        client.ehlo_or_helo_if_needed()

    def _say(self, client: smtplib.SMTP, phase: Phase, words: str, *, wanted: int = 0) -> None:
        """Say one command and hear a yes; raises _Broken for anything else."""
        self._put(client, phase, f"{words}\r\n".encode("ascii"))
        said = self._heard(client, phase)
        if said.code == wanted or (not wanted and said.code // 100 == FINE):
            return
        if said.code == 421:  # noqa: PLR2004  "Closing", RFC 5321.
            self._drop()
        else:
            self._reset(client)
        raise _Broken(phase, said)

    def _put(self, client: smtplib.SMTP, phase: Phase, content: bytes) -> None:
        try:
            client.send(content)
        except (OSError, smtplib.SMTPException) as fault:
            self._drop()
            raise _Broken(phase, Answer(0, _why(fault))) from fault

    def _heard(self, client: smtplib.SMTP, phase: Phase) -> Answer:
        try:
            code, text = client.getreply()
        except (OSError, smtplib.SMTPException, ValueError) as fault:
            self._drop()
            raise _Broken(phase, Answer(0, _why(fault))) from fault
        return Answer(code, _words(text))

    def _reset(self, client: smtplib.SMTP) -> None:
        """Let the server forget the mail it would not take; a server that cannot is not kept."""
        try:
            client.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _size(self, client: smtplib.SMTP, content: bytes) -> str:
        return f" SIZE={len(content)}" if client.has_extn("size") else ""

    @contextmanager
    def _watched(self, client: smtplib.SMTP) -> Iterator[None]:
        """End a conversation that takes too long as a whole: a server of one byte a second never lets time run out."""
        watch = threading.Timer(self._server.patience_s, _shut, [client])
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


class _Line(smtplib.SMTP):
    """A line to a server in the clear, which knows beforehand whose certificate it will want to see."""

    def __init__(self, server: SmtpServer) -> None:
        super().__init__(local_hostname=server.hello, timeout=server.patience_s)
        self._host = server.host


class _PrivateLine(smtplib.SMTP_SSL):
    """A line to a server that is encrypted from its first word."""

    def __init__(self, server: SmtpServer) -> None:
        context = ssl.create_default_context()
        super().__init__(local_hostname=server.hello, timeout=server.patience_s, context=context)
        self._host = server.host


def _line(server: SmtpServer) -> smtplib.SMTP:
    return _PrivateLine(server) if server.security == "tls" else _Line(server)


def _shut(client: smtplib.SMTP) -> None:
    """Cut the line; whoever reads from it hears its end at once."""
    try:
        if client.sock is not None:
            client.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def _dotted(content: bytes) -> bytes:
    """Double every dot that begins a line, and leave out the last line's end, which goes with the final dot."""
    body = content.removesuffix(b"\r\n").replace(b"\r\n.", b"\r\n..")
    return b"." + body if body.startswith(b".") else body


def _words(text: bytes | str) -> str:
    told = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())[:300]


def _why(fault: Exception) -> str:
    """Say in words why a line broke."""
    if isinstance(fault, TimeoutError):
        return "it did not answer in time"
    if isinstance(fault, ConnectionRefusedError):
        return "nothing answers there"
    if isinstance(fault, socket.gaierror):
        return "no machine of that name is known"
    return _words(str(fault)) or "it ended the conversation"
