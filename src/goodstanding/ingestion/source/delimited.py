"""Reading text files: CSV, TSV and their relatives."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from goodstanding.ingestion.mapping.document import FileSettings
from goodstanding.ingestion.source.delimiter import find_delimiter
from goodstanding.ingestion.source.encoding import find_encoding
from goodstanding.ingestion.source.formula import REASON_COLUMNS, unsafe
from goodstanding.ingestion.source.rows import PIECE_ROWS, Fault, Piece, Source, SourceRefused, checked, checked_header

LINE_CHARACTERS_MAX = 4_000_000
QUOTED_CHARACTERS_MAX = 1_000_000
_SAMPLE_LINES = 200
_ENDLESS = ("unexpected end of data", "field larger than field limit")


def open_delimited(path: Path, *, settings: FileSettings) -> Source:
    """Open a text file; finds out encoding and delimiter unless they are stated. Raises SourceRefused."""
    # The limit is one for the whole program; everything of ours that reads CSV can live with it.
    csv.field_size_limit(QUOTED_CHARACTERS_MAX)
    encoding = find_encoding(path, stated=settings.encoding)
    delimiter = settings.delimiter or _sniffed(path, encoding=encoding, settings=settings)
    rows = _rows(path, encoding=encoding, delimiter=delimiter, quote=settings.quote)
    header = _header(rows, row=settings.header)
    return Source("csv", header, checked(_pieces(rows, header), header), encoding=encoding, delimiter=delimiter)


def is_rejected_file(path: Path) -> bool:
    """Say whether a file is one of rejected rows, by the name of its first column."""
    with path.open("rb") as file:
        start = file.read(len(REASON_COLUMNS[0]) + 8)
    return start.lstrip(b'\xef\xbb\xbf"').startswith(REASON_COLUMNS[0].encode())


def open_rejected(path: Path, *, empty: tuple[str, ...]) -> Source:
    """Open a mended file of rejected rows as the file that they were rejected from."""
    opened = open_delimited(path, settings=FileSettings(empty=empty))
    aside = len(REASON_COLUMNS)
    if tuple(opened.columns[:aside]) != REASON_COLUMNS:
        raise SourceRefused(f"A file of rejected rows begins with the columns {', '.join(REASON_COLUMNS)}.")
    return replace(opened, columns=opened.columns[aside:], pieces=_restored(opened.pieces, aside), is_typed=True)


def _restored(pieces: Iterator[Piece], aside: int) -> Iterator[Piece]:
    for piece in pieces:
        piece.cells = [[unsafe(cell) for cell in cells[aside:]] for cells in piece.cells]
        yield piece


def _sniffed(path: Path, *, encoding: str, settings: FileSettings) -> str:
    lines = []
    for number, line in _lines(path, encoding=encoding):
        if number >= settings.header:
            lines.append(line)
        if len(lines) >= _SAMPLE_LINES:
            break
    return find_delimiter(lines, quote=settings.quote)


def _lines(path: Path, *, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield the file's lines with their numbers; no line is ever read whose length nobody could want."""
    number = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            while line := file.readline(LINE_CHARACTERS_MAX):
                number += 1
                if len(line) >= LINE_CHARACTERS_MAX and not line.endswith(("\n", "\r")):
                    raise SourceRefused(f"Line {number} is longer than {LINE_CHARACTERS_MAX} characters.")
                yield number, line
    except UnicodeError as error:
        raise SourceRefused(
            f"After line {number} the file is not written in {encoding}; state its encoding."
        ) from error


def _rows(path: Path, *, encoding: str, delimiter: str, quote: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """Yield every row with the number of the line it begins in; a row whose quotes are wrong comes as a fault."""
    lines = (line for _, line in _lines(path, encoding=encoding))
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if str(error).startswith(_ENDLESS):
                raise SourceRefused(
                    f"Line {begins} opens a quotation mark that is not closed; nothing after it can be read."
                ) from error
            yield begins, Fault(begins, "(row)", "", "The quotation marks of the row are not balanced.")
            continue
        yield begins, cells


def _header(rows: Iterator[tuple[int, list[str] | Fault]], *, row: int) -> list[str]:
    """Return the names of the columns, from the row the map says or the first one that is not blank after it."""
    for number, cells in rows:
        if number >= row and isinstance(cells, list) and any(cell.strip() for cell in cells):
            return checked_header(cells)
    raise SourceRefused("The file is empty: it does not even have a header.")


def _pieces(rows: Iterator[tuple[int, list[str] | Fault]], header: list[str]) -> Iterator[Piece]:
    piece = Piece()
    blank = [""] * len(header)
    for number, cells in rows:
        if isinstance(cells, Fault):
            piece.faults.append(cells)
            piece.add(number, blank)
        elif cells:  # A blank line is no row.
            piece.add(number, cells)
        if len(piece.numbers) >= PIECE_ROWS:
            yield piece
            piece = Piece()
    yield piece
