"""What was written into a file comes out of it again, whatever the format, the encoding and the delimiter."""

import csv
import io
import json
import tempfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodstanding.ingestion.mapping.document import FileSettings
from goodstanding.ingestion.source.delimiter import CANDIDATES
from goodstanding.ingestion.source.formula import REASON_COLUMNS, safe
from goodstanding.ingestion.source.opening import open_source
from goodstanding.ingestion.source.rows import CELL_CHARACTERS_MAX, PIECE_ROWS, Source
from goodstanding.refusal import Refusal
from tests.ingestion.workbook import write_workbook

HEADER = ["Customer", "Amount", "Paid on"]
MARKED = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]
STATED = ["utf-8", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
tables = st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6)
quick = settings(max_examples=60, deadline=None)


def written(rows: list[list[str]], *, delimiter: str = ",", line_end: str = "\r\n", quoting: bool = False) -> str:
    text = io.StringIO()
    # Beside other line ends the writer leaves a lone carriage return bare, and nobody could read that back.
    style = csv.QUOTE_ALL if quoting or line_end != "\r\n" else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=style).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def read(content: bytes, *, name: str = "file.csv", file: FileSettings | None = None) -> tuple[Source, list[list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        source = open_source(path, settings=file or FileSettings())
        return source, [list(row) for piece in source.pieces for row in piece.cells]


@quick
@given(
    tables, st.sampled_from(CANDIDATES), st.sampled_from(MARKED), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans()
)
def test_delimiter_and_encoding_are_found_out(
    rows: list[list[str]], delimiter: str, encoding: str, line_end: str, quoting: bool
) -> None:
    text = written([HEADER, *rows], delimiter=delimiter, line_end=line_end, quoting=quoting)
    source, found = read(text.encode(encoding))
    assert (source.columns, source.delimiter, found) == (HEADER, delimiter, rows)


@quick
@given(tables, st.sampled_from([*CANDIDATES, "~", ":"]), st.sampled_from(STATED))
def test_what_the_map_states_is_followed(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    text = written([HEADER, *rows], delimiter=delimiter)
    source, found = read(text.encode(encoding), file=FileSettings(encoding=encoding, delimiter=delimiter))
    assert (source.columns, found) == (HEADER, rows)


@pytest.mark.parametrize("name", ["Peña", "Nuñez", "José", "Müller", "Straße", "François", "Zoë", "O’Hara", "100 €"])
def test_a_single_western_word_is_read_as_it_was_written(name: str) -> None:
    _, found = read(f"Name;Amount\n{name};1\nPlain;2\n".encode("cp1252"))
    assert found == [[name, "1"], ["Plain", "2"]]


@quick
@given(tables, st.booleans())
def test_json_lines_hold_every_text(rows: list[list[str]], ascii_only: bool) -> None:
    objects = [dict(zip(HEADER, row, strict=True)) for row in [["x", "y", "z"], *rows]]
    lines = "\n".join(json.dumps(item, ensure_ascii=ascii_only) for item in objects)
    source, found = read(lines.encode(), name="file.jsonl")
    assert (source.columns, found[1:]) == (HEADER, rows)


@quick
@given(tables)
def test_parquet_holds_every_text(rows: list[list[str]]) -> None:
    columns = {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(HEADER)}
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content)
    source, found = read(content.getvalue())
    assert (source.format, source.columns, found) == ("parquet", HEADER, rows)


def test_a_spreadsheet_holds_references_as_they_are(tmp_path: Path) -> None:
    sheet: list[list[object]] = [[*HEADER], ["0042", "1.250,00", "31.01.2026"], ["=1+1", "<&>", "Łódź"]]
    path = write_workbook(tmp_path / "file.xlsx", {"S": sheet})
    assert read(path.read_bytes())[1] == sheet[1:]


@quick
@given(tables)
@example([["=1+1", "-5", "'tis"], ["+49", "@x", "''"]])
def test_rejected_rows_come_back_as_they_were(rows: list[list[str]]) -> None:
    mended = [["2", safe("Amount"), safe("-"), "This is no number.", *map(safe, row)] for row in rows]
    text = written([[*REASON_COLUMNS, *HEADER], *mended])
    source, found = read(text.encode("utf-8-sig"), file=FileSettings(delimiter=";", header=9))
    assert (source.columns, found) == (HEADER, rows)


@quick
@given(st.lists(st.lists(st.sampled_from(["", "a", "b c"]), min_size=1, max_size=5), max_size=8))
def test_every_row_is_there_once_and_rows_of_another_width_are_faults(rows: list[list[str]]) -> None:
    text = written([HEADER, *rows], quoting=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_text(text)
        pieces = list(open_source(path, settings=FileSettings(delimiter=",")).pieces)
    assert [number for piece in pieces for number in piece.numbers] == list(range(2, len(rows) + 2))
    odd = [number for number, row in enumerate(rows, start=2) if len(row) < 3 or any(row[3:])]
    assert [fault.row for piece in pieces for fault in piece.faults] == odd
    assert all(len(row) == 3 for piece in pieces for row in piece.cells)


@pytest.mark.parametrize("count", [PIECE_ROWS - 1, PIECE_ROWS, PIECE_ROWS + 1])
def test_pieces_together_hold_each_row_once(count: int) -> None:
    numbers = [str(number) for number in range(count)]
    assert [row[0] for row in read(("a,b\n" + ",x\n".join(numbers) + ",x\n").encode())[1]] == numbers
    lines = "".join(f'{{"a": {number}}}\n' for number in numbers)
    assert [row[0] for row in read(lines.encode(), name="file.jsonl")[1]] == numbers
    content = io.BytesIO()
    pq.write_table(pa.table({"a": numbers}), content)
    assert [row[0] for row in read(content.getvalue())[1]] == numbers


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["file.csv", "file.jsonl", "file.xlsx", "file.parquet"]))
@example(b'a,b\n"', "file.csv")
@example(b"PK\x03\x04", "file.csv")
@example(b"PAR1", "file.csv")
@example(b'{"a": "\\ud800"}\n{"a": 1}', "file.jsonl")
@example(b"\xff\xfe\x00", "file.csv")
def test_whatever_bytes_there_are_they_are_read_or_refused_with_a_sentence(content: bytes, name: str) -> None:
    try:
        source, found = read(content, name=name)
    except Refusal as refusal:
        assert str(refusal).endswith(".")
    else:
        assert all(len(row) == len(source.columns) and "\0" not in "".join(row) for row in found)


def test_decimals_of_parquet_are_written_digit_by_digit() -> None:
    content = io.BytesIO()
    numbers = ["0", "12.5", "-0.0000000001", "9999999999999999999999999999.9999999999", None]
    exact = pa.array([None if number is None else Decimal(number) for number in numbers], pa.decimal128(38, 10))
    pq.write_table(pa.table({"a": exact}), content)
    assert [row[0] for row in read(content.getvalue())[1]] == [
        "0.0000000000", "12.5000000000", "-0.0000000001", "9999999999999999999999999999.9999999999", "",
    ]  # fmt: skip


def test_an_instant_that_no_calendar_holds_refuses_the_file() -> None:
    content = io.BytesIO()
    pq.write_table(pa.table({"a": pa.array([10**15], pa.timestamp("ms"))}), content)
    with pytest.raises(Refusal):
        read(content.getvalue())


def test_a_huge_cell_does_not_hide_the_delimiter() -> None:
    csv.field_size_limit(131_072)  # What a program begins with.
    source, found = read(b"a;b\n" + b"x" * 140_000 + b";1\n2;3\n")
    assert (source.delimiter, found[1]) == (";", ["2", "3"])
    assert len(found[0][0]) == CELL_CHARACTERS_MAX
