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
from goodstanding.strategy.night.reading import Books, open_books, read_chunk, read_contact_debts, read_some
from goodstanding.strategy.night.tables import EXCEPTION
from goodstanding.strategy.simulate.carried import Carried, carried_into, nothing


class Sealed(NamedTuple):
    """The sheets of one chunk in the lake, each with its path and its hash: of accounts, and of items."""

    accounts: tuple[str, str]
    items: tuple[str, str]


def work_on(order: Order, chunk: Chunk, *, carried: Carried) -> Answer:
    """Work a chunk from the books, with what the simulated days before left behind."""
    with open_books(order.books) as books:
        read = read_chunk(books, chunk, day=order.day, known_at=order.known_at)
        reading = carried_into(read, carried, chunk)
        return _worked(order, chunk, books, reading=reading, found=facts_of(order, reading), carried=carried)


def work_sealed(order: Order, chunk: Chunk, *, folder: Path, sheets: Mapping[tuple[str, int], Sealed]) -> Answer:
    """Work a chunk from its sealed sheets; only the gate looks at the books, as they were known then.

    Raises LakeRefused where a sheet is gone, or is not what was sealed.
    """
    accounts, items = sheets[chunk.lane, chunk.number]
    sheet, rest = (lake.read(name, sha256=sha256, folder=folder) for name, sha256 in (accounts, items))
    found = Facts(sheet, rest, EXCEPTION.empty_table(), 0)
    with open_books(order.books) as books:
        reading = read_some(books, pc.unique(sheet["person_id"]).drop_null(), day=order.day, known_at=order.known_at)
        return _worked(order, chunk, books, reading=reading, found=found, carried=nothing())


def _worked(
    order: Order,
    chunk: Chunk,
    books: Books,
    *,
    reading: Mapping[str, pa.Table],
    found: Facts,
    carried: Carried,
) -> Answer:
    proposals = proposed(order, found, reading)
    debts = read_contact_debts(books, pc.unique(proposals.messages["person_id"]))
    reading = {**reading, "contact_debt": pa.concat_tables([debts, carried.tables["contact_debt"]])}
    return answered(order, chunk, found=found, proposals=proposals, reading=reading, watch=Stopwatch())
