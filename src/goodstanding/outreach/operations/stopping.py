"""Honouring a stop that a provider tells of: a complaint, a link that unsubscribes, a stop at the provider itself.

A part of learning what became of a message, in the same transaction, in the name of the house's own rules: a stop binds
whoever happened to learn of it.
"""

from collections.abc import Mapping
from datetime import datetime

from goodstanding.access.permission import Actor
from goodstanding.access.role import Role
from goodstanding.outreach.message.operations.recording import Recorded
from goodstanding.outreach.operations.opt_out import opt_out
from goodstanding.parties.consent import CHANNELS
from goodstanding.parties.operations.person import PersonUnknown

BY_RULE = Actor("job:stops", frozenset({Role.SUPERVISOR, Role.COMPLIANCE_OFFICER}))
SAID_TO: Mapping[str, str] = {"voicemail": "call", "ringless_voicemail": "call"}
"""The channel people say no to, where a message goes by one of another name."""
STOPS = frozenset({"complained", "unsubscribed"})
"""Marks by which a person says that they want no more."""


def stop_told(one: Recorded, *, provider: str, event_key: str, at: datetime) -> None:
    """Stop the channel of a message for its person, as the provider tells; nothing is said back to them.

    Somebody who was withdrawn meanwhile gets nothing any more, so there is nothing to stop.
    """
    channel = SAID_TO.get(one.channel, one.channel)
    if channel not in CHANNELS:
        return
    try:
        opt_out(
            one.person_id, channel=channel, contact_point_id=one.contact_point_id, source=f"Told by {provider}",
            event_key=event_key, confirms=False, by=BY_RULE, at=at, effective_at=one.told.happened_at,
        )  # fmt: skip
    except PersonUnknown:
        pass  # What else was told at the same time still counts.
