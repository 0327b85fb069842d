"""One person's rows of the sealed sheets of a day, found in the lake by account.

For explaining. The file a story rests on is checked against its hash, because the story must be that of its night.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.refusal import Refusal
from goodstanding.strategy.night import lake


class SheetGone(Refusal):
    """A sealed sheet is gone from the lake, or is not what was sealed."""


class SealedRows(NamedTuple):
    """The rows of everything one person owes, the file they stand in, and its hash."""

    sheet: pa.Table
    items: pa.Table
    name: str
    sha256: str


def rows_of(
    account_id: int, *, folder: Path, accounts: Mapping[str, str], items: Mapping[str, str]
) -> SealedRows | None:
    """Return the rows of an account and of all others of its person; None where the account stands on no sheet.

    `accounts` and `items` are the sealed files of the day: their paths below the data folder and their hashes.
    Raises SheetGone.
    """
    _check_there(folder, [*accounts, *items])
    try:
        place = _found(folder, list(accounts), account_id)
    except duckdb.Error:
        # A file that cannot even be read is not what was sealed.
        for name, sha256 in accounts.items():
            _check_sound(folder, name, sha256)
        raise
    if place is None:
        return None
    name, person = place
    _check_sound(folder, name, accounts[name])
    whose = f"account_id = {account_id}" if person is None else f"person_id = {person}"
    sheet = _rows(folder, [name], account_schema(), where=whose, order="account_id")
    numbers = ", ".join(str(number) for number in sheet["account_id"].to_pylist())
    found = _rows(folder, list(items), item_schema(), where=f"account_id IN ({numbers})", order="account_id, item_id")
    return SealedRows(sheet, found, name, accounts[name])


def _found(folder: Path, names: Sequence[str], account_id: int) -> tuple[str, int | None] | None:
    """Return the file an account stands in, and whose it is."""
    if not names:
        return None
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        found = duck.execute(
            "SELECT filename, person_id FROM read_parquet(?, filename = true, union_by_name = true)"
            " WHERE account_id = ?",
            [[str(folder / name) for name in names], account_id],
        ).fetchone()
    return None if found is None else (str(Path(found[0]).relative_to(folder)), found[1])


def _rows(folder: Path, names: Sequence[str], schema: pa.Schema, *, where: str, order: str) -> pa.Table:
    if not names:
        return schema.empty_table()
    with closing(duckdb.connect(config={"threads": 1})) as duck:
        duck.register("declared", schema.empty_table())
        # The declared columns come in by an empty table, so that old sheets need not have all of them.
        query = f"""SELECT {", ".join(schema.names)} FROM (
            SELECT * FROM read_parquet(?, union_by_name = true) WHERE {where} UNION ALL BY NAME SELECT * FROM declared
        ) ORDER BY {order}"""  # noqa: S608  declared names, and numbers.
        return duck.sql(query, params=[[str(folder / name) for name in names]]).to_arrow_table().cast(schema)


def _check_there(folder: Path, names: Sequence[str]) -> None:
    gone = [name for name in names if not (folder / name).is_file()]
    if gone:
        raise SheetGone(f"The sealed sheet {gone[0]} is missing; see goodstanding facts lake.")


def _check_sound(folder: Path, name: str, sha256: str) -> None:
    if lake.verify(name, sha256=sha256, folder=folder) != "sound":
        raise SheetGone(f"The sealed sheet {name} is not what was sealed; see goodstanding facts lake.")
