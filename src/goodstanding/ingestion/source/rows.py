"""What every format is read into: columns, and pieces of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from goodstanding.refusal import Refusal

PIECE_ROWS = 20_000
CELL_CHARACTERS_MAX = 100_000
COLUMNS_MAX = 1_000


class SourceRefused(Refusal):
    """The file cannot be read at all; the sentence says where it broke."""


class Fault(NamedTuple):
    """A row that cannot be taken as it stands, and why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass
class Piece:
    """Some rows: their numbers as a person counts them, their cells, and what is wrong with some of them."""

    numbers: list[int] = field(default_factory=list)
    cells: list[Sequence[str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A file opened: what it turned out to be, its columns, and its rows to come."""

    format: str
    columns: list[str]
    pieces: Iterator[Piece]
    encoding: str = ""
    delimiter: str = ""
    is_typed: bool = False
    """Whether the format itself knows dates, which then arrive written as 2013-06-30."""


def checked_header(cells: Sequence[str]) -> list[str]:
    """Return the names of the columns, trimmed; raises SourceRefused where they cannot tell columns apart."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise SourceRefused("The file has no header: its first row should name the columns.")
    if len(names) > COLUMNS_MAX:
        raise SourceRefused(f"The file has {len(names)} columns; {COLUMNS_MAX} are the most.")
    names = [name or f"column {place}" for place, name in enumerate(names, start=1)]
    for place, name in enumerate(names):
        if name in names[:place]:
            first = names.index(name) + 1
            raise SourceRefused(
                f"Columns {first} and {place + 1} are both called {name!r}; each needs a name of its own."
            )
        if "\0" in name:
            raise SourceRefused(f"The name of column {place + 1} holds a NUL character.")
    return names


def add_row(piece: Piece, cells: Sequence[str], *, number: int, columns: Sequence[str]) -> None:
    """Add one row to the piece; one of another width or with cells nobody could hold is added with its fault."""
    width = len(columns)
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        more = " + ".join(cells[width:])[:200]
        reason = f"The row has {len(cells)} cells where the header has {width}."
        piece.faults.append(Fault(number, "(row)", more, reason))
        cells = [*cells[:width], *[""] * (width - len(cells))]
    piece.numbers.append(number)
    piece.cells.append(_harmless(piece, cells, number=number, columns=columns))


def _harmless(piece: Piece, cells: Sequence[str], *, number: int, columns: Sequence[str]) -> Sequence[str]:
    """Return the cells, with what no database can hold replaced and noted."""
    if max(map(len, cells)) <= CELL_CHARACTERS_MAX and not any("\0" in cell for cell in cells):
        return cells
    kept = []
    for name, cell in zip(columns, cells, strict=True):
        if len(cell) > CELL_CHARACTERS_MAX:
            reason = f"The cell holds {len(cell)} characters; {CELL_CHARACTERS_MAX} are the most."
            piece.faults.append(Fault(number, name, cell[:200], reason))
        if "\0" in cell:
            piece.faults.append(Fault(number, name, cell[:200].replace("\0", "�"), "The cell holds a NUL character."))
        kept.append(cell[:CELL_CHARACTERS_MAX].replace("\0", "�"))
    return kept
