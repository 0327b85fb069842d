from pathlib import Path

import pytest

from goodstanding.ingestion.mapping.document import FileSettings
from goodstanding.ingestion.source.delimited import LINE_CHARACTERS_MAX, is_rejected_file, open_delimited, open_rejected
from goodstanding.ingestion.source.rows import Piece, SourceRefused


def read(folder: Path, content: str | bytes, **settings: object) -> tuple[list[str], list[Piece]]:
    path = folder / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    source = open_delimited(path, settings=FileSettings(**settings))  # type: ignore[arg-type]  # Named one by one below.
    return source.columns, list(source.pieces)


def cells(pieces: list[Piece]) -> list[tuple[int, list[str]]]:
    return [pair for piece in pieces for pair in zip(piece.numbers, map(list, piece.cells), strict=True)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_times_are_read(tmp_path: Path, line_end: str) -> None:
    columns, pieces = read(tmp_path, line_end.join(["a,b", "1,2", "", "3,4"]))
    assert (columns, cells(pieces)) == (["a", "b"], [(2, ["1", "2"]), (4, ["3", "4"])])


def test_quotes_hold_delimiters_and_line_breaks_and_rows_keep_their_line(tmp_path: Path) -> None:
    _, pieces = read(tmp_path, 'a,b\n"1,""x""","2\n3"\n4,5\n')
    assert cells(pieces) == [(2, ['1,"x"', "2\n3"]), (4, ["4", "5"])]


def test_rows_before_the_header_are_passed_over(tmp_path: Path) -> None:
    columns, pieces = read(tmp_path, "Report of June\n\na;b\n1;2\n", header=3)
    assert (columns, cells(pieces)) == (["a", "b"], [(4, ["1", "2"])])


def test_unbalanced_quotes_are_a_fault_of_their_row(tmp_path: Path) -> None:
    _, pieces = read(tmp_path, 'a,b\n"x"y,2\n3,4\n')
    assert [fault.row for fault in pieces[0].faults] == [2]
    assert cells(pieces)[1] == (3, ["3", "4"])


@pytest.mark.parametrize("content", ['a,b\n1,"2\n3,4\n', 'a,b\n"' + "x" * 1_100_000 + '",1\n'])
def test_a_quote_that_never_closes_refuses_the_file(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceRefused, match="Line 2 opens a quotation mark"):
        read(tmp_path, content)


def test_lines_without_end_and_wrong_encodings_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="Line 2 is longer"):
        read(tmp_path, "a,b\n" + "x" * (LINE_CHARACTERS_MAX + 1))
    with pytest.raises(SourceRefused, match="not written in utf-8"):
        read(tmp_path, "a,b\n1,é\n".encode("cp1252"), encoding="utf-8")


@pytest.mark.parametrize("content", ["\n\n", "   \n", ",,\n"])
def test_a_file_without_header_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceRefused, match="header"):
        read(tmp_path, content)


def test_a_file_of_rejected_rows_is_read_as_the_one_they_came_from(tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    head = "rejected row;rejected column;rejected value;rejected because;a;b"
    for mark in ("", "\ufeff"):
        path.write_text(f"{mark}{head}\n2;b;;The b is empty.;'=1+1;'tis\n")
        assert is_rejected_file(path)
        source = open_rejected(path, empty=())
        assert source.columns == ["a", "b"] and source.is_typed
        assert cells(list(source.pieces)) == [(2, ["=1+1", "'tis"])]
    path.write_text("rejected row,b\n1,2\n")
    with pytest.raises(SourceRefused, match="begins with the columns"):
        open_rejected(path, empty=())
    path.write_text("a,b\n1,2\n")
    assert not is_rejected_file(path)
