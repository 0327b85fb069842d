"""Working a chunk for a simulation: as the night works it, from the books or from the sheets that were sealed of a day.

For the engine. It is made of the same pieces as the night's own work, so that it cannot come to another answer.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.strategy.night import lake
from goodstanding.strategy.night.chunk import Stopwatch, answered, facts_of, proposed
from goodstanding.strategy.night.facts.facts import Facts
from goodstanding.strategy.night.order import Answer, Chunk, Order
from goodstanding.strategy.night.reading import open_books, read_chunk, read_contact_debts
from goodstanding.strategy.night.tables import EXCEPTION
from goodstanding.strategy.simulate.carried import Carried, carried_into, nothing


class Sealed(NamedTuple):
    """The sheets of one chunk in the lake, with their hashes: of accounts, and of items."""

    accounts: tuple[str, str]
    items: tuple[str, str]


def work_on(order: Order, chunk: Chunk, *, carried: Carried) -> Answer:
    """Work a chunk from the books, with what the simulated days before left behind."""
    return _worked(order, chunk, carried=carried, found=None)


def work_sealed(order: Order, chunk: Chunk, *, folder: Path, sheets: Mapping[tuple[str, int], Sealed]) -> Answer:
    """Work a chunk from its sealed sheets; only the gate looks at the books, as they were known then.

    Raises what the lake raises where a sheet is gone or was changed.
    """
    accounts, items = sheets[chunk.lane, chunk.number]
    found = Facts(
        accounts=lake.read(accounts[0], sha256=accounts[1], folder=folder),
        items=lake.read(items[0], sha256=items[1], folder=folder),
        exceptions=EXCEPTION.empty_table(),
        left_out=0,
    )
    return _worked(order, chunk, carried=nothing(), found=found)


def _worked(order: Order, chunk: Chunk, *, carried: Carried, found: Facts | None) -> Answer:
    with open_books(order.books) as books:
        reading = carried_into(read_chunk(books, chunk, day=order.day, known_at=order.known_at), carried, chunk)
        found = found or facts_of(order, reading)
        proposals = proposed(order, found, reading)
        debts = read_contact_debts(books, pc.unique(proposals.messages["person_id"]))
    reading["contact_debt"] = pa.concat_tables([debts, carried.tables["contact_debt"]])
    return answered(order, chunk, found=found, proposals=proposals, reading=reading, watch=Stopwatch())
