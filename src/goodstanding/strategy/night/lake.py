"""The lake: sealed sheets of every night as Parquet files below the data folder, read as one table.

For the night, which writes them, and for whoever looks back. A file carries the start of its hash in its name and is
never changed; one that a later run of the same night replaced is set aside, not deleted.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa
from pyarrow import parquet

from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.refusal import Refusal
from goodstanding.strategy.night.order import Lane

Grain = Literal["account", "item"]
GRAINS: tuple[Grain, ...] = ("account", "item")
State = Literal["sound", "missing", "changed"]
FOLDER, SUPERSEDED = "factsheets", "factsheets-superseded"
REFUSED: dict[State, str] = {"missing": "is missing from the data folder", "changed": "is not what was sealed"}
HASH_SHOWN = 12
PIECE_BYTES = 1024 * 1024
FILE_MODE = 0o640


class LakeRefused(Refusal):
    """A sealed sheet is gone, or is not what was sealed."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file of the lake: its path below the data folder, the hash of its bytes, and how many rows it has."""

    name: str
    sha256: str
    rows: int


def seal(table: pa.Table, *, grain: Grain, day: date, lane: Lane, number: int, folder: Path) -> SealedFile:
    """Write a sheet so that it is there whole or not at all; the same sheet gives the same file."""
    content = parquet_bytes(table)
    sha256 = hashlib.sha256(content).hexdigest()
    stem = f"{grain}s-{lane}-{number:08}-{sha256[:HASH_SHOWN]}"
    found = SealedFile(f"{_of_day(grain, day)}/{stem}.parquet", sha256, table.num_rows)
    if verify(found.name, sha256=sha256, folder=folder) != "sound":
        _put(folder / found.name, content)
    return found


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a sheet as the bytes of a Parquet file; the same rows give the same bytes."""
    stream = pa.BufferOutputStream()
    parquet.write_table(table.combine_chunks(), stream, compression="zstd", compression_level=1, store_schema=False)
    return bytes(stream.getvalue())


def verify(name: str, *, sha256: str, folder: Path) -> State:
    """Say whether a file is what was sealed: sound, missing or changed."""
    path = folder / name
    if not path.is_file():
        return "missing"
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            found.update(piece)
    return "sound" if found.hexdigest() == sha256 else "changed"


def read(name: str, *, sha256: str, folder: Path) -> pa.Table:
    """Return one sealed sheet, if it is what was sealed; raises LakeRefused."""
    state = verify(name, sha256=sha256, folder=folder)
    if state != "sound":
        raise LakeRefused(f"The sealed sheet {name} {REFUSED[state]}.")
    schema = account_schema() if Path(name).parent.parent.name == f"{GRAINS[0]}s" else item_schema()
    found = parquet.read_table(folder / name, partitioning=None)
    columns = {
        field.name: found[field.name] if field.name in found.schema.names else pa.nulls(found.num_rows, field.type)
        for field in schema
    }
    return pa.table(columns).cast(schema)


def names(day: date, *, folder: Path) -> list[str]:
    """Return the files of a day, of both grains."""
    found = (file for grain in GRAINS for file in (folder / _of_day(grain, day)).glob("*.parquet"))
    return sorted(file.relative_to(folder).as_posix() for file in found)


def set_aside(name: str, *, folder: Path) -> None:
    """Move a file that a later run replaced out of the lake; what is gone already is left alone."""
    source, target = folder / name, folder / SUPERSEDED / Path(name).relative_to(FOLDER)
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        source.replace(target)


def files_between(first: date, last: date, *, grain: Grain, folder: Path) -> list[Path]:
    """Return the files of some days, both inclusive, in order of day and name."""
    days = (folder / FOLDER / f"{grain}s").glob("day=*")
    chosen = sorted(one for one in days if first.isoformat() <= one.name.removeprefix("day=") <= last.isoformat())
    return [file for one in chosen for file in sorted(one.glob("*.parquet"))]


def read_lake(
    first: date,
    last: date,
    *,
    folder: Path,
    grain: Grain = "account",
    account_id: int | None = None,
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """Return the sheets of some days as one table with a column `day`, in order of day and account.

    `columns` chooses some. A column that was declared after a sheet was sealed is absent in its rows.
    """
    schema = account_schema() if grain == "account" else item_schema()
    names = list(columns or schema.names)
    wanted = pa.schema([("day", pa.date32()), *(schema.field(name) for name in names)])
    files = files_between(first, last, grain=grain, folder=folder)
    if not files:
        return wanted.empty_table()
    with duckdb.connect(config={"threads": 1}) as lake:
        lake.register("declared", schema.empty_table())
        return lake.sql(
            # The declared columns come in by an empty table, so that old sheets need not have all of them.
            f"""SELECT day, {", ".join(names)} FROM (
                SELECT * FROM read_parquet(
                    ?, hive_partitioning = true, hive_types = {{'day': DATE}}, union_by_name = true
                )
                UNION ALL BY NAME SELECT * FROM declared
            ) WHERE ?::BIGINT IS NULL OR account_id = ?
            ORDER BY day, account_id{", item_id" if grain == "item" else ""}""",  # noqa: S608  declared names only.
            params=[[str(file) for file in files], account_id, account_id],
        ).to_arrow_table().cast(wanted)  # fmt: skip


def _of_day(grain: Grain, day: date) -> str:
    return f"{FOLDER}/{grain}s/day={day.isoformat()}"


def _put(path: Path, content: bytes) -> None:
    """Write a file beside its place, have it on the disk, and give it its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    trial = path.with_name(f".{path.name}.{os.getpid()}")
    number = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        trial.replace(path)
    finally:
        trial.unlink(missing_ok=True)
    _settle(path.parent)


def _settle(place: Path) -> None:
    """Have the names in a folder on the disk."""
    number = os.open(place, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
