"""A number with a short signature: written into addresses and links, and believed when it comes back.

For reply addresses, Message-IDs and links of the portal. What it is for is signed along, so a number made for one
thing is nothing for another. A signature says "we made this number", not who holds it.
"""

import base64
import hashlib
import hmac
import re

SHORT = 10
"""Characters of a signature where room is scarce, of five bits each: whoever guesses needs 2**50 tries."""
LONG = 26
"""Characters of a signature that opens something."""

_PATTERN = re.compile(r"m(\d{1,18})\.([a-z2-7]{10,52})", re.ASCII)


def signed(number: int, *, purpose: str, secret: str, length: int = SHORT) -> str:
    """Return the number with its signature, in small letters and digits only: "m17.k3v…".

    >>> signed(17, purpose="reply", secret="an example").startswith("m17.")
    True
    """
    return f"m{number}.{_signature(number, purpose=purpose, secret=secret)[:length]}"


def read_signed(text: str, *, purpose: str, secret: str, length: int = SHORT) -> int | None:
    """Return the number, or nothing where the text is not one that we made for this purpose.

    >>> read_signed(signed(17, purpose="reply", secret="s"), purpose="reply", secret="s")
    17
    >>> read_signed(signed(17, purpose="reply", secret="s"), purpose="page", secret="s") is None
    True
    """
    found = _PATTERN.fullmatch(text.strip().lower())
    if not found:
        return None
    number, given = int(found[1]), found[2]
    wanted = _signature(number, purpose=purpose, secret=secret)[:length]
    return number if hmac.compare_digest(given, wanted) and str(number) == found[1] else None


def _signature(number: int, *, purpose: str, secret: str) -> str:
    told = hmac.digest(secret.encode(), f"goodstanding {purpose} {number}".encode(), hashlib.sha256)
    return base64.b32encode(told).decode().lower().rstrip("=")
