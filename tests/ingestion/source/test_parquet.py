from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodstanding.ingestion.source.parquet import open_parquet
from goodstanding.ingestion.source.rows import SourceRefused


def test_every_type_becomes_its_text(tmp_path: Path) -> None:
    noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    table = pa.table(
        {
            "text": pa.array(["007", None]).dictionary_encode(),
            "money": pa.array([Decimal("1.10"), Decimal("-2.00")]),
            "day": pa.array([date(2026, 1, 31), None]),
            "at": pa.array([noon.replace(hour=0), noon]),
            "number": pa.array([55.94, 3.0]),
            "yes": pa.array([True, None]),
            "bytes": pa.array([b"x", b"\xff"]),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    source = open_parquet(tmp_path / "a.parquet")
    (piece,) = source.pieces
    assert piece.numbers == [1, 2] and source.is_typed
    assert [list(row) for row in piece.cells] == [
        ["007", "1.10", "2026-01-31", "2026-01-31", "55.94", "true", "x"],
        ["", "-2.00", "", "2026-01-31 12:00:00", "3", "", "�"],
    ]


def test_what_is_no_flat_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": [[1]]}), path)
    with pytest.raises(SourceRefused, match="'a' holds lists"):
        open_parquet(path)
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(SourceRefused, match="not Parquet"):
        open_parquet(path)
    pq.write_table(pa.table({"a": ["1", "2"] * 5000}), path)
    content = bytearray(path.read_bytes())
    content[10:60] = b"\xff" * 50
    path.write_bytes(content)
    with pytest.raises(SourceRefused, match="damaged"):
        list(open_parquet(path).pieces)
