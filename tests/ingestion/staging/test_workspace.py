from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from goodstanding.ingestion.source.rows import Fault, Piece, Source
from goodstanding.ingestion.staging.workspace import append, load, number, open_workspace, staged_columns


def test_a_source_is_loaded_as_it_stands_with_its_faults(tmp_path: Path) -> None:
    work = open_workspace(tmp_path)
    pieces = [Piece([2, 3], [["1", ""], ["x", "y"]], [Fault(3, "(row)", "v", "Because.")]), Piece()]
    source = Source("csv", ["Paid on", "B"], iter(pieces))
    seen: list[int] = []
    assert load(work, source, progress=seen.append) == 2
    assert staged_columns(source) == {"Paid on": "c0", "B": "c1"}
    assert work.execute("SELECT * FROM raw").fetchall() == [(2, "1", ""), (3, "x", "y")]
    assert work.execute("SELECT * FROM rejected").fetchall() == [(3, "row", "(row)", "v", "Because.")]
    assert seen == [2]


def test_rows_are_appended_by_name(tmp_path: Path) -> None:
    work = open_workspace(tmp_path)
    work.execute("CREATE TABLE t (a BIGINT, b VARCHAR)")
    append(work, "t", pa.table({"b": ["x"], "a": [1]}))
    assert number(work, "SELECT sum(a) FROM t") == 1 and number(work, "SELECT max(a) FROM t WHERE a > 1") == 0


@pytest.mark.parametrize(
    "attempt",
    ["FROM '/etc/passwd'", "FROM read_text('/etc/passwd')", "COPY (SELECT 1) TO '/tmp/out.csv'",
    "INSTALL httpfs", "ATTACH '/tmp/x.db'",
     "SET enable_external_access = true", "SET memory_limit = '10GB'"],
)  # fmt: skip
def test_nothing_outside_can_be_reached(tmp_path: Path, attempt: str) -> None:
    with pytest.raises(duckdb.Error):
        open_workspace(tmp_path).execute(attempt)
