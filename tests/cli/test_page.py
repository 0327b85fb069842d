"""No figure is ever cut off."""

import pytest
from rich.table import Table

from goodstanding.cli.page import page


@pytest.mark.parametrize("columns", ["20", "80", "300"])
def test_a_long_figure_is_printed_whole(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    table = Table(*["a column with a name"] * 5)
    table.add_row(*["146,899,614,012.34"] * 5)
    page().print(table)
    assert capsys.readouterr().out.count("146,899,614,012.34") == 5
