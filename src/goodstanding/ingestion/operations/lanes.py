"""Entering chunks side by side: PostgreSQL does most of the work, and a machine has more than one core.

Chunks that do not wait for each other are entered by two lanes, each with a database connection of its own. What is in the
books afterwards does not depend on it: numbers are given out beforehand, and each chunk is a transaction.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from django.db import connection

from goodstanding.access.permission import Actor
from goodstanding.ingestion.operations.entering import Part, enter_chunk

LANES = 2
CHUNKS_LEAST = 4
"""Fewer chunks are entered one after the other; a second connection would not pay."""


def enter_all(parts: Sequence[Part], *, are_apart: bool, by: Actor, entered: Callable[[Part], None]) -> None:
    """Enter all chunks; call `entered` after each. The first refusal ends it, after the chunks that were under way."""
    if not are_apart or len(parts) < CHUNKS_LEAST or connection.in_atomic_block:
        for part in parts:
            enter_chunk(part, by=by)
            entered(part)
        return
    with ThreadPoolExecutor(LANES) as lanes:
        running = {lanes.submit(_enter_in_lane, part, by): part for part in parts}
        try:
            for done in as_completed(running):
                done.result()
                entered(running[done])
        finally:
            lanes.shutdown(cancel_futures=True)


def _enter_in_lane(part: Part, by: Actor) -> None:
    """Enter a chunk on the lane's own connection, which would otherwise stay open for as long as the program runs."""
    try:
        enter_chunk(part._replace(work=part.work.cursor()), by=by)
    finally:
        connection.close()
