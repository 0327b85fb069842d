"""A parcel: an answer as bytes, for the way from a worker to the driver.

For both engines. Tables travel as Arrow streams, so that not even the order of a dictionary can change on the way. On
one machine they lie in a file without a name, which is gone as soon as nobody holds it.
"""

import mmap
import pickle
from collections.abc import Mapping
from dataclasses import fields
from typing import IO, Any, NamedTuple

import pyarrow as pa

from goodstanding.strategy.night.order import Answer

TABLES: tuple[str, ...] = tuple(one.name for one in fields(Answer) if one.type is pa.Table)
"""The tables of an answer, in their order."""
REST = "rest"


def packed(answer: Answer, *, compression: str | None = None) -> dict[str, bytes]:
    """Return an answer as bytes: each of its tables, and the rest of it under REST.

    compression  what Arrow's streams are compressed with, such as "zstd"; worth it where they cross a network.
    """
    rest = {one.name: getattr(answer, one.name) for one in fields(Answer) if one.name not in TABLES}
    tables = {name: _stream(getattr(answer, name), compression=compression) for name in TABLES}
    return {REST: pickle.dumps(rest, protocol=pickle.HIGHEST_PROTOCOL), **tables}


def unpacked(parcel: Mapping[str, Any]) -> Answer:
    """Return the answer that was packed. The parcel comes from a worker of ours, which is why it may be unpickled."""
    rest: dict[str, Any] = pickle.loads(parcel[REST])  # noqa: S301  Our own workers packed it.
    tables = {name: pa.ipc.open_stream(pa.py_buffer(parcel[name])).read_all() for name in TABLES}
    return Answer(**rest, **tables)


class Left(NamedTuple):
    """An answer whose tables were left in a file: the rest of it, and where each table's stream ends."""

    rest: bytes
    ends: tuple[int, ...]


def left(answer: Answer, file: IO[bytes]) -> Left:
    """Write the tables of an answer into a file, and return what else there is to tell."""
    rest = {one.name: getattr(answer, one.name) for one in fields(Answer) if one.name not in TABLES}
    ends = []
    for name in TABLES:
        table = getattr(answer, name)
        with pa.ipc.new_stream(pa.PythonFile(file, mode="w"), table.schema) as stream:
            stream.write_table(table)
        ends.append(file.tell())
    return Left(pickle.dumps(rest, protocol=pickle.HIGHEST_PROTOCOL), tuple(ends))


def found(told: Left, descriptor: int) -> Answer:
    """Return the answer that was left in an open file; its tables are read where they lie, when they are looked at."""
    rest: dict[str, Any] = pickle.loads(told.rest)  # noqa: S301  Our own workers packed it.
    whole = pa.py_buffer(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ))
    pieces = zip(TABLES, (0, *told.ends), told.ends, strict=False)
    tables = {name: pa.ipc.open_stream(whole.slice(begin, end - begin)).read_all() for name, begin, end in pieces}
    return Answer(**rest, **tables)


def _stream(table: pa.Table, *, compression: str | None) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]  # Arrow has no types of its own.
