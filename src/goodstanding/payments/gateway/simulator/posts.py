"""The posts of the simulator: which are due, how they are signed, and who reads them."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from goodstanding.payments.gateway.port import GatewaySetting, Post, PostRefused, Telling
from goodstanding.payments.gateway.simulator.course import Event, Paid, events
from goodstanding.payments.gateway.simulator.engine import Engine

SOURCE, HEADER, SECRET = "simulator", "simulator-signature", "post_secret"
TOLERANCE = timedelta(minutes=5)
LATE_DAYS = 2
SUBJECTS = ("payment", "refund", "dispute", "mandate", "payout")


class Due(NamedTuple):
    """A post that is due: which event, what it says, and whether somebody else signs it."""

    event: str
    body: bytes
    is_forged: bool = False


def due_posts(engine: Engine) -> list[Due]:
    """Return the posts that are due and were not made yet, and remember them as made."""
    with engine.held():
        found = [due for paid in list(engine.payments.values()) for due in _of_payment(paid, engine)]
        for event in dict.fromkeys(due.event for due in found):
            engine._write({"did": "posted", "event": event})
    return found


def signed(body: bytes, *, secret: str, at: datetime) -> str:
    """Return the header that signs a post at an instant."""
    stamp = str(int(at.timestamp()))
    return f"t={stamp},v1={_signature(stamp, body, secret=secret)}"


class SimulatorReader:
    """Reads the simulator's posts."""

    source = SOURCE

    def __init__(self, setting: GatewaySetting) -> None:
        self.secret = setting.secrets[SECRET]

    def accept(self, post: Post) -> str:
        """Check the signature and return the digest of the body."""
        parts = dict(one.partition("=")[::2] for one in post.headers.get(HEADER, "").split(","))
        stamp, given = parts.get("t", ""), parts.get("v1", "")
        is_number = stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12  # noqa: PLR2004  Seconds since 1970.
        if not is_number or not hmac.compare_digest(
            given.encode("utf-8", "replace"), _signature(stamp, post.body, secret=self.secret).encode()
        ):
            raise PostRefused("The signature does not fit.", is_forged=True)
        if abs(post.received_at.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
            raise PostRefused("The signature is too old.", is_forged=True)
        return hashlib.sha256(post.body).hexdigest()

    def read(self, post: Post) -> Sequence[Telling]:
        """Return where the post says to look."""
        try:
            told = json.loads(post.body)
        except (ValueError, RecursionError) as fault:
            raise PostRefused("It is no JSON.") from fault
        if not isinstance(told, dict) or told.get("subject") not in SUBJECTS:
            raise PostRefused("It names no subject.")
        return [Telling(told["subject"], _text(told, "reference"), _text(told, "event"), key=_text(told, "key"),
                        says=_text(told, "says"))]  # fmt: skip


def _of_payment(paid: Paid, engine: Engine) -> Iterator[Due]:
    name = paid.scenario.name
    waiting = [
        one
        for one in events(paid, today=engine.today)
        if one.key not in engine.posted and (name != "late_post" or (engine.today - one.day).days >= LATE_DAYS)
    ]
    for one in reversed(waiting) if name == "unordered_post" else waiting:
        is_forged = name == "forged_post" and one.says == "paid"
        for _ in range(3 if name == "duplicate_post" else 1):
            yield Due(one.key, _body(paid, one), is_forged)


def _body(paid: Paid, one: Event) -> bytes:
    told = {"event": one.key, "subject": one.subject, "reference": paid.reference, "key": paid.key, "says": one.says}
    return json.dumps(told).encode()


def _signature(stamp: str, body: bytes, *, secret: str) -> str:
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():  # noqa: PLR2004  Longer names none.
        raise PostRefused(f"Its {name} is no name.")
    return value
