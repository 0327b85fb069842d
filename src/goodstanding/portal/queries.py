"""What a link opens: the message it belongs to, and how the channel stands."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from goodstanding.outreach.channels.email.dress import PAGE
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.signed_number import LONG, read_signed
from goodstanding.parties import consent
from goodstanding.parties.models import Person
from goodstanding.parties.queries import consent_facts

CONSENTED = {"voicemail": "call", "ringless_voicemail": "call"}
"""Channels of messages that people say yes and no to by another name."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one message. `channel` is the one people say yes and no to; nothing here is shown but that."""

    message_id: int
    person_id: int
    client_id: int
    contact_point_id: int | None
    channel: str
    language: str
    is_optional: bool
    is_stopped: bool


def page_of(token: str, *, at: datetime) -> Page | None:
    """Return the page a token opens, or None: whether it is no token, or of nothing we still hold, nobody is told."""
    number = read_signed(token, purpose=PAGE, secret=settings.SECRET_KEY, length=LONG)
    row = Message.objects.filter(pk=number).first() if number is not None else None
    if row is None or not Person.objects.filter(pk=row.person_id, withdrawn_at=None).exists():
        return None
    channel = CONSENTED.get(row.channel, row.channel)
    state = "unknown"
    if channel in consent.CHANNELS:
        state = consent.state(
            consent_facts(row.person_id), channel=channel, at=at, known_at=at, contact_point_id=row.contact_point_id
        )
    return Page(
        message_id=row.pk,
        person_id=row.person_id,
        client_id=row.client_id,
        contact_point_id=row.contact_point_id,
        channel=channel,
        language=row.language,
        is_optional=row.is_optional,
        is_stopped=state == "withdrawn",
    )
