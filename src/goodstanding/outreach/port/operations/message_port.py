"""The port of an installation: what a worker can send becomes a message, everything else is written down as before.

A batch of orders is one transaction: the messages, their first events, the job that will send them, and one evidence
entry with a row for each. So whoever dies in the middle leaves all of it or nothing, and asks again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from goodstanding.evidence.canonical import canonical
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.port.delivery import DeliveryOrder, PortRefused, Receipt
from goodstanding.outreach.port.recording import FOLDER, RecordingPort
from goodstanding.outreach.sending.operations.waking import wake
from goodstanding.outreach.sending.wanted import SENT_BY
from goodstanding.outreach.template.catalogue import shipped

PORT = "port"
"""Who makes messages of orders: whoever handed them over is named by the entries of the hand-over."""
NO_TIME = "The order leaves no time in which it could be carried out."

_INSERT = """
WITH fresh AS (
    INSERT INTO outreach_message (key, origin, channel, person_id, client_id, contact_point_id, debt_ids, lines,
        template, language, tone, purpose, fields, strategy, edition, step, is_optional, planned_at, not_before,
        not_after, state, attempt, state_at, due_at, by, made_at, entry_id)
    SELECT key, 'night', channel, person_id, client_id, contact_point_id,
        ARRAY(SELECT DISTINCT (line ->> 'debt_id')::bigint FROM jsonb_array_elements(lines) AS line ORDER BY 1), lines,
        template, language, tone, purpose, '{}', strategy, edition, step, false, planned_at, not_before,
        not_after, 'approved', 0, %(at)s, greatest(not_before, planned_at), %(by)s, %(at)s, %(entry_id)s
    FROM jsonb_to_recordset(%(orders)s::jsonb) AS t (key text, channel text, person_id bigint,
        client_id bigint, contact_point_id bigint, lines jsonb, template text, language text, tone text, purpose text,
        strategy text, edition int, step text, planned_at timestamptz, not_before timestamptz, not_after timestamptz)
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key, channel, due_at, entry_id
), told AS (
    INSERT INTO outreach_messageevent (message_id, word, attempt, source, source_key, reference, reason, happened_at,
        learned_at, entry_id)
    SELECT id, 'approved', 0, %(by)s, 'made:' || id, '', '', %(at)s, %(at)s, entry_id FROM fresh
)
SELECT id, key, channel, due_at FROM fresh
"""
_KNOWN = "SELECT key, id FROM outreach_message WHERE key = ANY(%s::text[])"


class MessagePort:
    """Takes orders of contacts as messages; calls and deeds of other kinds go on being recorded."""

    def __init__(self, recording: RecordingPort, *, at: datetime | None = None) -> None:
        """Keep the record of what no worker sends; `at` is the instant of the deed, now where nobody says."""
        self._recording = recording
        self._at = at

    def deliver(self, orders: Sequence[DeliveryOrder]) -> list[Receipt]:
        """Take orders and return the receipt of each, in their order; raises PortRefused."""
        sent = [order for order in orders if is_sent(order)]
        # What an earlier release recorded under a key has left; it must not leave again.
        before = self._recording.look_up([order.key for order in sent]) if sent else {}
        fresh = [order for order in sent if before[order.key] is None]
        receipts = {key: receipt for key, receipt in before.items() if receipt is not None}
        try:
            receipts |= self._make(fresh, at=self._at or datetime.now(UTC)) if fresh else {}
        except DatabaseError as fault:
            raise PortRefused("The messages could not be written down; nothing of this batch was taken.") from fault
        others = [order for order in orders if not is_sent(order)]
        receipts |= {receipt.key: receipt for receipt in self._recording.deliver(others)} if others else {}
        return [receipts[order.key] for order in orders]

    def look_up(self, keys: Iterable[str]) -> Mapping[str, Receipt | None]:
        """Return what became of each key, or None where no order of it ever arrived; raises PortRefused."""
        wanted = list(keys)
        found: dict[str, Receipt | None] = dict(self._recording.look_up(wanted))
        with connection.cursor() as cursor:
            cursor.execute(_KNOWN, [wanted])
            return found | {key: _taken(key, number) for key, number in cursor.fetchall()}

    def _make(self, orders: Sequence[DeliveryOrder], *, at: datetime) -> dict[str, Receipt]:
        """Write messages down with their events, their jobs and their entry, and return the receipts."""
        receipts = {order.key: Receipt(order.key, "refused", "", NO_TIME) for order in orders if not has_time(order)}
        possible = {order.key: order for order in orders if has_time(order)}
        with transaction.atomic(), connection.cursor() as cursor:
            entry_id = allot()
            told = json.dumps([_plain(order) for order in possible.values()])
            cursor.execute(_INSERT, {"orders": told, "at": at, "by": PORT, "entry_id": entry_id})
            fresh = cursor.fetchall()
            for channel, due_at in sorted(_first_due(fresh).items()):
                wake(channel, due_at=due_at)
            cursor.execute(_KNOWN, [list(possible)])
            receipts |= {key: _taken(key, number) for key, number in cursor.fetchall()}
            if fresh:
                _append(fresh, possible, at=at, entry_id=entry_id)
        return receipts


def is_sent(order: DeliveryOrder) -> bool:
    """Say whether an order is a message that a worker sends."""
    return order.kind == "contact" and order.channel in SENT_BY


def has_time(order: DeliveryOrder) -> bool:
    """Say whether there is an instant at which the order may be carried out."""
    return order.not_before < order.not_after


def port_in(data_folder: Path, *, at: datetime | None = None) -> MessagePort:
    """Return the port of an installation; what no worker sends is recorded in its data folder."""
    return MessagePort(RecordingPort(data_folder / FOLDER), at=at)


def _plain(order: DeliveryOrder) -> dict[str, object]:
    template = shipped().get(order.template)
    return order.plain() | {"purpose": template.purposes[0] if template else ""}


def _first_due(fresh: Iterable[tuple[int, str, str, datetime]]) -> dict[str, datetime]:
    """Return when the first message of each channel is due."""
    found: dict[str, datetime] = {}
    for _, _, channel, due_at in fresh:
        found[channel] = min(due_at, found.get(channel, due_at))
    return found


def _append(
    fresh: Sequence[tuple[int, str, str, datetime]], orders: Mapping[str, DeliveryOrder], *, at: datetime, entry_id: int
) -> None:
    append(
        "outreach.messages_made",
        by=PORT,
        at=at,
        subjects=sorted({f"strategy:{orders[key].strategy}" for _, key, _, _ in fresh}),
        facts={"messages": len(fresh)},
        rows=[(f"message:{number}", canonical(_row(number, orders[key]))) for number, key, _, _ in fresh],
        entry_id=entry_id,
    )


def _row(number: int, order: DeliveryOrder) -> dict[str, object]:
    return order.plain() | {"message": number}


def _taken(key: str, number: int) -> Receipt:
    return Receipt(key, "taken", f"message:{number}")
