import zipfile
from pathlib import Path

import pytest

from goodstanding.ingestion.mapping.document import FileSettings
from goodstanding.ingestion.source import spreadsheet
from goodstanding.ingestion.source.rows import SourceRefused
from goodstanding.ingestion.source.spreadsheet import open_spreadsheet
from tests.ingestion.workbook import write_workbook


def read(path: Path, sheet: str | None = None) -> tuple[list[str], list[list[str]]]:
    source = open_spreadsheet(path, settings=FileSettings(sheet=sheet))
    return source.columns, [list(row) for piece in source.pieces for row in piece.cells]


def test_cells_become_the_text_that_their_author_sees(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "a.xlsx", {"S": [["id", "amount", "whole", "yes"], ["007", 55.94, 3.0, True], ["", 0.1, -2, False]]}
    )
    columns, rows = read(path)
    assert columns == ["id", "amount", "whole", "yes"]
    assert rows == [["007", "55.94", "3", "true"], ["", "0.1", "-2", "false"]]


def test_the_first_sheet_or_a_named_one_is_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"One": [["a"], ["1"]], "Two": [["b"], ["2"]]})
    assert read(path) == (["a"], [["1"]])
    assert read(path, "Two") == (["b"], [["2"]])
    with pytest.raises(SourceRefused, match="there are: One, Two"):
        read(path, "Three")


def test_numbers_of_every_size_keep_their_digits() -> None:
    told = {0.1 + 0.2: "0.30000000000000004", 1e22: "10000000000000000000000", 1e-7: "0.0000001", 1234567.0: "1234567"}
    assert {number: spreadsheet._text(number) for number in told} == told
    assert spreadsheet._text(float("nan")) == "nan"


def test_dates_are_written_from_year_to_day(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["day"], [("date", 45000)]]})
    assert read(path) == (["day"], [["2023-03-15"]])


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    for content in (b"PK\x03\x04 nothing", b"text", b"\x00" * 100):
        path.write_bytes(content)
        with pytest.raises(SourceRefused):
            read(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("nothing.xml", "<a/>")
    with pytest.raises(SourceRefused, match="damaged"):
        read(path)
    write_workbook(path, {"S": []})
    with pytest.raises(SourceRefused, match="empty"):
        read(path)
    monkeypatch.setattr(spreadsheet, "UNPACKED_BYTES_MAX", 100)
    with pytest.raises(SourceRefused, match="unpacks to more"):
        read(path)
