"""A mail that a machine returned: which mail of ours it speaks of, whom it did not reach, and whether it ever will.

As RFC 3464 says it, and as servers say it that never read RFC 3464. What cannot be told for certain is told as mere
delay: an address is called bad only where a code says so.
"""

import re
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from typing import NamedTuple

_ID = re.compile(r"<[^<>\s]{3,250}>")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ROBOTS = ("mailer-daemon", "postmaster", "mail-daemon", "maildaemon")
READ_MOST = 60_000
_BAD_ADDRESS = {("5", "1", "1"), ("5", "1", "2"), ("5", "1", "3"), ("5", "1", "6"), ("5", "1", "10"), ("5", "2", "1")}
"""Enhanced codes of RFC 3463 that speak of the address itself: none such, no such domain, moved, disabled."""


class Bounce(NamedTuple):
    """What a returned mail says. `named` holds every Message-ID in it, one after the other."""

    named: str
    recipient: str
    reason: str
    word: str
    """"bounced" where it will never arrive, "deferred" where it may yet."""
    is_point_bad: bool
    happened_at: datetime


def bounce_of(content: bytes, *, received_at: datetime) -> Bounce | None:
    """Return what a returned mail says, or nothing where the mail is none."""
    mail = message_from_bytes(content)
    if not _is_returned(mail):
        return None
    report = _report(mail)
    words = " ".join(report.values()) or _first_text(mail)
    status = _STATUS.search(report.get("status", "")) or _STATUS.search(words)
    action = report.get("action", "").strip().lower()
    is_for_good = action == "failed" or (not action and status is not None and status[1] == "5")
    recipient = report.get("final-recipient", report.get("original-recipient", mail.get("X-Failed-Recipients", "")))
    told = str(content[:READ_MOST], "utf-8", "replace")
    return Bounce(
        named=" ".join(_ID.findall(told)),
        recipient=parseaddr(recipient.rpartition(";")[2].strip())[1],
        reason=" ".join((report.get("diagnostic-code") or _first_text(mail)).split())[:400],
        word="bounced" if is_for_good else "deferred",
        is_point_bad=is_for_good and status is not None and status.groups() in _BAD_ADDRESS,
        happened_at=received_at,
    )


def _is_returned(mail: Message) -> bool:
    if mail.get_content_type() == "multipart/report":
        return str(mail.get_param("report-type") or "").lower() == "delivery-status"
    sender = parseaddr(str(mail.get("From", "")))[1].lower().partition("@")[0]
    is_empty = str(mail.get("Return-Path", "")).strip() == "<>"
    return bool(mail.get("X-Failed-Recipients")) or sender in _ROBOTS[:1] or (sender in _ROBOTS and is_empty)


def _report(mail: Message) -> dict[str, str]:
    """Return the fields of the first recipient that the report tells of, by their names in small letters."""
    told: dict[str, str] = {}
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            pieces = part.get_payload()
            for piece in pieces if isinstance(pieces, list) else []:
                if isinstance(piece, Message):
                    for name, value in piece.items():
                        told.setdefault(name.lower(), str(value))
            break
    return told


def _first_text(mail: Message) -> str:
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            return content[:4000].decode("utf-8", "replace") if isinstance(content, bytes) else ""
    return ""
