"""Reading spreadsheets: one sheet of an .xlsx file, values as their author sees them."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from goodstanding.ingestion.mapping.document import FileSettings
from goodstanding.ingestion.source.rows import PIECE_ROWS, Piece, Source, SourceRefused, checked, checked_header

UNPACKED_BYTES_MAX = 300_000_000
PARTS_MAX = 10_000


def open_spreadsheet(path: Path, *, settings: FileSettings) -> Source:
    """Open the first sheet, or the one the map names; raises SourceRefused."""
    _check_package(path)
    rows = _numbered(_cells(path, settings.sheet))
    for number, cells in rows:
        if number >= settings.header and any(cells):
            header = checked_header(cells)
            return Source("xlsx", header, checked(_pieces(rows), header), is_typed=True)
    raise SourceRefused("The sheet is empty: it does not even have a header.")


def _check_package(path: Path) -> None:
    """Refuse what is no spreadsheet and what would unpack to more than a machine can hold."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceRefused("The file is not an .xlsx spreadsheet, or it is damaged.") from error
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
        megabytes = UNPACKED_BYTES_MAX // 1_000_000
        raise SourceRefused(f"The spreadsheet unpacks to more than {megabytes} MB; save it as CSV instead.")


def _cells(path: Path, sheet: str | None) -> list[list[object]]:
    """Return every cell of the sheet. The reader is another language's and may fail in its own ways."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if sheet is not None and sheet not in names:
            raise SourceRefused(f"There is no sheet {sheet!r}; there are: {', '.join(names)}.")
        if not names:
            raise SourceRefused("The spreadsheet has no sheet.")
        cells: list[list[object]] = book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False)
    except SourceRefused:
        raise
    except BaseException as error:
        # A panic of the reader is no Exception; anything of ours, such as being interrupted, goes on its way.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise SourceRefused("The spreadsheet is damaged and cannot be read.") from error
        raise
    return cells


def _numbered(cells: list[list[object]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(cells, start=1):
        yield number, [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """Return the cell as text: whole numbers without a point, dates as 2013-06-30, everything else as it stands."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # The shortest digits that mean this number are the ones somebody typed.
        return format(Decimal(repr(cell)), "f").removesuffix(".0") if cell - cell == 0 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _pieces(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Piece]:
    piece = Piece()
    for number, cells in rows:
        if any(cells):
            piece.add(number, cells)
        if len(piece.numbers) >= PIECE_ROWS:
            yield piece
            piece = Piece()
    yield piece
