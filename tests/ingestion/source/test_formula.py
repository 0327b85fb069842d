import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.ingestion.source.formula import safe, unsafe


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx", "'quoted"])
def test_cells_that_would_run_are_made_safe_and_restored(cell: str) -> None:
    assert safe(cell) == "'" + cell
    assert unsafe(safe(cell)) == cell


@given(st.text())
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert unsafe(safe(cell)) == cell
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
