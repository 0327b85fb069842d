"""A dressed consignment as the bytes of a mail: text, HTML beside it, and what is attached.

For whoever carries mail, and for a preview. Nothing here is left to chance: the boundaries come from the key, the date
and the names stand in the headers that the dresser gave, so the same consignment makes the same bytes.
"""

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy

from goodstanding.outreach.channels.email.address import checked, plain
from goodstanding.outreach.channels.provider import Consignment, Part

POLICY: EmailPolicy = SMTP
LINE_MAX = 990
"""A line of a header longer than this would be cut by servers."""


def built(consignment: Consignment) -> bytes:
    """Return the whole mail, lines ended by CR LF; raises AddressRefused where it could reach nobody."""
    mail = EmailMessage(policy=POLICY)
    for name, value in consignment.headers.items():
        mail[name] = plain(value) if name in {"From", "Subject"} else value
    mail["To"] = named(consignment.to_name, consignment.to)
    mail["Subject"] = plain(consignment.subject)
    # Both encodings write the sign "=" and the sign "_" in no place a boundary could be mistaken for.
    mail.set_content(_lined(consignment.text), cte="quoted-printable")
    if consignment.html:
        mail.add_alternative(_lined(consignment.html), subtype="html", cte="quoted-printable")
    for part in consignment.parts:
        attach(mail, part)
    _bound(mail, consignment.key)
    return mail.as_bytes()


def named(name: str, address: str) -> Address:
    """Return a receiver or sender for a header; the name is words only, the address is one."""
    local, _, domain = checked(address).rpartition("@")
    return Address(display_name=plain(name), username=local, domain=domain)


def attach(mail: EmailMessage, part: Part) -> None:
    """Put a file into a mail, under its name and its kind."""
    kind, _, subkind = part.media_type.partition("/")
    mail.add_attachment(
        part.content, maintype=plain(kind) or "application", subtype=plain(subkind) or "octet-stream",
        filename=plain(part.name) or "attachment", cte="base64",
    )  # fmt: skip


def copy_of(content: bytes) -> Part:
    """Return a mail as it is kept on record."""
    return Part("mail", "message/rfc822", content)


def _bound(mail: EmailMessage, key: str) -> None:
    """Give every part that holds others a boundary made of the key."""
    for place, part in enumerate(one for one in mail.walk() if one.is_multipart()):
        told = hashlib.sha256(f"{key}/{place}".encode()).hexdigest()[:32]
        part.set_boundary(f"=_{told}")


def _lined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
