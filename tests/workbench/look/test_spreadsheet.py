import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.workbench.look.spreadsheet import DANGEROUS_STARTS, as_csv, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@sum", "\tx", "\rx", "-", "-1.2.3", "-٣"])
def test_what_begins_a_formula_is_made_a_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12.50", "-3", "12", "", "Fern", "a=b", "'="])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_nothing_is_an_empty_cell() -> None:
    assert safe_cell(None) == ""


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=4))
def test_no_cell_of_any_table_begins_a_formula(cells: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(["head"] * len(cells), [cells]), newline="")))
    assert rows[1:] == [[safe_cell(cell) for cell in cells]] or cells == [""]
    for cell in rows[-1]:
        assert not cell.startswith(DANGEROUS_STARTS) or cell.removeprefix("-").replace(".", "", 1).isdecimal()
