"""Learning from what providers tell: where messages stand, which contact points are bad, who complained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.inbox.telling import Telling
from goodstanding.outreach.message.attempt import read_key
from goodstanding.outreach.message.learned import Learned
from goodstanding.outreach.message.life import ATTEMPTED, KEPT_BACK, MARKS, TOLD
from goodstanding.outreach.message.operations.recording import Recorded, record, rows_of
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.operations.stopping import STOPS, stop_told
from goodstanding.outreach.sending.operations.bad_points import mark_bad
from goodstanding.parties.operations.person_lock import order_after_sending

WORDS = frozenset({*ATTEMPTED, *KEPT_BACK, *TOLD, *MARKS})


@dataclass(slots=True)
class LearnFigures:
    """What came of tellings. `not_found` are those of no message of ours, or of none we know yet."""

    applied: int = 0
    repeated: int = 0
    moved: int = 0
    bad_points: int = 0
    complaints: int = 0
    not_found: list[Telling] = field(default_factory=list)


@transaction.atomic
def learn(tellings: Sequence[Telling], *, source: str, by: Actor, at: datetime) -> LearnFigures:
    """Apply what a provider tells and return the figures.

    The same telling again changes nothing; a message only moves forward, in whatever order tellings come. A point at
    which nothing will arrive is marked. Locks the people concerned against sending, and the messages.
    """
    require(by, "messages.settle")
    figures = LearnFigures()
    found = _found(tellings, figures)
    if not found:
        return figures
    order_after_sending(*{row.person_id for _, row in found})
    entry_id = allot()
    recorded = record([_learned(told, row, source=source, at=at) for told, row in found], at=at, entry_id=entry_id)
    figures.applied = sum(one.is_new for one in recorded)
    figures.repeated = len(recorded) - figures.applied
    figures.moved = sum(one.moved for one in recorded)
    fresh = [(told, one) for (told, _), one in zip(found, recorded, strict=True) if one.is_new]
    figures.bad_points = _mark_bad(fresh, source=source, by=by, at=at)
    figures.complaints = sum(told.word == "complained" for told, _ in fresh)
    for told, one in fresh:
        if told.word in STOPS:
            stop_told(one, provider=source, event_key=one.told.source_key, at=at)
    if fresh:
        _append(recorded, source=source, by=by, at=at, entry_id=entry_id)
    return figures


def _append(recorded: Sequence[Recorded], *, source: str, by: Actor, at: datetime, entry_id: int) -> None:
    rows = rows_of(recorded)
    append(
        "outreach.messages_told",
        by=by.name,
        at=at,
        subjects=sorted({key for key, _ in rows}),
        facts={"source": source, "tellings": len(rows)},
        rows=rows,
        entry_id=entry_id,
    )


def _found(tellings: Iterable[Telling], figures: LearnFigures) -> list[tuple[Telling, Message]]:
    """Return each telling with the message it speaks of, by our key or by the provider's reference."""
    tellings = list(tellings)
    keys = {told.key for told in tellings if told.key}
    names = keys | {read.message_key for key in keys if (read := read_key(key)) is not None}
    by_key = {row.key: row for row in Message.objects.filter(key__in=names)}
    references = {told.reference for told in tellings if told.reference}
    by_reference = {row.reference: row for row in Message.objects.filter(reference__in=references).order_by("id")}
    found = []
    for told in tellings:
        row = _by_key(told.key, by_key) or by_reference.get(told.reference)
        if row is None or told.word not in WORDS:
            figures.not_found.append(told)
        else:
            found.append((told, row))
    return found


def _by_key(key: str, by_key: Mapping[str, Message]) -> Message | None:
    """Return the message of a key; one that was made at another second is another book's message of the same name."""
    read = read_key(key)
    if read is None:
        return by_key.get(key)
    row = by_key.get(read.message_key)
    return row if row is not None and int(row.made_at.timestamp()) == read.made else by_key.get(key)


def _learned(told: Telling, row: Message, *, source: str, at: datetime) -> Learned:
    read = read_key(told.key)
    return Learned(
        message_id=row.pk,
        word=told.word,
        attempt=read.attempt if read is not None else row.attempt,
        source=f"provider:{source}",
        source_key=f"{source}:{told.event_key}",
        happened_at=min(told.happened_at, at),
        reference=told.reference,
        reason=told.reason,
    )


def _mark_bad(fresh: Sequence[tuple[Telling, Recorded]], *, source: str, by: Actor, at: datetime) -> int:
    """Mark the points at which nothing will ever arrive, and return how many were not marked before."""
    wanted = {one.contact_point_id for told, one in fresh if told.is_point_bad and one.contact_point_id is not None}
    return mark_bad(wanted, source=source, by=by, at=at)
