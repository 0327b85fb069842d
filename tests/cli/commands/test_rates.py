"""`goodstanding rates …`: a history is brought in once, corrected, shown, and nonsense is refused."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import rates
from goodstanding.cli.commands.rates import FileUnreadable
from goodstanding.ledger.interest.base_rate import RateUnknown
from goodstanding.ledger.interest.rate_file import RateFileRefused
from goodstanding.ledger.models import BaseRate
from goodstanding.ledger.operations.rates import RatesRefused

pytestmark = pytest.mark.django_db


def call(*words: str) -> Result:
    return CliRunner().invoke(rates.app, words, catch_exceptions=False)


def bring(tmp_path: Path, text: str, *more: str, name: str = "boe_base") -> Result:
    file = tmp_path / "rates.csv"
    file.write_text(text)
    return call("import", str(file), "--name", name, *more)


def test_a_history_is_brought_in_once_and_corrected(tmp_path: Path) -> None:
    text = "date,rate\n2026-02-05,3.75\n2025-12-18,3.75\n2025-08-07,4\n"
    told = json.loads(bring(tmp_path, text, "--json").stdout)
    assert (told["rows"], told["new"], told["changing_nothing"], told["out_of_order"]) == (
        3,
        2,
        1,
        ["2025-12-18", "2025-08-07"],
    )
    assert "0 new, 0 corrected, 2 known already" in bring(tmp_path, text).stdout
    corrected = bring(tmp_path, text.replace("2025-08-07,4", "2025-08-07,4.25"))
    assert "0 new, 1 corrected, 1 known already" in corrected.stdout
    assert BaseRate.objects.count() == 3
    assert json.loads(call("show", "--on", "2025-09-01", "--json").stdout)[0]["ppm"] == 42_500
    assert "3.75%" in call("show", "--name", "boe_base").stdout
    read = json.loads(call("show", "--on", "2026-03-01", "--read-on", "06-30,12-31", "--json").stdout)
    assert (read[0]["date"], read[0]["ppm"]) == ("2025-12-31", 37_500)


def test_refusals_are_sentences_and_nothing_is_entered(tmp_path: Path) -> None:
    assert "No base rate is known yet." in call("show").stdout
    with pytest.raises(RateFileRefused, match="Line 3"):
        bring(tmp_path, "date,rate\n2026-01-01,4\nnever,4\n")
    with pytest.raises(RatesRefused, match="small letters"):
        bring(tmp_path, "date,rate\n2026-01-01,4\n", name="Bank Rate")
    with pytest.raises(FileUnreadable):
        call("import", str(tmp_path / "none.csv"), "--name", "boe_base")
    with pytest.raises(RateUnknown):
        call("show", "--name", "boe_base")
    assert not BaseRate.objects.exists()
