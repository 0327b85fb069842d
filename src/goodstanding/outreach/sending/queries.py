"""Questions about messages: as they are sent, as they are listed, one with its whole life, and how sending stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from goodstanding.access.permission import EVERYTHING, Actor, reach, require
from goodstanding.outreach.message.life import DEAD, LEFT, WAITING
from goodstanding.outreach.models.message import Message, MessageCopy, MessageEvent
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.parties.models import Person
from goodstanding.refusal import Refusal

READING = "messages.read"
PAGE = 100


class NoSuchMessage(Refusal):
    """There is no message of this number, or it is not for whoever asks."""


class MessageLine(NamedTuple):
    """One message in a list."""

    message_id: int
    key: str
    origin: str
    channel: str
    state: str
    state_at: datetime
    due_at: datetime
    not_after: datetime
    person_id: int
    person: str
    client_id: int
    debt_ids: tuple[int, ...]
    template: str
    language: str
    attempt: int
    reason: str
    subject: str
    provider: str
    by: str
    made_at: datetime


class EventLine(NamedTuple):
    """One thing learned of a message."""

    word: str
    attempt: int
    source: str
    reference: str
    reason: str
    happened_at: datetime
    learned_at: datetime


class CopyLine(NamedTuple):
    """One part of what was sent; `place` where its bytes lie in the data folder."""

    attempt: int
    part: str
    media_type: str
    sha256: str
    size: int
    place: str


class MessagePage(NamedTuple):
    """One message with its whole life."""

    line: MessageLine
    events: tuple[EventLine, ...]
    copies: tuple[CopyLine, ...]
    text: str
    reference: str
    tone: str
    purpose: str
    strategy: str
    edition: int
    step: str
    planned_at: datetime
    not_before: datetime
    contact_point_id: int | None
    again_of_id: int | None
    again_ids: tuple[int, ...]
    segments: int | None
    cost_minor: int | None
    cost_currency: str


def waiting_of(row: Message) -> Waiting:
    """Return a message as it is asked about and rendered."""
    return Waiting(
        message_id=row.pk,
        key=row.key,
        origin=row.origin,
        channel=row.channel,
        person_id=row.person_id,
        client_id=row.client_id,
        contact_point_id=row.contact_point_id,
        lines=tuple(DeliveryLine(**line) for line in row.lines),
        template=row.template,
        language=row.language,
        tone=row.tone,
        purpose=row.purpose,
        fields=row.fields,
        strategy=row.strategy,
        edition=row.edition,
        step=row.step,
        is_optional=row.is_optional,
        answers_id=row.answers_id,
        planned_at=row.planned_at,
        not_before=row.not_before,
        not_after=row.not_after,
        attempt=row.attempt,
        by=row.by,
        made_at=row.made_at,
    )


def messages(
    *,
    by: Actor,
    states: Sequence[str] = (),
    channel: str = "",
    person_id: int | None = None,
    debt_id: int | None = None,
    first: int = 0,
    most: int = PAGE,
) -> list[MessageLine]:
    """Return messages somebody may see, the newest first, from the place `first` on."""
    asked = _seen(by)
    if states:
        asked = asked.filter(state__in=states)
    if channel:
        asked = asked.filter(channel=channel)
    if person_id is not None:
        asked = asked.filter(person_id=person_id)
    if debt_id is not None:
        asked = asked.filter(debt_ids__contains=[debt_id])
    return _lines(asked.order_by("-id")[first : first + most])


def message_page(message_id: int, *, by: Actor) -> MessagePage:
    """Return one message with its whole life; raises NoSuchMessage."""
    row = _seen(by).filter(pk=message_id).first()
    if row is None:
        raise NoSuchMessage(f"There is no message {message_id} that you may see.")
    events = MessageEvent.objects.filter(message=row).order_by("id").values_list(*EventLine._fields)
    copies = MessageCopy.objects.filter(message=row).order_by("attempt", "id").values_list(*CopyLine._fields)
    again = Message.objects.filter(again_of_id=row.pk).order_by("id").values_list("id", flat=True)
    (line,) = _lines([row])
    return MessagePage(
        line, tuple(EventLine(*one) for one in events), tuple(CopyLine(*one) for one in copies), row.text,
        row.reference, row.tone, row.purpose, row.strategy, row.edition, row.step, row.planned_at, row.not_before,
        row.contact_point_id, row.again_of_id, tuple(again), row.segments, row.cost_minor, row.cost_currency,
    )  # fmt: skip


def copy_of(message_id: int, part: str, *, by: Actor, attempt: int | None = None) -> tuple[CopyLine, bytes | None]:
    """Return a part of what was sent, of the last attempt or of another; bytes are None where they lie in a file."""
    if not _seen(by).filter(pk=message_id).exists():
        raise NoSuchMessage(f"There is no message {message_id} that you may see.")
    asked = MessageCopy.objects.filter(message_id=message_id, part=part).order_by("-attempt")
    row = (asked if attempt is None else asked.filter(attempt=attempt)).first()
    if row is None:
        names = MessageCopy.objects.filter(message_id=message_id).values_list("part", flat=True).distinct()
        has = f"It has {', '.join(sorted(names))}." if names else "Nothing was kept of it: it has not left."
        raise MessageRefused(f"Message {message_id} has no part {part[:60]!r}. {has}")
    line = CopyLine(row.attempt, row.part, row.media_type, row.sha256, row.size, row.place)
    return line, None if row.content is None else bytes(row.content)


def figures(*, by: Actor) -> dict[str, dict[str, int]]:
    """Return how many messages stand in each state that is not over, by channel, as far as somebody may see them."""
    asked = _seen(by).filter(state__in=[*WAITING, "handed_over", *DEAD]).values_list("channel", "state")
    found: dict[str, dict[str, int]] = {}
    for channel, state, count in asked.annotate(count=Count("id")).order_by("channel", "state"):
        found.setdefault(channel, {})[state] = count
    return found


def overdue(*, at: datetime) -> dict[str, int]:
    """Return how many messages of each channel should have gone before an instant and wait still."""
    rows = Message.objects.filter(state__in=WAITING, due_at__lt=at, not_after__gt=at).values_list("channel")
    return dict(rows.annotate(count=Count("id")).order_by("channel"))


def went_since(at: datetime, *, channels: Sequence[str]) -> dict[str, int]:
    """Return how many messages of some channels left since an instant."""
    rows = Message.objects.filter(channel__in=channels, state__in=LEFT, state_at__gte=at).values_list("channel")
    return dict(rows.annotate(count=Count("id")).order_by("channel"))


def to_look_up(*, at: datetime) -> list[str]:
    """Return the channels on which messages are unknown and it is time to ask about them."""
    rows = Message.objects.filter(state="unknown", due_at__lte=at).values_list("channel", flat=True)
    return sorted(set(rows.distinct()))


def may_see(message_id: int, *, by: Actor) -> Message:
    """Return a message that somebody may see; raises NoSuchMessage."""
    row = _seen(by).filter(pk=message_id).first()
    if row is None:
        raise NoSuchMessage(f"There is no message {message_id} that you may see.")
    return row


def _seen(by: Actor) -> QuerySet[Message]:
    """Return the messages to people of the clients somebody was given."""
    require(by, READING)
    scopes = reach(by, READING)
    if EVERYTHING in scopes:
        return Message.objects.all()
    clients: set[int] = set().union(*(scope.clients for scope in scopes))
    return Message.objects.filter(Q(client_id__in=clients))


def _lines(rows: Iterable[Message]) -> list[MessageLine]:
    rows = list(rows)
    names: dict[Any, str] = dict(
        Person.objects.filter(id__in={row.person_id for row in rows}).values_list("id", "display_name")
    )
    return [
        MessageLine(
            row.pk, row.key, row.origin, row.channel, row.state, row.state_at, row.due_at, row.not_after,
            row.person_id, names.get(row.person_id, ""), row.client_id, tuple(row.debt_ids), row.template,
            row.language, row.attempt, row.reason, row.subject, row.provider, row.by, row.made_at,
        )
        for row in rows
    ]  # fmt: skip
