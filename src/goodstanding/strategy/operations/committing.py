"""Committing one part of a night: its acts, what was withheld, its tasks and its sealed sheets, in one transaction.

The unique keys of acts and their lines stand in the database. What is there already is left alone, so a part that is
committed again adds nothing, and neither does the same part decided by another process at the same time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, transaction

from goodstanding.database import bulk_table
from goodstanding.evidence.operations import allot, append
from goodstanding.strategy.models.night import NightPart, SealedSheet
from goodstanding.strategy.night import harvest, lake
from goodstanding.strategy.night.order import Answer, Chunk
from goodstanding.strategy.operations.adding import add_acts
from goodstanding.strategy.operations.bulk import hold, insert_new, raw_cursor
from goodstanding.worklists.operations.bulk import close_gone, open_tasks

_DROP_DONE = """
DELETE FROM pg_temp.arriving_withheld AS w USING strategy_act AS a
WHERE a.person_id = w.person_id AND a.client_id = w.client_id AND a.day = w.day
    AND a.kind = w.kind AND a.kind IN ('contact', 'task')
"""
"""What was planned on a first run of the day is not withheld on a second."""
_HASHES = """
SELECT string_agg(sha256(convert_to('act:' || id || E'\\n' || row_to_json(a)::text, 'UTF8')), ''::bytea ORDER BY id),
    coalesce(array_agg('act:' || id ORDER BY id), '{}')
FROM strategy_act AS a WHERE id BETWEEN %s AND %s AND entry_id = %s
"""


WARNED_AGAIN = timedelta(days=30)
"""A warning that somebody closed does not come back within this time, though its reason holds."""


class Committing(NamedTuple):
    """What every part of one night shares. `facts` go into each part's evidence: law, strategies, instants."""

    night: int
    day: date
    folder: Path
    facts: Mapping[str, object]
    by: str
    at: datetime


def commit_part(answer: Answer, part: Committing) -> dict[str, int]:
    """Write an answer into the books, unless its part of the night is there already; return its figures.

    `new_acts` are those this call wrote.

    One transaction, one evidence entry over the acts that are new. The sheets are written to the lake before it; a
    file that no row names is swept by the next night.
    """
    sealed = _sealed(answer, part)
    with transaction.atomic():
        hold(f"strategy.night/{part.day}/{answer.chunk.lane}/{answer.chunk.number}")
        known = NightPart.objects.filter(**_of(answer.chunk, part)).first()
        if known is not None:
            return {**known.figures, "new_acts": 0}
        entry_id = allot()
        figures, new_acts = _write(answer, part, entry_id)
        replaced = _record_sheets(sealed, answer.chunk, part, entry_id)
        NightPart.objects.create(**_of(answer.chunk, part), figures=figures, entry_id=entry_id)
        _append(answer, part, sealed=sealed, figures=figures, new_acts=new_acts, entry_id=entry_id)
    for name in replaced:
        lake.set_aside(name, folder=part.folder)
    return figures


def _of(chunk: Chunk, part: Committing) -> dict[str, int | str]:
    return {"night_id": part.night, "lane": chunk.lane, "number": chunk.number}


def _sealed(answer: Answer, part: Committing) -> dict[str, lake.SealedFile]:
    """Write the sheets of accounts and items to the lake."""
    lane, number = answer.chunk.lane, answer.chunk.number
    tables: dict[lake.Grain, pa.Table] = {"account": answer.sheet, "item": answer.items}
    return {
        grain: lake.seal(table, grain=grain, day=part.day, lane=lane, number=number, folder=part.folder)
        for grain, table in tables.items()
    }


def _write(answer: Answer, part: Committing, entry_id: int) -> tuple[dict[str, int], list[int]]:
    """Write acts, lines, withheld, tasks and assignments; return the figures and the numbers of the new acts."""
    cursor = raw_cursor()
    numbers = bulk_table.allot(cursor, "strategy_act", len(harvest.planned(answer)))
    acts, lines = harvest.acts_and_lines(answer, numbers, night=part.night, day=part.day, entry_id=entry_id)
    held = harvest.withheld(answer, night=part.night, day=part.day, entry_id=entry_id)
    pressed = held["person_id"].filter(pc.equal(held["cause"], "pressure")).unique().to_pylist()
    new_acts, also = add_acts(cursor, acts, lines, chunk=answer.chunk, day=part.day, pressed=pressed)
    insert_new(cursor, "strategy_withheld", "arriving_withheld", held, drop=_DROP_DONE)
    assigned = harvest.assignments(answer, day=part.day, entry_id=entry_id)
    insert_new(cursor, "strategy_armmembership", "arriving_arm", assigned)
    _list_tasks(cursor, answer, part, entry_id)
    figures = {
        "accounts": answer.accounts,
        "due": answer.due,
        "acts": acts.num_rows - also,
        "new_acts": len(new_acts),
        "refused": held.num_rows + also,
        "exceptions": harvest.exceptions(answer),
    }
    return figures, new_acts


def _list_tasks(cursor: psycopg.Cursor[Any], answer: Answer, part: Committing, entry_id: int) -> None:
    """Put exceptions and warnings on the worklists; an exception whose reason is gone is closed."""
    odd = harvest.exception_tasks(answer, day=part.day, at=part.at)
    open_tasks(cursor, odd, entry_id)
    close_gone(
        cursor,
        "exception",
        lane=answer.chunk.lane,
        first=answer.chunk.first,
        beyond=answer.chunk.beyond,
        still=odd["matter"].to_pylist(),
        outcome="The reason is gone: the night could decide it.",
        by=part.by,
        at=part.at,
    )
    about = harvest.warning_tasks(answer, day=part.day, at=part.at)
    open_tasks(cursor, about, entry_id, closed_from=part.day - WARNED_AGAIN)


def _record_sheets(sealed: Mapping[str, lake.SealedFile], chunk: Chunk, part: Committing, entry_id: int) -> list[str]:
    """Name the sheets in the books; return the files that are no longer the newest of their kind."""
    replaced = []
    for grain, file in sealed.items():
        same = SealedSheet.objects.filter(day=part.day, lane=chunk.lane, number=chunk.number, grain=grain)
        last = same.order_by("-id").first()
        if last is not None and last.sha256 == file.sha256:
            continue
        SealedSheet.objects.create(
            day=part.day,
            lane=chunk.lane,
            number=chunk.number,
            grain=grain,
            name=file.name,
            sha256=file.sha256,
            rows=file.rows,
            entry_id=entry_id,
        )
        if last is not None:
            replaced.append(last.name)
    return replaced


def _append(
    answer: Answer,
    part: Committing,
    *,
    sealed: Mapping[str, lake.SealedFile],
    figures: Mapping[str, int],
    new_acts: Sequence[int],
    entry_id: int,
) -> None:
    """Append the one entry of this part: what it stood on, what came out, and a leaf for every new act."""
    with connection.cursor() as cursor:
        cursor.execute(_HASHES, [min(new_acts, default=0), max(new_acts, default=0), entry_id])
        hashes, keys = cursor.fetchone()
    sheets = {grain: {"name": file.name, "sha256": file.sha256} for grain, file in sealed.items()}
    where = {"day": part.day.isoformat(), "lane": answer.chunk.lane, "number": answer.chunk.number}
    append(
        "strategy.night_part_decided",
        by=part.by,
        at=part.at,
        subjects=[f"night:{part.night}"],
        facts={**part.facts, **where, "sheets": sheets, **figures},
        rows_hashes=bytes(hashes or b""),
        rows_keys=list(keys),
        entry_id=entry_id,
    )
