"""Sealed sheets: whole or not there, the same bytes for the same rows, one table over many nights."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.strategy.night import lake

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 15), date(2026, 6, 16), date(2026, 6, 17)


def sheet(*balances: int, first: int = 1) -> pa.Table:
    rows = len(balances)
    columns = {field.name: pa.nulls(rows, field.type) for field in account_schema()}
    columns["account_id"] = pa.array(range(first, first + rows), pa.int64())
    columns["balance_minor"] = pa.array(balances, pa.int64())
    columns["zones"] = pa.array(["America/Chicago\x1fAmerica/Denver"] * rows, pa.string())
    return pa.table(columns, schema=account_schema())


def seal(table: pa.Table, folder: Path, *, day: date = MONDAY, number: int = 0) -> lake.SealedFile:
    return lake.seal(table, grain="account", day=day, lane="person", number=number, folder=folder)


def test_the_same_sheet_gives_the_same_file(tmp_path: Path) -> None:
    one, again = seal(sheet(1, 2), tmp_path), seal(pa.concat_tables([sheet(1), sheet(2, first=2)]), tmp_path)
    assert one == again
    assert one.name == f"factsheets/accounts/day=2026-06-15/accounts-person-00000000-{one.sha256[:12]}.parquet"
    assert [file.name for file in (tmp_path / one.name).parent.iterdir()] == [Path(one.name).name]
    assert seal(sheet(1, 3), tmp_path).sha256 != one.sha256


def test_a_file_is_sound_missing_or_changed(tmp_path: Path) -> None:
    one = seal(sheet(1, 2), tmp_path)
    assert lake.verify(one.name, sha256=one.sha256, folder=tmp_path) == "sound"
    assert lake.read(one.name, sha256=one.sha256, folder=tmp_path).equals(sheet(1, 2))
    path = tmp_path / one.name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert lake.verify(one.name, sha256=one.sha256, folder=tmp_path) == "changed"
    with pytest.raises(lake.LakeRefused, match="is not what was sealed"):
        lake.read(one.name, sha256=one.sha256, folder=tmp_path)
    path.unlink()
    with pytest.raises(lake.LakeRefused, match="is missing"):
        lake.read(one.name, sha256=one.sha256, folder=tmp_path)


def test_sealing_again_mends_a_changed_file(tmp_path: Path) -> None:
    one = seal(sheet(1, 2), tmp_path)
    (tmp_path / one.name).write_bytes(b"")
    assert seal(sheet(1, 2), tmp_path) == one
    assert lake.verify(one.name, sha256=one.sha256, folder=tmp_path) == "sound"


def test_many_nights_are_read_as_one_table(tmp_path: Path) -> None:
    seal(sheet(10, 20), tmp_path, day=MONDAY)
    seal(sheet(30, first=3), tmp_path, day=MONDAY, number=1)
    seal(sheet(11, 21), tmp_path, day=TUESDAY)
    seal(sheet(12, 22), tmp_path, day=WEDNESDAY)
    columns = ["account_id", "balance_minor"]
    found = lake.read_lake(MONDAY, TUESDAY, folder=tmp_path, columns=columns)
    assert found.column_names == ["day", *columns]
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        (MONDAY, 1, 10), (MONDAY, 2, 20), (MONDAY, 3, 30), (TUESDAY, 1, 11), (TUESDAY, 2, 21),
    ]  # fmt: skip
    one = lake.read_lake(MONDAY, WEDNESDAY, folder=tmp_path, account_id=2)
    assert one["balance_minor"].to_pylist() == [20, 21, 22]
    assert one.schema.names == ["day", *account_schema().names]


def test_days_without_a_night_are_an_empty_table(tmp_path: Path) -> None:
    found = lake.read_lake(MONDAY, TUESDAY, folder=tmp_path, grain="item")
    assert found.num_rows == 0 and found.schema.names == ["day", *item_schema().names]


def test_an_old_sheet_may_lack_a_column_that_was_declared_later(tmp_path: Path) -> None:
    one = seal(sheet(1), tmp_path)
    old = parquet.read_table(tmp_path / one.name, partitioning=None).drop_columns(["score"])
    found = lake.seal(old, grain="account", day=TUESDAY, lane="person", number=0, folder=tmp_path)
    assert lake.read(found.name, sha256=found.sha256, folder=tmp_path).schema == account_schema()
    assert lake.read_lake(TUESDAY, TUESDAY, folder=tmp_path)["score"].to_pylist() == [None]


def test_what_was_replaced_is_set_aside_and_not_deleted(tmp_path: Path) -> None:
    old, new = seal(sheet(1), tmp_path), seal(sheet(2), tmp_path)
    assert lake.names(MONDAY, folder=tmp_path) == sorted([old.name, new.name])
    lake.set_aside(old.name, folder=tmp_path)
    lake.set_aside(old.name, folder=tmp_path)
    assert lake.names(MONDAY, folder=tmp_path) == [new.name]
    assert lake.read_lake(MONDAY, MONDAY, folder=tmp_path)["balance_minor"].to_pylist() == [2]
    aside = tmp_path / "factsheets-superseded" / Path(old.name).relative_to("factsheets")
    assert parquet.read_table(aside, partitioning=None)["balance_minor"].to_pylist() == [1]


def test_a_file_that_could_not_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OSError, match="No space"):
        seal(sheet(1), tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
