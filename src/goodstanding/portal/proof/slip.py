"""Slip: what somebody who showed who they are carries from page to page for a while, in the address and nowhere else.

It is signed, is about one account, and is over after an hour. It opens nothing by itself: the page's own link has to be
there as well. It says by what it was got: one that was got by the account's reference opens fewer pages.
"""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

VALID = timedelta(hours=1)
_LENGTH = 26
_BY_PERSON, _BY_REFERENCE = "s", "r"
_PATTERN = re.compile(r"([sr])(\d{1,12})\.([a-z2-7]{26})", re.ASCII)


def slip_of(debt_id: int, *, by_reference: bool = False, at: datetime, secret: str) -> str:
    """Return a slip for the pages of an account, good from an instant on.

    by_reference  somebody typed the account's reference and nothing else of themselves

    >>> slip_of(7, at=datetime(2026, 11, 22, tzinfo=UTC), secret="an example").startswith("s1795")
    True
    """
    until, kind = int((at + VALID).timestamp()), _BY_REFERENCE if by_reference else _BY_PERSON
    return f"{kind}{until}.{_signature(debt_id, kind, until, secret=secret)}"


def is_good(slip: str, debt_id: int, *, takes_reference: bool = False, at: datetime, secret: str) -> bool:
    """Say whether a slip is ours, of this account, not over, and got by what a page takes.

    >>> day = datetime(2026, 11, 22, tzinfo=UTC)
    >>> is_good(slip_of(7, at=day, secret="s"), 7, at=day, secret="s")
    True
    >>> is_good(slip_of(7, by_reference=True, at=day, secret="s"), 7, at=day, secret="s")
    False
    """
    found = _PATTERN.fullmatch(slip)
    if not found:
        return False
    kind, until = found[1], int(found[2])
    is_ours = hmac.compare_digest(found[3], _signature(debt_id, kind, until, secret=secret))
    is_enough = takes_reference or kind == _BY_PERSON
    return is_ours and is_enough and at.astimezone(UTC).timestamp() < until


def _signature(debt_id: int, kind: str, until: int, *, secret: str) -> str:
    told = hmac.digest(secret.encode(), f"goodstanding slip {kind} {debt_id} {until}".encode(), hashlib.sha256)
    return base64.b32encode(told).decode().lower()[:_LENGTH]
