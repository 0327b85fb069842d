"""Slip: what somebody who showed who they are carries from page to page for a while, in the address and nowhere else.

It is signed, is about one account, and is over after an hour. It opens nothing by itself: the page's own link has to be
there as well.
"""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

VALID = timedelta(hours=1)
_LENGTH = 26
_PATTERN = re.compile(r"s(\d{1,12})\.([a-z2-7]{26})", re.ASCII)


def slip_of(debt_id: int, *, at: datetime, secret: str) -> str:
    """Return a slip for the pages of an account, good from an instant on.

    >>> slip_of(7, at=datetime(2026, 11, 22, tzinfo=UTC), secret="an example").startswith("s1795")
    True
    """
    until = int((at + VALID).timestamp())
    return f"s{until}.{_signature(debt_id, until, secret=secret)}"


def is_good(slip: str, debt_id: int, *, at: datetime, secret: str) -> bool:
    """Say whether a slip is ours, of this account, and not over.

    >>> day = datetime(2026, 11, 22, tzinfo=UTC)
    >>> is_good(slip_of(7, at=day, secret="s"), 7, at=day, secret="s")
    True
    """
    found = _PATTERN.fullmatch(slip)
    if not found:
        return False
    until = int(found[1])
    is_ours = hmac.compare_digest(found[2], _signature(debt_id, until, secret=secret))
    return is_ours and at.astimezone(UTC).timestamp() < until


def _signature(debt_id: int, until: int, *, secret: str) -> str:
    told = hmac.digest(secret.encode(), f"goodstanding slip {debt_id} {until}".encode(), hashlib.sha256)
    return base64.b32encode(told).decode().lower()[:_LENGTH]
