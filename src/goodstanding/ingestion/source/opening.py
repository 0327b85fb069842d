"""Opening a file by its format: as the map states it, by its first bytes, or by its name."""

import errno
import hashlib
from pathlib import Path

from goodstanding.ingestion.mapping.document import FileFormat, FileSettings
from goodstanding.ingestion.source.delimited import is_rejected_file, open_delimited, open_rejected
from goodstanding.ingestion.source.json_lines import open_json_lines
from goodstanding.ingestion.source.parquet import open_parquet
from goodstanding.ingestion.source.rows import Source, SourceRefused
from goodstanding.ingestion.source.spreadsheet import open_spreadsheet

_BLOCK_BYTES = 1 << 20
_BY_ENDING: dict[str, FileFormat] = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".parquet": "parquet",
}  # fmt: skip


def open_source(path: Path, *, settings: FileSettings) -> Source:
    """Open a file for reading; raises SourceRefused with a sentence where it cannot be read."""
    found = find_format(path, stated=settings.format)
    if is_rejected_file(path):
        # Whatever the map says of the original file, this one was written by us and saved by a spreadsheet.
        return open_rejected(path, empty=settings.empty)
    if found == "xlsx":
        return open_spreadsheet(path, settings=settings)
    if found == "jsonl":
        return open_json_lines(path)
    if found == "parquet":
        return open_parquet(path)
    return open_delimited(path, settings=settings)


def find_format(path: Path, *, stated: FileFormat | None) -> FileFormat:
    """Return the format of a file; raises SourceRefused for one that is empty or not there."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise unreadable(path, error) from error
    if not start:
        raise SourceRefused(f"{path.name} is empty.")
    if stated is not None:
        return stated
    if start == b"PAR1":
        return "parquet"
    if start == b"PK\x03\x04":
        return "xlsx"
    return _BY_ENDING.get(path.suffix.lower(), "csv")


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal; raises SourceRefused where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise unreadable(path, error) from error
    return digest.hexdigest()


def unreadable(path: Path, error: OSError) -> SourceRefused:
    """Return the refusal for a file that the operating system does not give."""
    if error.errno == errno.ENOENT:
        return SourceRefused(f"There is no file {path}.")
    if error.errno == errno.EISDIR:
        return SourceRefused(f"{path} is a folder, not a file.")
    return SourceRefused(f"{path} cannot be read: {error.strerror}.")
