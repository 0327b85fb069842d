import csv
from pathlib import Path

from goodstanding.ingestion.source.formula import REASON_COLUMNS
from goodstanding.ingestion.weighing.rejected_file import write_rejected
from tests.ingestion.trial import HEADER, weighed


def test_each_rejected_row_stands_once_with_its_first_reason_and_comes_in_again_when_mended(tmp_path: Path) -> None:
    text = HEADER + "1;=cmd();R-1;wrong;x;\n1;Maple;R-2;31.01.2026;1,00;\n2;-Elm;R-3;31.01.2026;1,00;;more\n"
    trial = weighed(tmp_path, text)
    path = tmp_path / "rejected.csv"
    assert write_rejected(trial.work, path, columns=list(trial.staged.columns)) == 2
    assert path.stat().st_mode & 0o777 == 0o600 and not path.with_suffix(".draft").exists()
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, first, second = csv.reader(file)
    assert head == [*REASON_COLUMNS, "Customer", "Name", "Invoice", "Date", "Amount", "Paid"]
    assert first[0] == "2" and first[3].endswith("(2 more)") and first[5] == "'=cmd()"
    assert second[:4] == ["4", "(row)", "more", "The row has 7 cells where the header has 6."]
    mended = path.read_text(encoding="utf-8-sig").replace("wrong,x", '31.01.2026,"2,00"')
    again = weighed(tmp_path, mended, name="mended.csv")
    assert again.rejections() == []
    assert again.rows("SELECT display_name FROM person ORDER BY row") == [("=cmd()",), ("-Elm",)]
