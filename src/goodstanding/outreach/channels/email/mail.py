"""A dressed consignment as the bytes of a mail: text, HTML beside it, and what is attached.

For whoever carries mail, and for a preview. Nothing here is left to chance: the boundaries come from the key, the date
and the names stand in the headers that the dresser gave, so the same consignment makes the same bytes.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote

from goodstanding.outreach.channels.email import header
from goodstanding.outreach.channels.email.address import plain
from goodstanding.outreach.channels.provider import Consignment, Part

CRLF = b"\r\n"
_MEDIA = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}")


def built(consignment: Consignment) -> bytes:
    """Return the whole mail, lines ended by CR LF; raises AddressRefused where it could reach nobody."""
    head = "".join(header.written_line(name, value) for name, value in consignment.headers.items())
    head += header.mailbox_line("To", words=consignment.to_name, address=consignment.to)
    head += header.line("Subject", plain(consignment.subject)) + "MIME-Version: 1.0\r\n"
    body = [_text("plain", consignment.text)]
    if consignment.html:
        body = [_together("alternative", [*body, _text("html", consignment.html)], key=consignment.key)]
    if consignment.parts:
        body = [_together("mixed", [*body, *map(_attached, consignment.parts)], key=consignment.key)]
    return head.encode("ascii") + body[0]


def copy_of(content: bytes) -> Part:
    """Return a mail as it is kept on record."""
    return Part("mail", "message/rfc822", content)


def _text(kind: str, text: str) -> bytes:
    """Return a text as a part; its encoding writes "=" as something else, so no boundary can stand in it."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    told = binascii.b2a_qp((lined.rstrip("\n") + "\n").encode("utf-8", "replace"), istext=True).replace(b"\n", CRLF)
    return (
        f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'.encode()
        + told
    )


def _attached(part: Part) -> bytes:
    """Return a file as a part, under its name and its kind."""
    kind = part.media_type if _MEDIA.fullmatch(part.media_type) else "application/octet-stream"
    name = plain(part.name).replace("/", "-") or "attachment"
    safe = name if re.fullmatch(r"[\w .()-]+", name, re.ASCII) else ""
    told = f'filename="{safe}"' if safe else f"filename*=utf-8''{quote(name, safe='')}"
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n {told}"
    return head.encode() + CRLF + CRLF + base64.encodebytes(part.content).replace(b"\n", CRLF)


def _together(kind: str, parts: Sequence[bytes], *, key: str) -> bytes:
    """Return several parts as one, apart by a boundary that is made of the key and can stand in none of them."""
    boundary = b"=_" + hashlib.sha256(f"{kind} {key}".encode()).hexdigest()[:40].encode()
    head = b"Content-Type: multipart/" + kind.encode() + b';\r\n boundary="' + boundary + b'"\r\n\r\n'
    return head + b"".join(b"--" + boundary + CRLF + part + CRLF for part in parts) + b"--" + boundary + b"--" + CRLF
