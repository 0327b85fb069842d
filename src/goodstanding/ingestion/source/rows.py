"""What every format is read into: columns, and pieces of rows."""

from collections.abc import Iterable, Iterator, Sequence
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

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Add one row as it stands; `checked` looks at all of them together."""
        self.numbers.append(number)
        self.cells.append(cells)


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


def checked(pieces: Iterable[Piece], columns: Sequence[str]) -> Iterator[Piece]:
    """Yield the pieces with every row as wide as the header and every cell fit for a database.

    A row of another width, or with cells that nobody could hold, stays with its fault. Pieces in which all is well, and
    nearly all are, are only glanced at: this is the one loop in Python over every cell of a file.
    """
    width = len(columns)
    for piece in pieces:
        if any(len(cells) != width for cells in piece.cells):
            pairs = zip(piece.numbers, piece.cells, strict=True)
            piece.cells = [_fitted(piece, cells, number=number, width=width) for number, cells in pairs]
        if any(_is_odd(cells) for cells in piece.cells):
            pairs = zip(piece.numbers, piece.cells, strict=True)
            piece.cells = [_harmless(piece, cells, number=number, columns=columns) for number, cells in pairs]
        yield piece


def _fitted(piece: Piece, cells: Sequence[str], *, number: int, width: int) -> Sequence[str]:
    """Return the cells in the header's width; empty cells beyond it are nothing, others are a fault."""
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        more = " + ".join(cells[width:])[:200]
        reason = f"The row has {len(cells)} cells where the header has {width}."
        piece.faults.append(Fault(number, "(row)", more.replace("\0", "�"), reason))
    return [*cells[:width], *[""] * (width - len(cells))]


def _is_odd(cells: Sequence[str]) -> bool:
    row = "".join(cells)
    return len(row) > CELL_CHARACTERS_MAX or "\0" in row


def _harmless(piece: Piece, cells: Sequence[str], *, number: int, columns: Sequence[str]) -> Sequence[str]:
    """Return the cells with what no database can hold replaced and noted."""
    if not _is_odd(cells):
        return cells
    kept = []
    for name, cell in zip(columns, cells, strict=True):
        if len(cell) > CELL_CHARACTERS_MAX:
            reason = f"The cell holds {len(cell)} characters; {CELL_CHARACTERS_MAX} are the most."
            piece.faults.append(Fault(number, name, cell[:200].replace("\0", "�"), reason))
        if "\0" in cell:
            piece.faults.append(Fault(number, name, cell[:200].replace("\0", "�"), "The cell holds a NUL character."))
        kept.append(cell[:CELL_CHARACTERS_MAX].replace("\0", "�"))
    return kept
