from pathlib import Path

import pyarrow as pa
import pytest

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.strategy.explain.sealed import SealedRows, SheetGone, rows_of
from goodstanding.strategy.night import lake
from goodstanding.strategy.night.order import Chunk
from tests.strategy.decide.cast import DAY, account, item

CHUNK = Chunk("person", 0)
ROWS = [account(1, person_id=9), account(2, person_id=9), account(3), account(4, person_id=None)]


@pytest.fixture
def files(tmp_path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Seal a small sheet, and another part of it with nobody in it."""
    tables = {
        "account": pa.Table.from_pylist(ROWS, schema=account_schema()),
        "item": pa.Table.from_pylist([item(1, 1), item(2, 3)], schema=item_schema()),
    }
    sealed = {
        grain: lake.seal(table, grain=grain, day=DAY, lane="person", number=0, folder=tmp_path)  # type: ignore[arg-type]  # grains.
        for grain, table in tables.items()
    }
    return ({sealed["account"].name: sealed["account"].sha256}, {sealed["item"].name: sealed["item"].sha256})


def found(number: int, folder: Path, files: tuple[dict[str, str], dict[str, str]]) -> SealedRows | None:
    return rows_of(number, folder=folder, accounts=files[0], items=files[1])


def test_everything_the_person_owes_is_found(tmp_path: Path, files: tuple[dict[str, str], dict[str, str]]) -> None:
    rows = found(2, tmp_path, files)
    assert rows is not None
    assert rows.sheet["account_id"].to_pylist() == [1, 2]
    assert rows.items["item_id"].to_pylist() == [1]
    assert {rows.name: rows.sha256} == files[0]


def test_an_account_nobody_owes_stands_alone(tmp_path: Path, files: tuple[dict[str, str], dict[str, str]]) -> None:
    rows = found(4, tmp_path, files)
    assert rows is not None
    assert rows.sheet["account_id"].to_pylist() == [4]


def test_an_account_on_no_sheet_is_none(tmp_path: Path, files: tuple[dict[str, str], dict[str, str]]) -> None:
    assert found(99, tmp_path, files) is None
    assert rows_of(1, folder=tmp_path, accounts={}, items={}) is None


def test_a_sheet_that_is_gone_or_changed_is_refused(
    tmp_path: Path, files: tuple[dict[str, str], dict[str, str]]
) -> None:
    (name,) = files[0]
    with pytest.raises(SheetGone, match="is not what was sealed"):
        rows_of(1, folder=tmp_path, accounts={name: "0" * 64}, items=files[1])
    (tmp_path / name).unlink()
    with pytest.raises(SheetGone, match="is missing"):
        found(1, tmp_path, files)
