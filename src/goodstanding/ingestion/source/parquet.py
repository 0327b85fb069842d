"""Reading Parquet: every column as text, dates as 2013-06-30, decimals digit by digit."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.ingestion.source.rows import PIECE_ROWS, Piece, Source, SourceRefused, checked, checked_header


def open_parquet(path: Path) -> Source:
    """Open a Parquet file; raises SourceRefused. Rows are counted from 1."""
    try:
        file = pq.ParquetFile(path)
        names = list(file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceRefused("The file is not Parquet, or it is damaged.") from error
    for column in file.schema_arrow:
        if pa.types.is_nested(column.type):
            raise SourceRefused(f"Column {column.name!r} holds lists or objects; only single values can be brought in.")
    header = checked_header(names)
    return Source("parquet", header, checked(_pieces(file), header), is_typed=True)


def _pieces(file: pq.ParquetFile) -> Iterator[Piece]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=PIECE_ROWS):
            columns = [_texts(column) for column in batch.columns]
            rows = list(zip(*columns, strict=True))
            piece = Piece(list(range(number + 1, number + len(rows) + 1)), [*rows])
            number += len(rows)
            yield piece
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise SourceRefused(f"After row {number} the file is damaged.") from error


def _texts(column: pa.Array) -> list[str]:
    """Return a column as texts; what is absent is the empty text."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return ["" if value is None else bytes(value).decode("utf-8", "replace") for value in column.to_pylist()]
    if pa.types.is_timestamp(column.type):
        midnight = pa.timestamp(column.type.unit)
        return [
            "" if value is None else str(value).removesuffix(" 00:00:00") for value in column.cast(midnight).to_pylist()
        ]
    if pa.types.is_decimal(column.type):  # Arrow itself would write a zero with many decimals as 0E-10.
        return ["" if value is None else format(value, "f") for value in column.to_pylist()]
    if pa.types.is_floating(column.type):
        return ["" if value is None else repr(value).removesuffix(".0") for value in column.to_pylist()]
    return ["" if value is None else value for value in column.cast(pa.string()).to_pylist()]
