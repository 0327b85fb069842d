"""A mail somebody wrote to us, as it came over the wire, as an incoming message.

For the readers of providers that post whole mails, and for whoever fetches them from a mailbox.
"""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

from goodstanding.outreach.channels.email.address import plain
from goodstanding.outreach.inbox.telling import Incoming, PostRefused

TEXT_MAX = 100_000
KEPT_HEADERS = (
    "message-id", "in-reply-to", "references", "date", "auto-submitted", "precedence", "x-auto-response-suppress",
    "content-type", "list-id", "return-path", "x-failed-recipients",
)  # fmt: skip
_TAGS = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<[^>]{0,5000}>", re.DOTALL | re.IGNORECASE)
_BREAKS = re.compile(r"<\s*(br|/p|/div|/tr|/li|/h\d)\b[^>]{0,200}>", re.IGNORECASE)


def read_mail(content: bytes, *, received_at: datetime, receiver: str = "") -> Incoming:
    """Return what a mail says and whom it answers; raises PostRefused for what is no mail.

    receiver  the address of the envelope, where somebody told it; else the first of ours that the head names.
    """
    mail = message_from_bytes(content)
    if not mail.get("From"):
        raise PostRefused("This is no mail: it does not say from whom it is.")
    return incoming_of(
        headers=[(name, str(value)) for name, value in mail.items()],
        text=body_of(mail),
        receiver=receiver,
        received_at=received_at,
        digest=hashlib.sha256(content).hexdigest()[:40],
    )


def incoming_of(
    *,
    headers: Iterable[tuple[str, str]],
    text: str,
    page: str = "",
    receiver: str,
    received_at: datetime,
    digest: str,
) -> Incoming:
    """Return an incoming message of a mail's head and text. Its Message-ID makes it the same mail; else its digest.

    page  its text as HTML, for where there is no plain one.
    """
    told: dict[str, str] = {}
    for name, value in headers:
        told.setdefault(name.lower(), plain(value) if len(value) < TEXT_MAX else "")
    name = told.get("message-id", "")
    return Incoming(
        channel="email",
        event_key=f"mail:{hashlib.sha256(name.encode()).hexdigest()[:40] if name else digest}",
        happened_at=sent_at(told.get("date", ""), received_at=received_at),
        sender=plain(parseaddr(told.get("from", ""))[1]),
        receiver=_receiver(receiver, told),
        subject=plain(_decoded(told.get("subject", ""))),
        text=cleaned(text or without_tags(page))[:TEXT_MAX],
        answers_reference=" ".join(
            dict.fromkeys(f"{told.get('references', '')} {told.get('in-reply-to', '')}".split())
        ),
        headers={name: told[name] for name in KEPT_HEADERS if name in told},
    )


def body_of(mail: Message) -> str:
    """Return the text of a mail: the plain one, else the HTML one without its tags."""
    found: dict[str, str] = {}
    for part in mail.walk():
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment" or kind in found:
            continue
        if kind in {"text/plain", "text/html"}:
            found[kind] = _text(part)
    return found.get("text/plain") or without_tags(found.get("text/html", ""))


def without_tags(page: str) -> str:
    """Return the words of a page."""
    told = html.unescape(_TAGS.sub(" ", _BREAKS.sub("\n", page)))
    return "\n".join(" ".join(line.split()) for line in told.splitlines()).strip()


def cleaned(text: str) -> str:
    """Return a text with its lines, and without signs that hide or rearrange."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in lined if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    ).strip()


def sent_at(date: str, *, received_at: datetime) -> datetime:
    """Return when a mail says it was sent; not later than we got it, and not long before."""
    try:
        told = parsedate_to_datetime(date)
        aware = told if told.tzinfo else told.replace(tzinfo=UTC)
        return min(aware.astimezone(UTC), received_at)
    except (TypeError, ValueError, OverflowError, IndexError):
        return received_at


def _receiver(receiver: str, told: Mapping[str, str]) -> str:
    """Return the address it was sent to; of several, the one with a part behind a plus, for that one is ours."""
    if receiver:
        return plain(parseaddr(receiver)[1])
    named = [told.get(name, "") for name in ("delivered-to", "x-original-to", "to", "cc")]
    addresses = [address for _, address in getaddresses(named) if address]
    return plain(next((one for one in addresses if "+" in one), addresses[0] if addresses else ""))


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _decoded(words: str) -> str:
    try:
        return str(make_header(decode_header(words)))
    except (ValueError, LookupError):
        return words
