from pathlib import Path

import pytest

from goodstanding.ingestion.source.json_lines import LINE_BYTES_MAX, open_json_lines
from goodstanding.ingestion.source.rows import Piece, SourceRefused


def read(folder: Path, content: str | bytes) -> tuple[list[str], Piece]:
    path = folder / "file.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    source = open_json_lines(path)
    (piece,) = source.pieces
    return source.columns, piece


def test_numbers_keep_every_digit_and_columns_are_all_names(tmp_path: Path) -> None:
    columns, piece = read(
        tmp_path, '\ufeff{"id": "007", "amount": 1.10, "big": 12345678901234567890}\n\n{"paid": true, "id": null}\n'
    )
    assert columns == ["id", "amount", "big", "paid"]
    assert [list(row) for row in piece.cells] == [["007", "1.10", "12345678901234567890", ""], ["", "", "", "true"]]
    assert piece.numbers == [1, 3]


@pytest.mark.parametrize(
    "line",
    ["[1]", "{", '"x"', "nothing", '{"a": [1]}', '{"a": {"b": 1}}', '{"a": "\\ud800"}', '{"\\ud800": 1}', "[" * 20_000],
)
def test_a_line_that_is_no_flat_object_is_a_fault(tmp_path: Path, line: str) -> None:
    _, piece = read(tmp_path, '{"a": "1"}\n' + line + "\n")
    assert [fault.row for fault in piece.faults] == [2]


def test_bytes_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    _, piece = read(tmp_path, b'{"a": "1"}\n{"a": "\xff"}\n')
    assert "UTF-8" in piece.faults[0].reason


@pytest.mark.parametrize("content", ["", "\n\n", "[1]\n", '{"a": 1, "a ": 2}\n', "{}\n"])
def test_a_file_without_columns_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceRefused):
        read(tmp_path, content)


def test_lines_and_names_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="Line 1 is longer"):
        read(tmp_path, '{"a": "' + "x" * LINE_BYTES_MAX + '"}')
    with pytest.raises(SourceRefused, match="different names"):
        read(tmp_path, "".join(f'{{"n{place}": 1}}\n' for place in range(1001)))
