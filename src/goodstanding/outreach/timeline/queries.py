"""The conversation with a person, a page at a time: the same few questions however long it is."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from goodstanding.access.permission import Actor, require
from goodstanding.outreach.message.life import MARKS
from goodstanding.outreach.models.call import Call
from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.outreach.models.message import Message, MessageEvent
from goodstanding.outreach.models.reply import Reply, ReplyMatch
from goodstanding.outreach.reply.label import DEEDS, LABELS, WAYS
from goodstanding.outreach.reply.queries import ReplyCard, cards
from goodstanding.outreach.timeline.strand import RANKS, Cut, Kind, Place, Strand, act_of, cut
from goodstanding.parties.models import Person
from goodstanding.refusal import Refusal

READING = "messages.read"
PAGE = 50


class NobodyThere(Refusal):
    """There is no person of this number, or the actor may not see them."""


def conversation(person_id: int, *, by: Actor, before: Place | None = None, limit: int = PAGE) -> Cut:
    """Return what was said to a person and by them, the latest first, from a place on.

    Raises NobodyThere or PermissionRefused. Nine questions, however long the conversation.
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NobodyThere(f"There is no person {person_id}.")
    require(by, READING, client_id=person.issuer_id)
    most = limit + 1
    return cut(
        [
            _messages(person_id, before, most=most),
            _replies(person_id, before, most=most),
            _calls(person_id, before, most=most),
            _contacts(person_id, before, most=most),
        ],
        limit=limit,
    )


def _earlier(kind: Kind, before: Place | None) -> Q:
    """Return the condition under which a row, whose instant is called `stood_at`, stands before a place."""
    if before is None:
        return Q()
    rank = RANKS[kind]
    if rank == before.rank:
        return Q(stood_at__lt=before.at) | Q(stood_at=before.at, pk__lt=before.number)
    return Q(stood_at__lte=before.at) if rank < before.rank else Q(stood_at__lt=before.at)


def _messages(person_id: int, before: Place | None, *, most: int) -> list[Strand]:
    rows = list(
        Message.objects.filter(person_id=person_id)
        .annotate(stood_at=Greatest("made_at", "planned_at"))
        .filter(_earlier("message", before))
        .order_by("-stood_at", "-pk")[:most]
    )
    steps: dict[int, list[tuple[str, datetime, str]]] = {}
    for event in MessageEvent.objects.filter(message_id__in=[row.pk for row in rows]).order_by("happened_at", "id"):
        steps.setdefault(event.message_id, []).append((event.word, event.happened_at, event.reason))
    return [_message(row, tuple(steps.get(row.pk, ()))) for row in rows]


def _message(row: Message, steps: tuple[tuple[str, datetime, str], ...]) -> Strand:
    held = row.state in {"withheld", "cancelled", "put_off"}
    return Strand(
        "message", row.pk, max(row.made_at, row.planned_at), "outbound", row.channel,
        row.subject or row.template.replace("-", " "), row.text, row.state, _trigger(row),
        verdict=row.reason if held else "", debt_ids=tuple(row.debt_ids), steps=steps, act_id=act_of(row.key),
        entry_id=row.entry_id,
        more={
            "template": row.template, "language": row.language, "reason": row.reason,
            "marks": sorted({word for word, _, _ in steps if word in MARKS}),
        },
    )  # fmt: skip


def _trigger(row: Message) -> str:
    """Say who or what asked for a message."""
    if row.strategy:
        return f"{row.strategy}, edition {row.edition}, {row.step}"
    told = {"person": f"written by {row.by}", "reply": "an answer to a reply", "arrangement": "something agreed"}
    return told.get(row.origin, row.by)


def _replies(person_id: int, before: Place | None, *, most: int) -> list[Strand]:
    later = ReplyMatch.objects.filter(reply=OuterRef("reply"), pk__gt=OuterRef("pk"))
    mine = ReplyMatch.objects.filter(person_id=person_id).exclude(Exists(later)).values("reply_id")
    rows = (
        Reply.objects.filter(pk__in=mine)
        .annotate(stood_at=F("happened_at"))
        .filter(_earlier("reply", before))
        .order_by("-stood_at", "-pk")[:most]
    )
    return [_reply(card) for card in cards(list(rows.values_list("pk", flat=True)))]


def _reply(card: ReplyCard) -> Strand:
    sure = "" if card.is_sure else "Perhaps: "
    return Strand(
        "reply", card.reply_id, card.happened_at, "inbound", card.channel, card.subject, card.text,
        " ".join(dict.fromkeys(DEEDS[one.deed] for one in card.deeds)),
        f"noted by {card.read_by}" if card.is_note else f"found {WAYS[card.how]}",
        verdict=f"{sure}{LABELS[card.label]}", rule=card.rule or card.read_by, quote=card.quote,
        debt_ids=card.debt_ids, steps=tuple((one.deed, one.at, one.by) for one in card.deeds), entry_id=card.entry_id,
        more={"label": card.label, "is_sure": card.is_sure, "confidence": card.confidence, "message": card.message_id},
    )  # fmt: skip


def _calls(person_id: int, before: Place | None, *, most: int) -> list[Strand]:
    rows = (
        Call.objects.filter(person_id=person_id)
        .annotate(stood_at=F("shown_at"))
        .filter(_earlier("call", before))
        .order_by("-stood_at", "-pk")[:most]
    )
    return [
        Strand(
            "call", row.pk, row.shown_at, "outbound", "call", f"Call to {row.number}", row.note,
            row.outcome or row.state, f"dialled by {row.by}", verdict=row.reason, debt_ids=tuple(row.debt_ids),
            entry_id=row.entry_id, more={"answered_at": row.answered_at.isoformat() if row.answered_at else None},
        )
        for row in rows
    ]  # fmt: skip


def _contacts(person_id: int, before: Place | None, *, most: int) -> list[Strand]:
    """Return contacts that belong to no message, reply or call that stands here by itself."""
    rows = list(
        _recorded(person_id)
        .annotate(stood_at=F("happened_at"))
        .filter(_earlier("contact", before))
        .order_by("-stood_at", "-pk")[:most]
    )
    debts: dict[int, list[int]] = {}
    for contact_id, debt_id in ContactDebt.objects.filter(contact__in=rows).values_list("contact_id", "debt_id"):
        debts.setdefault(contact_id, []).append(debt_id)
    return [
        Strand(
            "contact", row.pk, row.happened_at, row.direction, row.channel, row.purpose.replace("_", " "), "",
            row.outcome.replace("_", " "), "recorded", verdict=row.content.replace("_", " "),
            debt_ids=tuple(sorted(debts.get(row.pk, []))), entry_id=row.entry_id, more={"reached": row.reached},
        )
        for row in rows
    ]  # fmt: skip


def _recorded(person_id: int) -> QuerySet[Contact]:
    told = MessageEvent.objects.filter(message__person_id=person_id).values("entry_id")
    answered = Reply.objects.filter(matches__person_id=person_id).values("entry_id")
    rematched = ReplyMatch.objects.filter(person_id=person_id).values("entry_id")
    called = Call.objects.filter(person_id=person_id).exclude(contact_id=None).values("contact_id")
    return Contact.objects.filter(person_id=person_id).exclude(
        Q(entry_id__in=told) | Q(entry_id__in=answered) | Q(entry_id__in=rematched) | Q(pk__in=called)
    )
