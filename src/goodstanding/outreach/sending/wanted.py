"""A message as somebody wants it sent: what `ask_for_message` is given, and what is refused of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from goodstanding.refusal import Refusal

Origin = Literal["night", "person", "reply", "arrangement"]

POINT_KINDS: Mapping[str, str] = {
    "email": "email", "sms": "phone", "call": "phone", "voicemail": "phone", "letter": "address",
}  # fmt: skip
"""To which kind of contact point a channel goes; the portal goes to none."""
SENT_BY: tuple[str, ...] = ("email", "sms", "letter", "voicemail", "portal")
"""Channels by which a message goes that a worker sends; calls are made by people."""
TIME_TO_GO = timedelta(days=7)
"""So long a message may wait for its hour where whoever wants it names no end."""


class MessageRefused(Refusal, ValueError):
    """A message cannot be asked for, taken back, settled or sent again like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message as it is wanted. `key` makes it the same message when it is wanted again.

    Empty words are chosen: the language the person reads, the purpose of the template, the best contact point. Without
    `not_before` it may go at once (a person's after the time in which they can take it back), without `not_after` for
    as long as TIME_TO_GO.
    """

    key: str
    origin: Origin
    channel: str
    person_id: int
    client_id: int
    debt_ids: Sequence[int]
    template: str
    language: str = ""
    tone: str = ""
    purpose: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    contact_point_id: int | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    is_optional: bool = False
    answers_id: int | None = None
    again_of_id: int | None = None
    strategy: str = ""
    edition: int = 0
    step: str = ""
