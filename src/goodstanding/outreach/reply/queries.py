"""Where a reply may come from, and replies as pages and the command line show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings

from goodstanding.access.permission import Actor, reach
from goodstanding.outreach.channels.email import reply_address
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.models.reply import Reply, ReplyAct, ReplyMatch, ReplyReading
from goodstanding.outreach.reply.matching import Match, Sign, Signs, decide, words_of
from goodstanding.parties.contact_point import ContactPointRefused, read_email, read_phone
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.models import Debt
from goodstanding.refusal import Refusal
from goodstanding.worklists.queue import is_seen

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


class NoSuchReply(Refusal):
    """There is no reply of this number, or the actor may not see it."""


class Deed(NamedTuple):
    """Something that was done because of a reply."""

    deed: str
    label: str
    facts: Mapping[str, Any]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """A reply as it is shown: what came in, whom it is from, what it says and what was done."""

    reply_id: int
    channel: str
    sender: str
    subject: str
    text: str
    is_note: bool
    happened_at: datetime
    learned_at: datetime
    person_id: int | None
    client_id: int | None
    message_id: int | None
    contact_point_id: int | None
    debt_ids: tuple[int, ...]
    candidates: tuple[int, ...]
    how: str
    label: str
    scope: str
    confidence: float
    is_sure: bool
    is_urgent: bool
    quote: str
    quote_start: int
    quote_end: int
    rule: str
    read_by: str
    findings: Sequence[Mapping[str, Any]]
    details: Mapping[str, Any]
    deeds: tuple[Deed, ...]
    entry_id: int

    @property
    def parts(self) -> tuple[str, str, str]:
        """Return the text before the words that count, those words, and the text after them."""
        start, end = self.quote_start, self.quote_end
        return self.text[:start], self.text[start:end], self.text[end:]

    def plain(self) -> dict[str, object]:
        """Return the card as plain words and numbers, fit for JSON."""
        told: dict[str, object] = {name: getattr(self, name) for name in self.__slots__ if name != "deeds"}
        told |= {name: getattr(self, name).isoformat() for name in ("happened_at", "learned_at")}
        return told | {"deeds": [{**one._asdict(), "at": one.at.isoformat()} for one in self.deeds]}


def reply_of(reply_id: int, *, by: Actor) -> ReplyCard:
    """Return one reply; raises NoSuchReply, also where the actor may not see whom it is from."""
    found = cards([reply_id])
    if not found or not _is_seen(found[0], by=by):
        raise NoSuchReply(f"There is no reply {reply_id}.")
    return found[0]


def cards(reply_ids: Iterable[int]) -> list[ReplyCard]:
    """Return replies in the order they are asked for, in four questions; no permission is asked here."""
    numbers = list(reply_ids)
    rows = Reply.objects.in_bulk(numbers)
    matches = {row.reply_id: row for row in ReplyMatch.objects.filter(reply_id__in=numbers).order_by("id")}
    readings = {row.reply_id: row for row in ReplyReading.objects.filter(reply_id__in=numbers).order_by("id")}
    deeds: dict[int, list[Deed]] = {}
    for act in ReplyAct.objects.filter(reply_id__in=numbers).order_by("id"):
        deeds.setdefault(act.reply_id, []).append(Deed(act.deed, act.label, act.facts, act.by, act.at))
    return [
        _card(rows[one], matches[one], readings[one], tuple(deeds.get(one, ())))
        for one in numbers
        if one in rows and one in matches and one in readings
    ]


def _card(row: Reply, match: ReplyMatch, reading: ReplyReading, deeds: tuple[Deed, ...]) -> ReplyCard:
    return ReplyCard(
        row.pk, row.channel, row.sender, row.subject, row.text, row.is_note, row.happened_at, row.learned_at,
        match.person_id, match.client_id, match.message_id, match.contact_point_id, tuple(match.debt_ids),
        tuple(match.candidates), match.how, reading.label, reading.scope, reading.confidence, reading.is_sure,
        reading.is_urgent, reading.quote, reading.quote_start, reading.quote_end, reading.rule, reading.by,
        reading.findings, reading.details, deeds, row.entry_id,
    )  # fmt: skip


def _is_seen(card: ReplyCard, *, by: Actor) -> bool:
    """Say whether the actor may see a reply; one of nobody known concerns the house as a whole."""
    return is_seen(reach(by, "replies.read"), client_id=card.client_id, portfolio_id=None)
