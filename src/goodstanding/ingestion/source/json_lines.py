"""Reading JSON lines: one flat object a line, numbers kept digit by digit."""

import json
from collections.abc import Iterator
from pathlib import Path

from goodstanding.ingestion.source.rows import (
    COLUMNS_MAX,
    PIECE_ROWS,
    Fault,
    Piece,
    Source,
    SourceRefused,
    checked,
    checked_header,
)

LINE_BYTES_MAX = 4_000_000


class _LineRefused(Exception):
    """The line is no flat object; the text says why."""


def open_json_lines(path: Path) -> Source:
    """Open a file of JSON lines; its columns are the names of all its objects. Raises SourceRefused."""
    columns: dict[str, None] = {}
    for _, line in _lines(path):
        try:
            columns.update(dict.fromkeys(_object(line)))
        except _LineRefused:
            continue
        if len(columns) > COLUMNS_MAX:
            raise SourceRefused(f"The objects of the file have more than {COLUMNS_MAX} different names.")
    if not columns:
        raise SourceRefused("The file is empty, or none of its lines is a JSON object.")
    header = checked_header(list(columns))
    return Source("jsonl", header, checked(_pieces(path, list(columns)), header), encoding="utf-8", is_typed=True)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    with path.open("rb") as file:
        while line := file.readline(LINE_BYTES_MAX):
            number += 1
            if len(line) >= LINE_BYTES_MAX and not line.endswith(b"\n"):
                raise SourceRefused(f"Line {number} is longer than {LINE_BYTES_MAX} bytes.")
            if line.strip():
                yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _object(line: bytes) -> dict[str, str]:
    """Return the object as texts; raises _LineRefused."""
    try:
        value = json.loads(line.decode("utf-8"), parse_float=str, parse_int=str, parse_constant=str)
    except UnicodeDecodeError as error:
        raise _LineRefused("The line is not written in UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise _LineRefused("The line is not JSON.") from error
    if not isinstance(value, dict):
        raise _LineRefused("The line is not a JSON object.")
    return {_whole(name): _whole(_text(name, item)) for name, item in value.items()}


def _text(name: str, item: object) -> str:
    if item is None:
        return ""
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, str):
        return item
    raise _LineRefused(f"{name[:40]!r} holds a list or an object; only single values can be brought in.")


def _whole(text: str) -> str:
    """Refuse half of a surrogate pair, which is no character and cannot be stored."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _LineRefused("The line holds half of a surrogate pair, which is no character.") from error
    return text


def _pieces(path: Path, names: list[str]) -> Iterator[Piece]:
    piece = Piece()
    for number, line in _lines(path):
        try:
            found = _object(line)
        except _LineRefused as refusal:
            found = {}
            piece.faults.append(
                Fault(number, "(row)", line[:200].decode(errors="replace").replace("\0", "�"), str(refusal))
            )
        piece.add(number, [found.get(name, "") for name in names])
        if len(piece.numbers) >= PIECE_ROWS:
            yield piece
            piece = Piece()
    yield piece
