"""Filling books with steps that were taken already, so that a night for a measurement finds only some due.

For `goodstanding bench night`. What the strategies in force would have proposed on earlier days is put on record as
handed over and taken; nobody is asked whether the law would have allowed it.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import duckdb
import pyarrow as pa
from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.compliance.lawbook.overlay import lawbook_of
from goodstanding.database import bulk_table, rows
from goodstanding.evidence.operations import allot, append
from goodstanding.strategy.documents.shipped import text_of
from goodstanding.strategy.night import harvest
from goodstanding.strategy.night.chunk import facts_of, proposed
from goodstanding.strategy.night.engine import local
from goodstanding.strategy.night.order import Answer, Chunk, Order
from goodstanding.strategy.night.reading import chunks_of, open_books, read_chunk
from goodstanding.strategy.night.tables import DECIDED
from goodstanding.strategy.operations.bulk import raw_cursor
from goodstanding.strategy.operations.editions import propose as propose_edition
from goodstanding.strategy.operations.editions import publish, record_simulation
from goodstanding.strategy.queries.orders import order_for

EARLIER = ((45, 100), (3, 78))
"""How many days ago steps were taken, and by how many people in a hundred: everybody was told long ago what is claimed,
and most have heard of it again."""
NO_NIGHT = 0
"""The night of what no night decided."""
_TAKEN = """
    SELECT message, CASE WHEN person_id * 7919 % 100 < $percent THEN 'planned' ELSE 'left' END AS state,
        coalesce(nullif(split_part(channels, chr(31), 1), ''), kind) AS channel
    FROM messages ORDER BY message
"""
_ASKED = """
    INSERT INTO strategy_handoverasked (act_id, key, asked_at, entry_id)
    SELECT id, 'filled:' || id, planned_at, entry_id FROM strategy_act WHERE id = ANY(%s)
"""
_ANSWERED = """
    INSERT INTO strategy_handoveranswered (act_id, answer, answered_at, entry_id)
    SELECT id, 'taken', planned_at, entry_id FROM strategy_act WHERE id = ANY(%s)
"""


def adopt(strategy: str, *, by: Actor, at: datetime) -> None:
    """Publish a strategy that ships, without having tried it out; two invented people do it for whoever asked.

    Raises PermissionRefused, NotShipped, EditionRefused.
    """
    first, second = (Actor(f"{by.name}, {turn}", by.roles, by.scope) for turn in ("first", "second"))
    edition = propose_edition(text_of(strategy), by=first, at=at)
    record_simulation(edition, day=at.date(), figures={}, by=first, at=at)
    publish(strategy, edition.edition, by=second, at=at)


def fill_steps(*, day: date, by: Actor, at: datetime, progress: Callable[[int, int], None] | None = None) -> int:
    """Take steps on some days before a day, and return how many acts that were.

    Raises PermissionRefused. One transaction and one evidence entry for each chunk of people and each day.
    """
    require(by, "files.import")
    taken = 0
    for days_ago, percent in EARLIER:
        order = order_for(day=day - timedelta(days=days_ago), known_at=at)
        lawbook_of(order.policies)
        with open_books(order.books) as books:
            chunks = chunks_of(books)
        connection.close()
        answers = local.run(order, chunks, work=partial(propose, percent=percent), progress=progress)
        with closing(answers):
            taken += sum(_take(answer, day=order.day, by=by, at=at) for answer in answers)
    return taken


def propose(order: Order, chunk: Chunk, *, percent: int) -> Answer:
    """Return what would be proposed for a chunk, planned for so many people without asking the gate."""
    with open_books(order.books) as books:
        reading = read_chunk(books, chunk, day=order.day, known_at=order.known_at)
    found = facts_of(order, reading)
    proposals = proposed(order, found, reading)
    return Answer(
        chunk=chunk,
        accounts=found.accounts.num_rows,
        due=proposals.due,
        sheet=found.accounts.slice(0, 0),
        items=found.items.slice(0, 0),
        messages=proposals.messages,
        lines=proposals.lines,
        decided=_planned(proposals.messages, day=order.day, percent=percent),
        exceptions=proposals.exceptions.slice(0, 0),
        warnings=proposals.exceptions.slice(0, 0),
        assigned=proposals.assigned.slice(0, 0),
    )


def _planned(messages: pa.Table, *, day: date, percent: int) -> pa.Table:
    with duckdb.connect(config={"threads": 1}) as duck:
        duck.register("messages", messages)
        found = duck.sql(_TAKEN, params={"percent": percent}).to_arrow_table()
    at = datetime.combine(day, time(15), UTC)
    instants = {"planned_at": at, "not_before": at, "not_after": at + timedelta(hours=1)}
    columns = [
        found[field.name].cast(field.type)
        if field.name in found.column_names
        else pa.array([instants.get(field.name)] * found.num_rows, field.type)
        for field in DECIDED
    ]
    return pa.table(columns, schema=DECIDED)


@transaction.atomic
def _take(answer: Answer, *, day: date, by: Actor, at: datetime) -> int:
    many = len(harvest.planned(answer))
    if not many:
        return 0
    entry_id = allot()
    cursor = raw_cursor()
    numbers = bulk_table.allot(cursor, "strategy_act", many)
    acts, lines = harvest.acts_and_lines(answer, numbers, night=NO_NIGHT, day=day, entry_id=entry_id)
    for table, arriving in (("strategy_act", acts), ("strategy_actline", lines)):
        rows.copy_in(cursor, table, arriving.column_names, arriving)
    for statement in (_ASKED, _ANSWERED):
        cursor.execute(statement, [numbers.to_pylist()])
    append(
        "sample_book.steps_taken",
        by=by.name,
        at=at,
        subjects=[],
        facts={"day": day.isoformat(), "lane": answer.chunk.lane, "number": answer.chunk.number, "acts": many},
        entry_id=entry_id,
    )
    return many
