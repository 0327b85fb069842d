"""The answers of every chunk of one day, gathered into one set of tables.

For the figures of a simulation, its comparison and its samples. Messages are numbered anew over all chunks, in the
order of the chunks, which is the order in which a night numbers its acts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.strategy.decide.capacity import allot_calls
from goodstanding.strategy.document.document import Running, Team
from goodstanding.strategy.night import harvest
from goodstanding.strategy.night.order import Answer
from goodstanding.strategy.night.tables import DECIDED, LINE, MESSAGE
from goodstanding.strategy.simulate.segment import SegmentKey, count_segments

OF_DECIDED = [name for name in DECIDED.names if name not in MESSAGE.names]
MESSAGES = pa.schema([*MESSAGE, *(DECIDED.field(name) for name in OF_DECIDED)])
"""A proposed message and what became of it."""
LINES = pa.schema([*LINE, ("reference", pa.string())])
ASSIGNED = pa.schema([("person_id", pa.int64()), ("experiment", pa.string()), ("arm", pa.string())])


class Gathered(NamedTuple):
    """One simulated day. `slots` are the calls that got a place; `act_id` there is the number of the message."""

    day: date
    accounts: int
    due: int
    exceptions: int
    messages: pa.Table
    lines: pa.Table
    assigned: pa.Table
    slots: pa.Table
    segments: Counter[SegmentKey]


def gather(
    answers: Iterable[Answer], *, day: date, running: Sequence[Running], teams: Sequence[Team], with_segments: bool
) -> Gathered:
    """Take in the answers of a day, one by one, and return them as one."""
    tables: dict[str, list[pa.Table]] = {"messages": [], "lines": [], "assigned": []}
    counts: Counter[str] = Counter()
    segments: Counter[SegmentKey] = Counter()
    for answer in answers:
        messages, lines = numbered_from(answer, counts["messages"])
        for name, table in (("messages", messages), ("lines", lines), ("assigned", answer.assigned)):
            tables[name].append(table.select((MESSAGES, LINES, ASSIGNED)[list(tables).index(name)].names))
        counts["messages"] += messages.num_rows
        counts["accounts"] += answer.accounts
        counts["due"] += answer.due
        counts["exceptions"] += harvest.exceptions(answer)
        if with_segments:
            segments.update(count_segments(answer.sheet, answer.items, running))
    whole = {
        name: pa.concat_tables([schema.empty_table(), *tables[name]])
        for name, schema in (("messages", MESSAGES), ("lines", LINES), ("assigned", ASSIGNED))
    }
    return Gathered(
        day=day,
        accounts=counts["accounts"],
        due=counts["due"],
        exceptions=counts["exceptions"],
        slots=places(whole["messages"], teams=teams, day=day),
        segments=segments,
        **whole,
    )


def numbered_from(answer: Answer, first: int) -> tuple[pa.Table, pa.Table]:
    """Return the messages of an answer with what became of them, and their lines, numbered on from a number."""
    assert answer.messages["message"].equals(answer.decided["message"]), "every message is decided, in its order"
    messages = answer.messages
    for name in OF_DECIDED:
        messages = messages.append_column(name, answer.decided[name])
    with duckdb.connect(config={"threads": 1}) as duck:
        duck.register("line", answer.lines)
        duck.register("sheet", answer.sheet.select(["account_id", "reference"]))
        lines = duck.sql(
            "SELECT l.*, s.reference FROM line AS l JOIN sheet AS s USING (account_id)"
            " ORDER BY message, account_id, item_id NULLS FIRST"
        ).to_arrow_table()
    return _shifted(messages, first), _shifted(lines, first)


def places(messages: pa.Table, *, teams: Sequence[Team], day: date) -> pa.Table:
    """Return which calls get a place in the hours of the teams, as the night gives them."""
    is_call = pc.and_(
        pc.equal(messages["state"], harvest.PLANNED),
        pc.and_(pc.equal(messages["channel"], "call"), pc.equal(messages["kind"], "contact")),
    )
    calls = messages.filter(is_call).select(["message", "team", "value_minor", "currency", "not_before", "not_after"])
    return allot_calls(calls.rename_columns(["act_id", *calls.column_names[1:]]), teams, day=day)


def _shifted(table: pa.Table, first: int) -> pa.Table:
    place = table.schema.get_field_index("message")
    return table.set_column(place, "message", pc.add(table["message"], first))
