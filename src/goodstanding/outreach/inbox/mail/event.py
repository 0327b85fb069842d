"""A provider's event, as anymail names them all alike, as a telling of ours."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from goodstanding.outreach.channels.email.address import plain
from goodstanding.outreach.channels.email.esp import MESSAGE_KEY, key_in
from goodstanding.outreach.inbox.telling import Telling

WORDS: Mapping[str, str] = {
    "queued": "accepted",
    "sent": "accepted",
    "delivered": "delivered",
    "bounced": "bounced",
    "rejected": "refused",
    "failed": "failed",
    "deferred": "deferred",
    "autoresponded": "autoresponded",
    "opened": "opened",
    "clicked": "clicked",
    "complained": "complained",
    "unsubscribed": "unsubscribed",
}
"""What each kind of event is to us. What is not in it (such as "subscribed") changes nothing."""

_HARD = {"hard_bounce", "hard_bounced", "hardbounce", "activity.hard_bounced", "err_user_unknown", "hard"}
_HARD_CLASSES = {"10", "30"}
"""SparkPost's classes of bounces that speak of the address itself."""
_SPEAKING = {"event", "type", "status", "delivery_status", "bounce_category", "suppressionreason"}
_FULL = ("full", "quota", "too large", "over limit")
_ENHANCED = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")
DEPTH_MAX = 6


class MailEvent(NamedTuple):
    """One event as anymail reads it; `raw` is what the provider itself said."""

    kind: str
    at: datetime | None
    event_id: str
    message_id: str
    recipient: str
    reject_reason: str
    said: str
    metadata: Mapping[str, Any]
    raw: Any
    tags: Sequence[object] = ()


def telling_of(event: MailEvent, *, received_at: datetime) -> Telling | None:
    """Return what an event says of a message of ours; nothing where it changes nothing."""
    word = WORDS.get(event.kind)
    if word is None:
        return None
    return Telling(
        word=word,
        event_key=event_key(event, word=word),
        happened_at=_instant(event.at, received_at=received_at),
        key=_text(event.metadata.get(MESSAGE_KEY)) or plain(key_in(event.tags)),
        reference=_text(event.message_id),
        recipient=_text(event.recipient),
        reason=_text(" ".join(one for one in (event.reject_reason, event.said) if one)),
        is_point_bad=is_point_bad(event),
    )


def event_key(event: MailEvent, *, word: str) -> str:
    """Return what makes it the same event when it comes again: the provider's own name for it, else all it says."""
    if event.event_id:
        told = json.dumps([event.event_id, word, event.message_id, event.recipient])
    else:
        told = json.dumps(
            [word, event.message_id, event.recipient, str(event.at), event.raw], sort_keys=True, default=str
        )
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:40]


def is_point_bad(event: MailEvent) -> bool:
    """Say whether nothing will ever arrive at the address: it is none, or the provider calls the bounce one for good.

    A bounce of which the provider does not say so is none for good: the next mail may arrive.
    """
    if event.kind == "rejected":
        return event.reject_reason == "invalid"
    if event.kind != "bounced" or event.reject_reason not in {"bounced", "invalid", ""}:
        return False
    if event.reject_reason == "invalid" or _is_hard(event.raw, depth=0):
        return True
    if any(word in event.said.lower() for word in _FULL):
        return False
    codes = _ENHANCED.findall(event.said)
    return all(code.startswith("5.1.") for code in codes) if codes else _is_permanent(event.raw)


def _is_hard(raw: Any, *, depth: int) -> bool:
    """Look through what the provider said for its word for a bounce for good."""
    if depth > DEPTH_MAX:
        return False
    if isinstance(raw, Mapping):
        told = {str(name).lower(): value for name, value in raw.items()}
        words = {str(told[name]).lower() for name in _SPEAKING & set(told)}
        if words & _HARD or told.get("hard_bounce") is True or str(told.get("bounce_class")) in _HARD_CLASSES:
            return True
        if isinstance(told.get("message"), str) and "hard bounce" in told["message"]:
            return True
    inside = raw.values() if isinstance(raw, Mapping) else raw if isinstance(raw, list) else ()
    return any(_is_hard(one, depth=depth + 1) for one in inside)


def _is_permanent(raw: Any) -> bool:
    """Say whether Amazon calls a bounce permanent; it gives no code of the receiver then."""
    bounce = raw.get("bounce") if isinstance(raw, Mapping) else None
    return isinstance(bounce, Mapping) and bounce.get("bounceType") == "Permanent"


def _instant(at: datetime | None, *, received_at: datetime) -> datetime:
    """Return when it happened, as far as the provider can be believed: not later than we heard of it."""
    if not isinstance(at, datetime):
        return received_at
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    try:
        return min(aware.astimezone(UTC), received_at)
    except (OverflowError, ValueError):
        return received_at


def _text(value: object) -> str:
    """Return a value as plain words on one line; what a provider says is data, whatever stands in it."""
    return plain(str(value)) if value is not None and not isinstance(value, (dict, list)) else ""
