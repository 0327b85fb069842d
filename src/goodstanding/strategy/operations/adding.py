"""Adding the acts of a part and their lines, each once, inside the part's transaction.

What a unique key forbids is left alone, and an act that was asked about lately is held back, as is
one for which an earlier run of the day left no room. On the first run of a day
nothing can stand in the way of most acts, and they go straight into their tables.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.database import rows
from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.operations.bulk import add_brought, bring
from goodstanding.strategy.pending import YES_WITHIN

_ANY_BEFORE = "SELECT EXISTS (SELECT FROM strategy_act WHERE day = %s AND person_id >= %s AND person_id < %s)"
_DROP_TAKEN = """
DELETE FROM pg_temp.arriving_act AS a USING pg_temp.arriving_line AS l, strategy_actline AS t
WHERE l.act_id = a.id AND l.step <> '' AND t.debt_id = l.debt_id
    AND coalesce(t.item_id, 0) = coalesce(l.item_id, 0) AND t.person_id = l.person_id AND t.step = l.step
    AND t.day = l.day AND t.channel = l.channel
"""
"""An act whose step was taken for the same obligation on the same day by the same channel is no new act."""
_DROP_ORPHANS = """
DELETE FROM pg_temp.arriving_line AS l WHERE NOT EXISTS (SELECT FROM strategy_act AS a WHERE a.id = l.act_id)
"""
_AWAITED = """
CREATE TEMP TABLE held_act ON COMMIT DROP AS
SELECT DISTINCT ON (a.id) a.id, CASE
    WHEN NOT y.approved THEN 'It got a no on ' || (y.at AT TIME ZONE 'UTC')::date || ': ' || y.reason
    WHEN y.approved THEN 'It got its yes on ' || (y.at AT TIME ZONE 'UTC')::date || ' already.'
    ELSE 'It waits for a yes since ' || past.day || '.' END AS reason
FROM pg_temp.arriving_act AS a
JOIN pg_temp.arriving_line AS l ON l.act_id = a.id AND l.step <> ''
JOIN strategy_actline AS t ON t.debt_id = l.debt_id AND t.step = l.step AND t.day < a.day
JOIN strategy_act AS past ON past.id = t.act_id AND past.kind = a.kind AND past.approval <> ''
LEFT JOIN strategy_approval AS y ON y.act_id = past.id
LEFT JOIN strategy_handoveranswered AS h ON h.act_id = past.id
WHERE a.approval <> '' AND CASE
    WHEN y.act_id IS NULL THEN h.act_id IS NULL AND past.day >= %(first)s
    WHEN y.approved AND h.act_id IS NULL THEN true
    WHEN y.approved AND h.answer <> 'taken' THEN false
    ELSE (y.at AT TIME ZONE 'UTC')::date >= %(first)s END
ORDER BY a.id, past.id DESC
"""
"""An act whose step got its yes or no for the same debt within a month, or still waits for it, is not proposed."""
_CROWDED = """
CREATE TEMP TABLE held_act ON COMMIT DROP AS
SELECT a.id, 'An earlier run of the night planned another message, and both would be too many.' AS reason
FROM pg_temp.arriving_act AS a
WHERE a.kind = 'contact' AND a.channel <> 'task' AND a.person_id = ANY(%(pressed)s)
    AND EXISTS (
        SELECT FROM strategy_act AS s
        WHERE s.day = a.day AND s.person_id = a.person_id AND s.kind = 'contact' AND s.channel <> 'task'
            AND NOT EXISTS (
                SELECT FROM pg_temp.arriving_act AS b
                WHERE b.person_id = s.person_id AND b.client_id = s.client_id AND b.kind = s.kind
            )
            AND NOT EXISTS (
                SELECT FROM strategy_handoveranswered AS h WHERE h.act_id = s.id AND h.answer <> 'taken'
            )
    )
    AND NOT EXISTS (
        SELECT FROM strategy_act AS s
        WHERE s.day = a.day AND s.person_id = a.person_id AND s.client_id = a.client_id AND s.kind = a.kind
    )
"""
"""Of people with no room for all their messages, a new one does not take the place of one that was planned before."""
_HOLD = """
INSERT INTO strategy_withheld (night_id, day, person_id, client_id, kind, strategy, edition, segment, treatment, arm,
    step, cause, reason, debt_ids, entry_id)
SELECT a.night_id, a.day, a.person_id, a.client_id, a.kind, a.strategy, a.edition, a.segment, a.treatment, a.arm,
    a.step, %(cause)s, w.reason,
    (SELECT array_agg(DISTINCT l.debt_id) FROM pg_temp.arriving_line AS l WHERE l.act_id = a.id), a.entry_id
FROM pg_temp.held_act AS w JOIN pg_temp.arriving_act AS a USING (id)
ON CONFLICT DO NOTHING
"""
_DROP_HELD = "DELETE FROM pg_temp.arriving_act AS a USING pg_temp.held_act AS w WHERE w.id = a.id"


def add_acts(
    cursor: psycopg.Cursor[Any],
    acts: pa.Table,
    lines: pa.Table,
    *,
    chunk: Chunk,
    day: date,
    pressed: Sequence[int] = (),
) -> tuple[list[int], int]:
    """Add acts and their lines; return the numbers of those that are new, and how many were held back after all.

    `pressed` are the people of whom the pressure budget held something back. The caller holds the lock of the part, so
    that nobody else adds acts of these people meanwhile.
    """
    cursor.execute(_ANY_BEFORE, [day, chunk.first, chunk.beyond])
    answer = cursor.fetchone()
    if answer is not None and answer[0]:
        return _add_checked(cursor, acts, lines, day=day, pressed=pressed)
    plain = pc.equal(acts["approval"], "")
    added = acts.filter(plain)
    is_plain = pc.is_in(lines["act_id"], added["id"].combine_chunks())
    rows.copy_in(cursor, "strategy_act", added.column_names, added)
    rows.copy_in(cursor, "strategy_actline", lines.column_names, lines.filter(is_plain))
    others, of_others = acts.filter(pc.invert(plain)), lines.filter(pc.invert(is_plain))
    checked, held = _add_checked(cursor, others, of_others, day=day, pressed=())
    return [*added["id"].to_pylist(), *checked], held


def _add_checked(
    cursor: psycopg.Cursor[Any], acts: pa.Table, lines: pa.Table, *, day: date, pressed: Sequence[int]
) -> tuple[list[int], int]:
    """Add the acts that nothing forbids, as add_acts does."""
    if not acts.num_rows:
        return [], 0
    bring(cursor, "strategy_actline", "arriving_line", lines)
    bring(cursor, "strategy_act", "arriving_act", acts)
    cursor.execute(_DROP_TAKEN)
    held = 0
    if pressed:
        held += _hold(cursor, _CROWDED, {"pressed": list(pressed)}, cause="pressure")
    if pc.any(pc.not_equal(acts["approval"], "")).as_py():  # Most nights have none.
        held += _hold(cursor, _AWAITED, {"first": day - YES_WITHIN}, cause="approval")
    new_acts = [number for (number,) in add_brought(cursor, "strategy_act", "arriving_act", acts.column_names)]
    if len(new_acts) < acts.num_rows:
        cursor.execute(_DROP_ORPHANS)
    add_brought(cursor, "strategy_actline", "arriving_line", lines.column_names)
    return new_acts, held


def _hold(cursor: psycopg.Cursor[Any], question: str, given: dict[str, Any], *, cause: str) -> int:
    """Withhold the arriving acts that a question puts into held_act, and return how many."""
    cursor.execute(question, given)
    cursor.execute(_HOLD, {"cause": cause})
    cursor.execute(_DROP_HELD)
    held = cursor.rowcount
    cursor.execute("DROP TABLE pg_temp.held_act")
    return held
