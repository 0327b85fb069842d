"""Making messages from what the books know: texts in force, facts, addresses and threads, read for all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from goodstanding.outreach.channels.email.dress import sender_of
from goodstanding.outreach.channels.email.reply_address import message_name
from goodstanding.outreach.channels.provider import ChannelRefused, Consignment
from goodstanding.outreach.channels.queries import house_words, setting_of
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.composing import Destination, Office, Written, compose
from goodstanding.outreach.sending.house import House, Printed, Waiting, Weighed
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.queries import Wanted, facts_for, places_of, text_in_force, texts_in_force
from goodstanding.outreach.template.text import TemplateText
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.refusal import Refusal

STATEMENT = "account-notice"
"""The template whose letter goes along as a statement."""
THREAD_MOST = 10


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is read at once for a batch of messages."""

    texts: Mapping[Wanted, TemplateText]
    places: Mapping[int, str]
    facts: Mapping[int, Facts]
    points: Mapping[int, ContactPoint]
    names: Mapping[int, str]
    documents: Mapping[int, Printed]
    office: Office


def prepared(
    messages: Sequence[Waiting],
    weighed: Mapping[int, Weighed],
    house: House,
    at: datetime,
    *,
    presses: bool = True,
) -> dict[int, Consignment | str]:
    """Return the finished consignment of each message, or the sentence that says why it cannot be made.

    presses  whether letters are printed; a provider that prints many as one gets their pages only.
    """
    if not messages:
        return {}
    (channel,) = {one.channel for one in messages}
    office = _office(channel, at=at, presses=presses)
    places = places_of({one.person_id for one in messages})
    desk = _Desk(
        texts=texts_in_force({_wanted(one.template, one, places) for one in messages}, day=at.date()),
        places=places,
        facts=facts_for(messages, weighed, house=house, at=at),
        points=ContactPoint.objects.in_bulk([one.contact_point_id for one in messages if one.contact_point_id]),
        names=dict(Person.objects.filter(id__in={one.person_id for one in messages}).values_list("id", "display_name")),
        documents=house.print([_with_lines(one, weighed) for one in messages], at),
        office=office,
    )
    return {one.message_id: _made(one, desk) for one in messages}


def _with_lines(message: Waiting, weighed: Mapping[int, Weighed]) -> Waiting:
    """Return a message with the lines that are left to tell of."""
    told = weighed.get(message.message_id)
    return replace(message, lines=told.lines) if told else message


def preview(message: Waiting, *, house: House, at: datetime) -> Consignment:
    """Return a message as it would be sent at an instant, byte for byte, whether or not it may; raises a Refusal."""
    told = prepared([message], {message.message_id: Weighed(message.lines)}, house, at)[message.message_id]
    if isinstance(told, str):
        raise PreviewRefused(told)
    return told


class PreviewRefused(Refusal, ValueError):
    """The message cannot be made; the sentence says why."""


def _made(message: Waiting, desk: _Desk) -> Consignment | str:
    wanted = _wanted(message.template, message, desk.places)
    documents = desk.documents.get(message.message_id, ())
    if isinstance(documents, str):
        return documents
    try:
        text = desk.texts[wanted]
        written = Written(
            text=text,
            facts=desk.facts[message.message_id],
            statement=_statement(message, text, desk),
            documents=documents,
            thread=_thread(message, desk.office),
        )
        return compose(message, written, to=_destination(message, desk), office=desk.office)
    except Refusal as refusal:
        return str(refusal)


def _office(channel: str, *, at: datetime, presses: bool) -> Office:
    """Read who we are and how the channel is set; a channel that is not set can be looked at all the same."""
    setting: Setting | None = None
    try:
        setting = setting_of(channel, at=at)
    except ChannelRefused:
        setting = None
    return Office(house_words(at), setting, settings.SECRET_KEY, at.date(), at, presses=presses)


def _wanted(name: str, message: Waiting, places: Mapping[int, str]) -> Wanted:
    return Wanted(name, message.language, places.get(message.person_id, ""))


def _statement(message: Waiting, text: TemplateText, desk: _Desk) -> TemplateText | None:
    if "statement" not in text.attachments or message.channel != "email":
        return None
    place = desk.places.get(message.person_id, "")
    return text_in_force(STATEMENT, language=message.language, place=place, day=desk.office.day)


def _destination(message: Waiting, desk: _Desk) -> Destination | None:
    name = desk.names.get(message.person_id, "")
    if message.channel == "portal":
        return Destination("", "", name)
    point = desk.points.get(message.contact_point_id or 0)
    if point is None or point.person_id != message.person_id:
        return None
    return Destination(point.kind, point.value, name, point.country)


def _thread(message: Waiting, office: Office) -> tuple[str, ...]:
    """Return the Message-IDs of the mails that a mail follows, the earliest first."""
    if message.channel != "email" or message.answers_id is None or office.setting is None:
        return ()
    numbers: list[int] = []
    following: int | None = message.answers_id
    while following is not None and following not in numbers and len(numbers) < THREAD_MOST:
        numbers.append(following)
        following = Message.objects.filter(id=following).values_list("answers_id", flat=True).first()
    name = str(office.house.get("name", ""))
    _, sender = sender_of(office.setting.options, client_id=message.client_id, house_name=name)
    return tuple(message_name(message_id=one, sender=sender, secret=office.secret) for one in reversed(numbers))
