"""Work that an engine can be tried with: answers made of nothing but the chunk's number."""

import os
import signal
import time
from datetime import UTC, date, datetime

import pyarrow as pa

from goodstanding.refusal import Refusal
from goodstanding.strategy.night.order import Answer, Chunk, Order
from goodstanding.strategy.night.tables import ASSIGNED, DECIDED, EXCEPTION, LINE, MESSAGE, PEOPLE, WARNING

SLOW, FAILING, DEADLY, REFUSING = 3, 1_000, 2_000, 3_000


class Unfit(Refusal):
    """A refusal of an invented worker."""


def order() -> Order:
    return Order(
        day=date(2026, 6, 30),
        known_at=datetime(2026, 7, 1, 3, tzinfo=UTC),
        books="",
        running=(),
        templates=frozenset(),
        clients=PEOPLE["client"].empty_table(),
        portfolios=PEOPLE["portfolio"].empty_table(),
    )


def chunks(*numbers: int) -> list[Chunk]:
    return [Chunk("person", number, 100) for number in numbers]


def work(_order: Order, chunk: Chunk) -> Answer:
    """Answer with the chunk's number, each time in the same way; some numbers are trouble."""
    if chunk.number == SLOW:
        time.sleep(0.2)
    if chunk.number == FAILING:
        raise ValueError("The chunk cannot be read.")
    if chunk.number == REFUSING:
        raise Unfit("This book is refused.")
    if chunk.number == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return Answer(
        chunk=chunk,
        accounts=chunk.number,
        due=1,
        sheet=pa.table({"account_id": pa.array(range(chunk.first, chunk.first + 5), pa.int64())}),
        items=pa.table({"item_id": pa.array([], pa.int64())}),
        messages=MESSAGE.empty_table(),
        lines=LINE.empty_table(),
        decided=DECIDED.empty_table(),
        exceptions=EXCEPTION.empty_table(),
        warnings=WARNING.empty_table(),
        assigned=ASSIGNED.empty_table(),
        seconds={"worker": float(os.getpid())},
    )
