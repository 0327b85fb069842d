"""Putting down what was learned of messages: events, where each stands now, copies of what was sent, contacts.

A part of other deeds: whoever calls holds a transaction, has asked the permission, and appends the one entry that
`entry_id` names, with the rows that are returned here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from goodstanding.evidence.canonical import canonical, instant
from goodstanding.outreach.channels.provider import Part
from goodstanding.outreach.message import learned as nouns
from goodstanding.outreach.message.learned import Learned, is_forward, reached_somebody
from goodstanding.outreach.message.life import ATTEMPTED, Standing
from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.outreach.models.message import MessageCopy, MessageEvent

CONTENTS: Mapping[str, str] = {"validation-notice": "validation_notice"}
"""Templates whose sending the law counts by what they contain."""

_STANDING = """
SELECT id, state, attempt, person_id, client_id, contact_point_id, channel, debt_ids, template, purpose
FROM outreach_message WHERE id = ANY(%s::bigint[]) ORDER BY id FOR UPDATE
"""
_KNOWN = "SELECT source_key FROM outreach_messageevent WHERE source_key = ANY(%s::text[])"
_UPDATE = """
UPDATE outreach_message AS m SET state = t.state, attempt = t.attempt, state_at = t.state_at,
    due_at = coalesce(t.due_at, m.due_at), reason = t.reason,
    reference = coalesce(nullif(t.reference, ''), m.reference), provider = coalesce(t.provider, m.provider),
    subject = coalesce(t.subject, m.subject),
    text = coalesce(t.text, m.text), language = coalesce(nullif(t.language, ''), m.language),
    segments = coalesce(t.segments, m.segments), cost_minor = coalesce(t.cost_minor, m.cost_minor),
    cost_currency = coalesce(t.cost_currency, m.cost_currency)
FROM jsonb_to_recordset(%s::jsonb) AS t (id bigint, state text, attempt int, state_at timestamptz, due_at timestamptz,
    reason text, reference text, provider text, subject text, text text, language text, segments int, cost_minor bigint,
    cost_currency text)
WHERE m.id = t.id
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one thing that was learned: new or told before, and whether the message moved by it."""

    told: Learned
    is_new: bool
    moved: bool
    before: str
    person_id: int
    client_id: int
    contact_point_id: int | None
    channel: str
    debt_ids: tuple[int, ...]

    @property
    def row(self) -> tuple[str, bytes]:
        """Return the row that the evidence entry holds of it."""
        told = self.told
        parts = told.sent.parts if told.sent else ()
        return f"message:{told.message_id}", canonical(
            {
                "message": told.message_id,
                "word": told.word,
                "attempt": told.attempt,
                "source": told.source,
                "source_key": told.source_key,
                "happened_at": instant(told.happened_at),
                "reference": told.reference,
                "reason": told.reason,
                "moved": self.moved,
                "copies": {part.name: nouns.digest(part) for part in parts},
            }
        )


def record(told: Sequence[Learned], *, at: datetime, entry_id: int) -> list[Recorded]:
    """Put down what was learned, in its order, and return what became of each; unknown messages are left out.

    Locks the messages. What was told before changes nothing.
    """
    assert connection.in_atomic_block, "What was learned is put down inside the transaction of its entry."
    told = [_storable(one) for one in told]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [sorted({one.message_id for one in told})])
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(_KNOWN, [[one.source_key for one in told]])
        known = {key for (key,) in cursor.fetchall()}
    found: list[Recorded] = []
    standing = {number: Standing(row[0], row[1]) for number, row in rows.items()}
    for one in told:
        if one.message_id not in rows:
            continue
        _, _, person_id, client_id, point, channel, debts, *_ = rows[one.message_id]
        before = standing[one.message_id]
        is_new = one.source_key not in known
        known.add(one.source_key)
        moved = is_new and is_forward(before, one)
        if moved:
            standing[one.message_id] = _after(before, one)
        found.append(Recorded(one, is_new, moved, before.state, person_id, client_id, point, channel, tuple(debts)))
    _write(found, standing, at=at, entry_id=entry_id)
    _add_contacts(found, {number: (row[7], row[8]) for number, row in rows.items()}, at=at, entry_id=entry_id)
    return found


def rows_of(found: Sequence[Recorded]) -> list[tuple[str, bytes]]:
    """Return the rows for the evidence entry: of everything that was new."""
    return [one.row for one in found if one.is_new]


def _after(before: Standing, told: Learned) -> Standing:
    """Return where a message stands after a move; what is told from outside keeps the number of attempts."""
    attempt = told.attempt if told.word in ATTEMPTED else max(before.attempt, told.attempt)
    return Standing(told.word, attempt)  # type: ignore[arg-type]  # A word that moves is a state.


def _write(found: Sequence[Recorded], standing: Mapping[int, Standing], *, at: datetime, entry_id: int) -> None:
    fresh = [one for one in found if one.is_new]
    changed: dict[int, dict[str, Any]] = {}
    for one in fresh:
        if one.moved:
            changed[one.told.message_id] = changed.get(one.told.message_id, {}) | _columns(one.told)
    for number, columns in changed.items():
        columns |= {"id": number, "state": standing[number].state, "attempt": standing[number].attempt}
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [json.dumps(list(changed.values()))])
    MessageEvent.objects.bulk_create(
        MessageEvent(
            message_id=one.told.message_id, word=one.told.word, attempt=one.told.attempt, source=one.told.source,
            source_key=one.told.source_key, reference=one.told.reference, reason=one.told.reason,
            happened_at=one.told.happened_at, learned_at=at, entry_id=entry_id,
        )
        for one in fresh
    )  # fmt: skip
    MessageCopy.objects.bulk_create(
        _copy(part, one.told, entry_id=entry_id) for one in fresh if one.told.sent for part in one.told.sent.parts
    )


def _columns(told: Learned) -> dict[str, Any]:
    """Return what a move changes on the message's own row."""
    columns: dict[str, Any] = {"state_at": told.happened_at.isoformat(), "reason": told.reason}
    if told.due_at is not None:
        columns["due_at"] = told.due_at.isoformat()
    if told.reference:
        columns["reference"] = told.reference
    if told.sent is not None:
        sent = told.sent
        columns |= {"provider": sent.provider, "subject": sent.subject, "text": sent.text, "language": sent.language}
        columns |= {"segments": sent.segments, "cost_minor": sent.cost_minor, "cost_currency": sent.cost_currency}
    return columns


def _copy(part: Part, told: Learned, *, entry_id: int) -> MessageCopy:
    row = MessageCopy(message_id=told.message_id, attempt=told.attempt, part=part.name, entry_id=entry_id)
    if nouns.is_placed(part):
        row.place, row.media_type, row.sha256, row.size = nouns.read_placed(part)
    else:
        row.content, row.media_type = part.content, part.media_type
        row.sha256, row.size = nouns.digest(part), len(part.content)
    return row


def _add_contacts(
    found: Sequence[Recorded], about: Mapping[int, tuple[str, str]], *, at: datetime, entry_id: int
) -> None:
    """Add a contact for every message that reached somebody by what was learned, as far as anybody can tell."""
    reached = [one for one in found if one.moved and reached_somebody(one.before, one.told.word)]
    rows = [
        Contact(
            person_id=one.person_id,
            contact_point_id=one.contact_point_id,
            direction="outbound",
            channel=one.channel,
            outcome="sent",
            content=CONTENTS.get(about[one.told.message_id][0], ""),
            purpose=about[one.told.message_id][1],
            happened_at=min(one.told.happened_at, at),
            learned_at=at,
            entry_id=entry_id,
        )
        for one in reached
    ]
    Contact.objects.bulk_create(rows)
    ContactDebt.objects.bulk_create(
        ContactDebt(contact=row, debt_id=debt)
        for row, one in zip(rows, reached, strict=True)
        for debt in dict.fromkeys(one.debt_ids)
    )


def _storable(told: Learned) -> Learned:
    """Return it without what no database keeps; references and reasons come from outside."""
    texts = {name: getattr(told, name) for name in ("source_key", "reference", "reason")}
    clean = {name: text.replace("\x00", "").encode(errors="replace").decode() for name, text in texts.items()}
    if clean == texts:
        return told
    return Learned(**({name: getattr(told, name) for name in told.__slots__} | clean))
