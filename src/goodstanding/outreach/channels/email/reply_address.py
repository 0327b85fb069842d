"""Where an answer goes so that it finds its message, and the name a mail carries in its thread.

`reply+m17.k3v…@example.org` is read by whoever takes incoming mail; the part behind the plus is ours and signed, so
nobody can file an answer under somebody else's message by counting up. The Message-ID holds the same kind of number.
"""

import re

from goodstanding.outreach.channels.email.address import domain_of
from goodstanding.outreach.signed_number import read_signed, signed

REPLY, LEAVE, NAME = "reply", "leave", "message-id"
_ID = re.compile(r"<\s*([a-z0-9.]+)@[^<>\s]+\s*>", re.IGNORECASE)


def reply_address(mailbox: str, *, message_id: int, secret: str) -> str:
    """Return the address under which answers to a message come in; `mailbox` is where the house reads its mail."""
    return _with_tag(mailbox, signed(message_id, purpose=REPLY, secret=secret))


def leave_address(mailbox: str, *, message_id: int, secret: str) -> str:
    """Return the address that ends mail of this kind to whoever got a message, for programs that cannot open a page."""
    return _with_tag(mailbox, signed(message_id, purpose=LEAVE, secret=secret))


def message_of(address: str, *, secret: str) -> int | None:
    """Return the number of our message that a mail to this address answers; nothing where it names none of ours."""
    return read_signed(_tag(address), purpose=REPLY, secret=secret)


def message_left(address: str, *, secret: str) -> int | None:
    """Return the number of our message whose receiver wants no more of its kind; nothing where it names none."""
    return read_signed(_tag(address), purpose=LEAVE, secret=secret)


def message_name(*, message_id: int, sender: str, secret: str) -> str:
    """Return the Message-ID of our message, the same at every try: whoever gets it twice can see that it is one."""
    return f"<{signed(message_id, purpose=NAME, secret=secret)}@{domain_of(sender)}>"


def messages_named(text: str, *, secret: str) -> list[int]:
    """Return the numbers of our messages that an In-Reply-To or References names, in their order."""
    found = (read_signed(one, purpose=NAME, secret=secret) for one in _ID.findall(text))
    return [number for number in found if number is not None]


def _with_tag(mailbox: str, tag: str) -> str:
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+{tag}@{domain}"


def _tag(address: str) -> str:
    return address.strip().strip("<>").rpartition("@")[0].partition("+")[2]
