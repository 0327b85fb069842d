"""Where a reply may come from, and replies as pages and the command line show them."""

from django.conf import settings

from goodstanding.outreach.channels.email import reply_address
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.reply.matching import Match, Sign, Signs, decide, words_of
from goodstanding.parties.contact_point import ContactPointRefused, read_email, read_phone
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.models import Debt

SIGNS_MOST = 50
"""So many people may share a number; of more nobody could tell one."""


def found(incoming: Incoming) -> Match:
    """Return whom a message is from, as far as its signs tell."""
    secret = settings.SECRET_KEY
    token = reply_address.message_of(incoming.receiver, secret=secret)
    if token is None:
        token = reply_address.message_left(incoming.receiver, secret=secret)
    return decide(
        Signs(
            token=_by_message(Message.objects.filter(pk=token).first()) if token is not None else None,
            thread=_by_message(_answered(incoming.answers_reference, secret=secret)),
            sender=_by_sender(incoming.sender, channel=incoming.channel),
            reference=_by_reference(f"{incoming.subject}\n{incoming.text}"),
        )
    )


def _answered(reference: str, *, secret: str) -> Message | None:
    """Return the message that is answered: by the Message-ID we gave it, else by its provider's own name for it."""
    numbers = reply_address.messages_named(reference, secret=secret)
    if numbers:
        return Message.objects.filter(pk=numbers[-1]).first()
    bare = reference.strip()
    if not bare:
        return None
    rows = list(Message.objects.filter(reference=bare).exclude(reference="").order_by("-id")[:2])
    return rows[0] if len({row.person_id for row in rows}) == 1 else None


def _by_message(message: Message | None) -> Sign | None:
    if message is None:
        return None
    return Sign(message.person_id, message.client_id, message.pk, None, tuple(message.debt_ids))


def _by_sender(sender: str, *, channel: str) -> list[Sign]:
    """Return everybody who is reached at an address or a number."""
    try:
        point = read_email(sender) if channel == "email" or "@" in sender else read_phone(sender, country="US")
    except ContactPointRefused:
        return []
    rows = ContactPoint.objects.filter(
        kind=point.kind, value=point.value, withdrawn_at=None, person__withdrawn_at=None
    ).exclude(status="wrong person")
    told = rows.order_by("person_id", "id").values_list("person_id", "person__issuer_id", "id")[:SIGNS_MOST]
    return [Sign(person, client, contact_point_id=number) for person, client, number in told]


def _by_reference(text: str) -> list[Sign]:
    """Return whose accounts a text names by their references."""
    words = words_of(text)
    if not words:
        return []
    rows = Debt.objects.filter(reference__in=words, withdrawn_at=None).exclude(debtor_id=None).order_by("pk")
    told = rows.values_list("debtor_id", "client_id", "pk")[:SIGNS_MOST]
    return [Sign(person, client, debt_ids=(debt,)) for person, client, debt in told if person is not None]
