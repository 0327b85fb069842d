"""A mailbox on a mail server: which mails came since it was last looked at. It is only read, never changed.

Over TLS, or in the clear to this machine only. A number of the server is good for one mail as long as the mailbox says
that its numbers hold (RFC 3501: UIDVALIDITY); where they were given anew, it is read from the start, and what is known
is known by its own key.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from goodstanding.refusal import Refusal
from goodstanding.wire.address import is_this_machine
from goodstanding.wire.option import Option

OPTIONS: tuple[Option, ...] = (
    Option("host", "The mail server the mailbox lies on.", required=True, example="mail.example.com", kind="host"),
    Option("user", "The name that opens the mailbox.", required=True, example="help@example.com"),
    Option("port", "Where it listens.", example="993", kind="number", default=993, least=1, most=65_535),
    Option("folder", "The folder that replies come into.", example="INBOX", default="INBOX"),
    Option(
        "security", "tls from the first byte, starttls, or none (for this machine only).", kind="choice",
        choices=("tls", "starttls", "none"), default="tls", example="tls",
    ),
)  # fmt: skip
PATIENCE_SECONDS = 30
KEPT_BYTES = 1_500_000
"""So much of a mail is fetched; what somebody says stands at its beginning, and attachments are not read."""
_NUMBER = re.compile(rb"\bUID (\d+)\b")


class MailboxRefused(Refusal, ValueError):
    """The mailbox cannot be read like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where replies come in."""

    host: str
    user: str
    port: int = 993
    folder: str = "INBOX"
    security: str = "tls"
    secret: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """Return the name under which its place is kept."""
        return f"{self.host}:{self.port}/{self.user}/{self.folder}"


class Place(NamedTuple):
    """How far a mailbox was read: the validity of its numbers, and the last one."""

    validity: int
    last_uid: int


class Fetched(NamedTuple):
    """One mail as it lies in the mailbox."""

    place: Place
    content: bytes


def new_mails(mailbox: Mailbox, after: Place | None, *, most: int) -> Iterator[Fetched]:
    """Yield the mails that came after a place, in the order of their numbers; raises MailboxRefused."""
    if mailbox.security == "none" and not is_this_machine(mailbox.host):
        raise MailboxRefused(f"{mailbox.host} is another machine: read it by tls or starttls.")
    try:
        server = _opened(mailbox)
    except (OSError, imaplib.IMAP4.error, ssl.SSLError) as fault:
        raise MailboxRefused(f"The mailbox {mailbox.name} cannot be opened: {_told(fault)}") from fault
    try:
        yield from _read(server, mailbox, after, most=most)
    except (OSError, imaplib.IMAP4.error) as fault:
        raise MailboxRefused(f"The mailbox {mailbox.name} broke off: {_told(fault)}") from fault
    finally:
        try:
            server.logout()
        except (OSError, imaplib.IMAP4.error):
            pass  # It is gone already, and nothing was left open.


def _opened(mailbox: Mailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if is_this_machine(mailbox.host):
        # Nobody signs a certificate for a machine's own name to itself.
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    server: imaplib.IMAP4
    if mailbox.security == "tls":
        server = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=PATIENCE_SECONDS)
    else:
        server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=PATIENCE_SECONDS)
    try:
        if mailbox.security == "starttls":
            server.starttls(ssl_context=context)
        server.login(mailbox.user, mailbox.secret)
    except BaseException:
        server.shutdown()
        raise
    return server


def _read(server: imaplib.IMAP4, mailbox: Mailbox, after: Place | None, *, most: int) -> Iterator[Fetched]:
    folder = '"' + mailbox.folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
    answer, told = server.select(folder, readonly=True)
    if answer != "OK":
        raise MailboxRefused(f"There is no folder {mailbox.folder!r} in {mailbox.name}: {_words(told)}")
    validity = _validity(server)
    last = after.last_uid if after is not None and after.validity == validity else 0
    answer, found = server.uid("SEARCH", f"UID {last + 1}:*")
    numbers = sorted({int(one) for one in (found[0] or b"").split()}) if answer == "OK" and found else []
    # Asked for what comes after the last mail, a server names the last mail.
    for number in [one for one in numbers if one > last][:most]:
        content = _content(server, number)
        if content is not None:
            yield Fetched(Place(validity, number), content)


def _content(server: imaplib.IMAP4, number: int) -> bytes | None:
    """Return a mail's bytes; nothing where it was deleted meanwhile."""
    answer, parts = server.uid("FETCH", str(number), f"(UID BODY.PEEK[]<0.{KEPT_BYTES}>)")
    if answer != "OK":
        raise MailboxRefused(f"Mail {number} cannot be fetched: {_words(parts)}")
    for part in parts:
        if isinstance(part, tuple) and (named := _NUMBER.search(part[0])) and int(named[1]) == number:
            return bytes(part[1])
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), None)


def _validity(server: imaplib.IMAP4) -> int:
    _, told = server.response("UIDVALIDITY")
    found = told[0] if told else None
    text = found.decode("ascii", "replace") if isinstance(found, bytes) else str(found or "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _told(fault: BaseException) -> str:
    """Return what a server or the network said, fit for a sentence."""
    said = fault.args[0] if fault.args else type(fault).__name__
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(fault)
    return "".join(one for one in " ".join(words.split()) if one.isprintable())[:200].rstrip(".") + "."


def _words(told: Sequence[object] | None) -> str:
    said = told[0] if told else b""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return "".join(one for one in words if one.isprintable())[:200].rstrip(".") + "."
