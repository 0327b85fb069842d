"""A few acts to look at: spread over the steps, the same ones every time, and without anybody's name."""

from contextlib import closing
from typing import Any

import duckdb

from goodstanding.strategy.simulate.gathering import Gathered

SAMPLES = 20
_SAMPLED = f"""
    SELECT m.*, l.references FROM (
        SELECT *, row_number() OVER (
            PARTITION BY strategy, treatment, step, channel
            ORDER BY md5(strategy || '/' || person_id || '/' || client_id), message
        ) AS turn
        FROM message WHERE state = 'planned'
    ) AS m JOIN (
        SELECT message, list(DISTINCT reference ORDER BY reference) AS references FROM line GROUP BY message
    ) AS l USING (message)
    ORDER BY turn, strategy, treatment, step, channel, message LIMIT {SAMPLES}
"""  # noqa: S608  every piece is a constant of this page.
TOLD = (
    "strategy", "edition", "segment", "treatment", "arm", "step", "kind", "channel", "template", "tone", "language",
    "references", "currency", "balance_minor", "planned_at", "not_after", "team", "rule",
)  # fmt: skip


def samples(gathered: Gathered) -> list[dict[str, Any]]:
    """Return some planned acts, one of every step and channel before a second of any."""
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        duck.register("message", gathered.messages)
        duck.register("line", gathered.lines)
        found = duck.sql(_SAMPLED).to_arrow_table().select(TOLD)
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows
