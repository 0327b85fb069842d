"""A contact as it is recorded: which way, through what, with what outcome.

The words are those the gate counts by: an outcome says whether a call was connected, and whether people spoke.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from goodstanding.refusal import Refusal

Direction = Literal["outbound", "inbound"]
DIRECTIONS: tuple[str, ...] = ("outbound", "inbound")
CHANNELS: tuple[str, ...] = (
    "call",
    "voicemail",
    "ringless_voicemail",
    "sms",
    "email",
    "letter",
    "portal",
    "push",
    "social_private",
    "visit_home",
    "courier",
    "response_form",
)
OUTCOMES: tuple[str, ...] = (
    "no_answer",
    "rang_no_answer",
    "rang_no_voicemail_available",
    "voicemail_left",
    "voicemail_reached_no_message",
    "voicemail_reached_no_ring",
    "voicemail_full_no_message",
    "recorded_message_reached",
    "answered_then_dropped",
    "conversation",
    "busy",
    "not_in_service",
    "delivered",
    "undeliverable",
    "sent",
)
CONTENTS: tuple[str, ...] = (
    "",
    "dispute",
    "cease_communication",
    "refuses_to_pay",
    "original_creditor_request",
    "validation_notice",
    "verification",
    "written_notice",
    "STOP",
    "START",
    "payment_question",
)


class ContactRefused(Refusal, ValueError):
    """A contact cannot be recorded like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class ContactFact:
    """One contact. Instants are UTC; `learned_at` is never before `happened_at`."""

    happened_at: datetime
    learned_at: datetime
    direction: str
    channel: str
    outcome: str = ""
    content: str = ""
    purpose: str = ""


def check(fact: ContactFact) -> None:
    """Refuse a contact that the law could not count."""
    for word, known, what in (
        (fact.direction, DIRECTIONS, "a direction"),
        (fact.channel, CHANNELS, "a channel"),
        (fact.outcome, ("", *OUTCOMES), "an outcome"),
        (fact.content, CONTENTS, "a content"),
    ):
        if word not in known:
            raise ContactRefused(f"{word!r} is not {what}; one of {', '.join(one for one in known if one)} is.")
    if fact.direction == "outbound" and fact.channel == "call" and not fact.outcome:
        raise ContactRefused("A call needs its outcome: whether it counts depends on it.")
    if fact.happened_at > fact.learned_at:
        raise ContactRefused("A contact cannot be learned of before it happened.")
