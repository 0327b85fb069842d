"""Mails that the mail catcher took instead of sending them: kept as files, listed, and opened again.

For trying things out: what would have gone to people lies in the data folder, one .eml file a mail, byte for byte.
"""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from typing import NamedTuple

from goodstanding.outreach.channels.email.address import plain
from goodstanding.outreach.channels.provider import Part
from goodstanding.refusal import Refusal

FOLDER = "caught-mail"
LISTED_MAX = 200
HEAD_MAX = 16_384
_NAME = re.compile(r"(\d{8}T\d{12})-[0-9a-f]{8}\.eml", re.ASCII)
_INSTANT = "%Y%m%dT%H%M%S%f"


class NoSuchMail(Refusal, LookupError):
    """There is no caught mail of that name, or it has no such attachment."""


class CaughtLine(NamedTuple):
    """One caught mail as it is listed."""

    name: str
    at: datetime
    sender: str
    to: str
    subject: str
    size: int


@dataclass(frozen=True, slots=True)
class CaughtMail:
    """One caught mail, opened: its head as it stands there, its texts, and what is attached."""

    line: CaughtLine
    headers: Sequence[tuple[str, str]]
    text: str
    html: str
    attachments: Sequence[Part]


def keep(folder: Path, content: bytes, *, at: datetime) -> str:
    """Put a mail down, to the disk, and return its name."""
    shelf = folder / FOLDER
    shelf.mkdir(mode=0o700, exist_ok=True)
    name = f"{at.astimezone(UTC).strftime(_INSTANT)}-{hashlib.sha256(content).hexdigest()[:8]}.eml"
    draft = shelf / f".{name}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(shelf / name)
    return name


def is_there(folder: Path) -> bool:
    """Say whether mails were ever caught here."""
    return (folder / FOLDER).is_dir()


def caught(folder: Path, *, before: str = "", limit: int = LISTED_MAX) -> list[CaughtLine]:
    """Return the latest caught mails, the newest first; those before a name, where one is given."""
    if not is_there(folder):
        return []
    names = sorted((entry.name for entry in os.scandir(folder / FOLDER) if _NAME.fullmatch(entry.name)), reverse=True)
    return [_line(folder / FOLDER / name) for name in names if not before or name < before][:limit]


def opened(folder: Path, name: str) -> CaughtMail:
    """Return one caught mail; raises NoSuchMail."""
    path = _path(folder, name)
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    attachments = [
        Part(plain(part.get_filename() or "attachment"), part.get_content_type(), _bytes_of(part))
        for part in mail.iter_attachments()
    ]
    return CaughtMail(
        line=_line(path),
        headers=[(plain(key), plain(str(value))) for key, value in mail.items()],
        text=str(text.get_content()) if text else "",
        html=str(page.get_content()) if page else "",
        attachments=attachments,
    )


def attachment(folder: Path, name: str, *, place: int) -> Part:
    """Return one attachment of a caught mail, the first is 0; raises NoSuchMail."""
    parts = opened(folder, name).attachments
    if not 0 <= place < len(parts):
        raise NoSuchMail("That mail has no such attachment.")
    return parts[place]


def source(folder: Path, name: str) -> bytes:
    """Return a caught mail as it came; raises NoSuchMail."""
    return _path(folder, name).read_bytes()


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _path(folder: Path, name: str) -> Path:
    """Return where a mail lies; a name that is none of ours leads nowhere else."""
    path = folder / FOLDER / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NoSuchMail("There is no such mail; it may have been deleted.")
    return path


def _line(path: Path) -> CaughtLine:
    with path.open("rb") as file:
        head = BytesHeaderParser(policy=default).parsebytes(file.read(HEAD_MAX))
    found = _NAME.fullmatch(path.name)
    assert found is not None
    at = datetime.strptime(found[1], _INSTANT).replace(tzinfo=UTC)
    sender, to, subject = (plain(str(head.get(name, ""))) for name in ("From", "To", "Subject"))
    return CaughtLine(path.name, at, sender, to, subject, path.stat().st_size)
