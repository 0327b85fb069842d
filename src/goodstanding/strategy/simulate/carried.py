"""What a simulated day leaves for the days after it: steps taken, contacts made, arms drawn.

Nobody pays and nobody answers in a simulation. A planned letter, e-mail or text counts as sent, a call that got a place
as not answered; a call without a place was not made, and its step stays due.
"""

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from typing import NamedTuple

import duckdb
import pyarrow as pa

from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.night.tables import READING
from goodstanding.strategy.simulate.gathering import Gathered

CARRIED = ("past_step", "contact", "contact_debt", "arm")
_DONE = """
    CREATE TABLE done AS SELECT m.* FROM message AS m
    WHERE m.state = 'planned' AND (
        m.kind <> 'contact' OR m.channel <> 'call' OR m.team = '' OR m.message IN (SELECT act_id FROM slot)
    )
"""
_QUESTIONS = {
    "past_step": """
        SELECT l.account_id, l.item_id, m.strategy, l.treatment, l.step, $day::DATE AS last_date, 1 AS times
        FROM line AS l JOIN done AS m USING (message) WHERE l.step <> '' ORDER BY ALL
    """,
    "contact": """
        SELECT -(m.message + $before + 1) AS contact_id, m.person_id, m.point_id, 'person' AS reached,
            'outbound' AS direction, m.channel,
            CASE WHEN m.channel = 'call' THEN 'no_answer' ELSE 'sent' END AS outcome, '' AS content,
            '' AS purpose, m.planned_at AS happened_at, $known::TIMESTAMPTZ AS learned_at
        FROM done AS m WHERE m.kind = 'contact' AND m.channel <> 'task' ORDER BY contact_id DESC
    """,
    "contact_debt": """
        SELECT DISTINCT -(m.message + $before + 1) AS contact_id, l.account_id
        FROM line AS l JOIN done AS m USING (message) WHERE m.kind = 'contact' AND m.channel <> 'task' ORDER BY ALL
    """,
    "arm": "SELECT person_id, experiment, arm FROM assigned ORDER BY ALL",
}  # fmt: skip


class Carried(NamedTuple):
    """Tables by the schemas of READING. `messages` is how many were numbered before: contacts are numbered below 0."""

    tables: Mapping[str, pa.Table]
    messages: int = 0


def nothing() -> Carried:
    """Return what the first day begins with."""
    return Carried({name: READING[name].empty_table() for name in CARRIED})


def after(before: Carried, day: Gathered, *, known_at: datetime) -> Carried:
    """Return what is carried on once a day is over."""
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        for name, table in (
            ("message", day.messages), ("line", day.lines), ("slot", day.slots), ("assigned", day.assigned),
        ):  # fmt: skip
            duck.register(name, table)
        duck.execute("SET TimeZone = 'UTC'")
        duck.execute(_DONE)
        values = {"day": day.day, "before": before.messages, "known": known_at}
        found = {
            name: duck.sql(query, params={key: one for key, one in values.items() if f"${key}" in query})
            .to_arrow_table()
            .cast(READING[name])
            for name, query in _QUESTIONS.items()
        }
    tables = {name: pa.concat_tables([before.tables[name], found[name]]) for name in CARRIED}
    return Carried(tables, before.messages + day.messages.num_rows)


def carried_into(reading: Mapping[str, pa.Table], carried: Carried, chunk: Chunk) -> dict[str, pa.Table]:
    """Return what is read of the books for a chunk, with what was simulated before."""
    theirs = f"person_id >= {chunk.first} AND person_id < {chunk.beyond}" if chunk.lane == "person" else "FALSE"
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        duck.register("debt", reading["debt"].select(["account_id"]))
        duck.register("known", reading["past_step"])
        for name in CARRIED:
            duck.register(name, carried.tables[name])
        found = dict(reading)
        found["past_step"] = duck.sql(_STEPS).to_arrow_table().cast(READING["past_step"])
        for name in ("contact", "arm"):
            new = duck.sql(f"FROM {name} WHERE {theirs}").to_arrow_table().cast(READING[name])
            found[name] = pa.concat_tables([reading[name], new])
    return found


_STEPS = """
    SELECT account_id, item_id, strategy, treatment, step, max(last_date) AS last_date, sum(times)::BIGINT AS times
    FROM (FROM known UNION ALL FROM past_step SEMI JOIN debt USING (account_id))
    GROUP BY account_id, item_id, strategy, treatment, step ORDER BY ALL
"""
"""Steps the books know of and steps that were simulated, each once."""
