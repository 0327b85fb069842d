"""The link by which somebody pays without signing in: an account and a last day, signed.

The signature says "we made this link", not who holds it; so the page behind it shows nothing of the debt.
"""

import base64
import hashlib
import hmac
import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

SIGNATURE_LENGTH = 26
VALID = timedelta(days=120)
"""How long a link opens the page: longer than anybody keeps a letter unanswered, shorter than for ever."""
_EPOCH = date(2020, 1, 1)
_PATTERN = re.compile(r"p(\d{1,18})-(\d{1,5})\.([a-z2-7]{26})", re.ASCII)


class PayLink(NamedTuple):
    """What a token opens: the account, until the end of which day (UTC)."""

    debt_id: int
    last_date: date


def token_of(debt_id: int, *, at: datetime, secret: str, purpose: str = "pay") -> str:
    """Return the token of an account's page; the same for a whole month, so that a message can be sent again as it was.

    `purpose` names the page; a token of one page opens no other.

    >>> token_of(7, at=datetime(2026, 11, 22, tzinfo=UTC), secret="an example").startswith("p7-")
    True
    """
    first = at.astimezone(UTC).date().replace(day=1)
    days = (first + VALID - _EPOCH).days
    return f"p{debt_id}-{days}.{_signature(debt_id, days, secret=secret, purpose=purpose)}"


def read_token(token: str, *, at: datetime, secret: str, purpose: str = "pay") -> PayLink | None:
    """Return what a token opens, or nothing where it is none of ours or its time is over.

    >>> day = datetime(2026, 11, 22, tzinfo=UTC)
    >>> read_token(token_of(7, at=day, secret="s"), at=day, secret="s").debt_id
    7
    >>> read_token(token_of(7, at=day, secret="s"), at=day + timedelta(days=400), secret="s") is None
    True
    """
    found = _PATTERN.fullmatch(token)
    if not found:
        return None
    debt_id, days = int(found[1]), int(found[2])
    if not hmac.compare_digest(found[3], _signature(debt_id, days, secret=secret, purpose=purpose)):
        return None
    last = _EPOCH + timedelta(days=days)
    return PayLink(debt_id, last) if at.astimezone(UTC).date() <= last else None


def _signature(debt_id: int, days: int, *, secret: str, purpose: str) -> str:
    told = hmac.digest(secret.encode(), f"goodstanding {purpose} {debt_id} {days}".encode(), hashlib.sha256)
    return base64.b32encode(told).decode().lower()[:SIGNATURE_LENGTH]
