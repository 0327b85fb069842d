"""The list of a batch: read again as written, and harmless in a spreadsheet."""

import csv
import io

import pytest

from goodstanding.outreach.channels.letter.print_house.manifest import COLUMNS, Letter, Manifest, harmless, read

LETTER = Letter(1, "=cmd|' /C calc'!A0", 17, "L17-LCUC", 1, 2, 2, "US", "en", "000001-L17LCUC.pdf", 5, "ab")
TOLD = Manifest(
    "b1", "/srv/print", two_sided=False, pages=2, sheets=2, pdf_sha256="a", copies_sha256="b", letters=(LETTER,)
)


def test_it_is_read_as_it_was_written() -> None:
    assert read(TOLD.as_json()) == TOLD
    assert TOLD.as_json() == TOLD.as_json()


def test_no_cell_is_a_formula() -> None:
    heading, row = csv.reader(io.StringIO(TOLD.as_csv().decode()))
    assert tuple(heading) == COLUMNS
    assert dict(zip(heading, row, strict=True))["key"] == "'=cmd|' /C calc'!A0"
    assert row[0] == "1"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_reckon_gets_a_mark(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"letters": [{}]}'])
def test_what_is_no_manifest_is_not_read(raw: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read(raw)
