"""The CSV that PostgreSQL's COPY reads and writes, to and from Arrow.

Arrow always quotes text and never quotes NULL, which is just how COPY tells the empty text from NULL. What Arrow's CSV
cannot hold (binary, lists) is turned into PostgreSQL's own writing first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from psycopg import Column, sql
from psycopg.postgres import types

DECIMAL_DIGITS_MOST = 38
PLAIN = {
    "bool": pa.bool_(),
    "int2": pa.int16(),
    "int4": pa.int32(),
    "int8": pa.int64(),
    "float4": pa.float32(),
    "float8": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}


def csv_bytes(rows: pa.RecordBatch) -> bytes:
    """These rows as COPY reads them."""
    written = pa.RecordBatch.from_arrays([writable(column) for column in rows.columns], names=rows.schema.names)
    sink = pa.BufferOutputStream()
    arrow_csv.write_csv(written, sink, arrow_csv.WriteOptions(include_header=False))
    text: bytes = sink.getvalue().to_pybytes()
    return text


def writable(column: pa.Array) -> pa.Array:
    """The column as Arrow's CSV can write it and PostgreSQL can read it."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return writable(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        return in_universal_time(column)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return array_text(column.cast(pa.list_(kind.value_type)))
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return hex_text(column.cast(pa.binary()))
    if pa.types.is_string_view(kind):
        return column.cast(pa.string())
    return column


def in_universal_time(instants: pa.Array) -> pa.Array:
    """The instants as text in UTC, ten times faster than Arrow's CSV writes them with their zone."""
    if instants.type.tz is None:
        raise TypeError("an instant without a time zone would be read differently on every server")
    texts = instants.cast(pa.timestamp(instants.type.unit)).cast(pa.string())
    return pc.binary_join_element_wise(texts, "+00", "")


def hex_text(column: pa.Array) -> pa.Array:
    r"""Binary as \x and two digits a byte, made for the whole column in one go."""
    count = len(column)
    _, offset_bytes, value_bytes = column.buffers()
    offsets = pa.Array.from_buffers(pa.int32(), count + 1, [None, offset_bytes], offset=column.offset)
    first, last = offsets[0].as_py(), offsets[count].as_py()
    digits = (value_bytes[first:last].hex() if value_bytes else b"").decode()
    doubled = pc.multiply(pc.subtract(offsets, pa.scalar(first, pa.int32())), pa.scalar(2, pa.int32()))
    texts = pa.StringArray.from_buffers(count, doubled.buffers()[1], pa.py_buffer(digits.encode()))
    return pc.if_else(column.is_valid(), pc.binary_join_element_wise("\\x", texts, ""), pa.scalar(None, pa.string()))


def array_text(column: pa.Array) -> pa.Array:
    """Lists in PostgreSQL's writing of arrays: {"one","two",NULL}."""
    first, last = column.offsets[0].as_py(), column.offsets[-1].as_py()
    offsets = pc.subtract(column.offsets, pa.scalar(first, pa.int32()))
    texts = column.values[first:last].cast(pa.string())  # The column may be a piece of a longer one.
    for mark in ("\\", '"'):
        texts = pc.replace_substring(texts, mark, "\\" + mark)
    items = pc.fill_null(pc.binary_join_element_wise('"', texts, '"', ""), "NULL")
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, items), ",")
    whole = pc.binary_join_element_wise("{", joined, "}", "")
    return pc.if_else(column.is_valid(), whole, pa.scalar(None, pa.string()))


@dataclass(frozen=True)
class Answer:
    """One column of a query's answer: how COPY shall show it, how its text is read, and what it becomes."""

    name: str
    shown: sql.Composed
    read_as: pa.DataType
    becomes: pa.DataType


def answer_of(column: Column) -> Answer:
    """How a column of PostgreSQL's travels; what Arrow does not know becomes text."""
    found = types.get(column.type_code)
    name = sql.Identifier(column.name)
    if found is not None and found.array_oid == column.type_code:
        becomes = PLAIN.get(found.name) if found.name.startswith("int") else pa.string()
        return Answer(column.name, sql.SQL("to_jsonb({})::text").format(name), pa.string(), pa.list_(becomes))
    kind = found.name if found is not None else "unknown"
    if kind in PLAIN:
        return Answer(column.name, sql.SQL("{}").format(name), PLAIN[kind], PLAIN[kind])
    if kind == "timestamptz":
        shown = sql.SQL("{} AT TIME ZONE 'UTC'").format(name)
        return Answer(column.name, shown, pa.timestamp("us"), pa.timestamp("us", "UTC"))
    if kind == "bytea":
        return Answer(column.name, sql.SQL("encode({}, 'hex')").format(name), pa.string(), pa.binary())
    if kind == "numeric" and column.precision is not None and column.precision <= DECIMAL_DIGITS_MOST:
        exact = pa.decimal128(column.precision, column.scale or 0)
        return Answer(column.name, sql.SQL("{}").format(name), exact, exact)
    return Answer(column.name, sql.SQL("{}::text").format(name), pa.string(), pa.string())


def schema(answers: Sequence[Answer]) -> pa.Schema:
    """The types of the answer."""
    return pa.schema([(answer.name, answer.becomes) for answer in answers])


def table(text: bytes, *, answers: Sequence[Answer]) -> pa.Table:
    """Some whole rows of COPY's CSV as an Arrow table."""
    read = arrow_csv.read_csv(
        pa.BufferReader(text),
        read_options=arrow_csv.ReadOptions(
            column_names=[answer.name for answer in answers], block_size=len(text) + 1, use_threads=False
        ),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=arrow_csv.ConvertOptions(
            column_types={answer.name: answer.read_as for answer in answers},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    columns = [readable(read.column(answer.name).combine_chunks(), becomes=answer.becomes) for answer in answers]
    return pa.Table.from_arrays(columns, schema=schema(answers))


def readable(column: pa.Array, *, becomes: pa.DataType) -> pa.Array:
    """The column in its final type."""
    if column.type == becomes:
        return column
    if pa.types.is_timestamp(becomes):
        return pc.assume_timezone(column, "UTC")
    words = column.to_pylist()
    if pa.types.is_binary(becomes):
        return pa.array([None if word is None else bytes.fromhex(word) for word in words], becomes)
    return pa.array([None if word is None else json.loads(word) for word in words], becomes)
