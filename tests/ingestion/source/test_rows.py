import pytest

from goodstanding.ingestion.source.rows import (
    CELL_CHARACTERS_MAX,
    COLUMNS_MAX,
    Piece,
    SourceRefused,
    checked,
    checked_header,
)


def test_a_header_is_trimmed_and_unnamed_columns_are_numbered() -> None:
    assert checked_header([" a ", "", "b", "", ""]) == ["a", "column 2", "b"]


@pytest.mark.parametrize("cells", [[], [""], ["", " "], ["a", "b", "a"], ["a", "a "], ["a\0"], ["x"] * 2])
def test_a_header_that_cannot_tell_columns_apart_is_refused(cells: list[str]) -> None:
    with pytest.raises(SourceRefused):
        checked_header(cells)


def test_a_header_has_at_most_so_many_columns() -> None:
    names = [f"c{place}" for place in range(COLUMNS_MAX + 1)]
    assert len(checked_header(names[:-1])) == COLUMNS_MAX
    with pytest.raises(SourceRefused, match="columns"):
        checked_header(names)


def check(*rows: list[str]) -> Piece:
    (piece,) = checked([Piece(list(range(2, len(rows) + 2)), list(rows))], ["a", "b"])
    return piece


def test_rows_of_another_width_stay_with_their_fault() -> None:
    piece = check(["1", "2"], ["1"], ["1", "2", "3"], ["1", "2", "", ""])
    assert piece.cells == [["1", "2"], ["1", ""], ["1", "2"], ["1", "2"]]
    assert [(fault.row, fault.value) for fault in piece.faults] == [(3, ""), (4, "3")]
    assert "1 cells where the header has 2" in piece.faults[0].reason


def test_cells_that_no_database_holds_stay_with_their_fault() -> None:
    piece = check(["ok", "x" * CELL_CHARACTERS_MAX], ["a\0b", "x" * (CELL_CHARACTERS_MAX + 1)])
    assert [(fault.row, fault.column) for fault in piece.faults] == [(3, "a"), (3, "b")]
    assert piece.cells[1] == ["a�b", "x" * CELL_CHARACTERS_MAX]


def test_sound_pieces_pass_as_they_are() -> None:
    rows = [["1", "2"], ["3", ""]]
    assert check(*rows).cells == rows and not check(*rows).faults
