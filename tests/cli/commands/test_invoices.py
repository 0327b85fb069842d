"""`goodstanding invoices`: issue, show, send and check; what cannot be is refused in a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from goodstanding.arrangements.billing.queries import NoSuchInvoice
from goodstanding.cli.commands.invoices import FileRefused, app
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.receivables.invoice.check import InvoiceRefused
from goodstanding.receivables.invoice.factur_x.reading import Unreadable
from goodstanding.receivables.invoice.factur_x.writing import written
from goodstanding.refusal import Refusal
from tests.receivables.cast import item, open_book, open_minor, place
from tests.receivables.invoice.sample import FIELDS, invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def debt_id() -> int:
    return place(open_book(), item("I-1", 10_000, currency="EUR"), reference="GF-1")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "invoice.yaml"
    path.write_text(yaml.safe_dump(FIELDS))
    return str(path)


def call(*words: str) -> Result:
    done = CliRunner().invoke(app, list(words))
    if isinstance(done.exception, Refusal):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done


def told(*words: str) -> Any:
    return json.loads(call(*words, "--json").stdout)


def test_issue_show_list_xml_check_and_read(debt_id: int, file: str, tmp_path: Path) -> None:
    out = str(tmp_path / "out.pdf")
    done = told("issue", "GF-1", file, "--out", out)
    assert (done["number"], done["due"], done["kind"]) == ("LU-2026-118", "115.65", "invoice")
    assert open_minor(debt_id) == 10_000 + 11_565
    assert told("list", "GF-1") == [done]
    assert told("show", "LU-2026-118") == told("show", f"#{done['document']}") == done
    assert call("xml", "LU-2026-118").stdout.encode() == written(invoice())
    assert "the sums agree" in call("check", out).stdout
    assert told("check", out)["faults"] == []
    assert json.loads(call("read", out).stdout)["amount"] == "115.65"
    assert "LU-2026-118" in call("list", "GF-1").stdout
    with pytest.raises(InvoiceRefused, match="already"):
        call("issue", "GF-1", file)
    with pytest.raises(MessageRefused, match="usable email"):
        call("send", "LU-2026-118")


def test_trying_issues_nothing(debt_id: int, file: str, tmp_path: Path) -> None:
    out = tmp_path / "try.pdf"
    assert "nothing was issued" in call("try", file, str(out)).stdout
    assert out.read_bytes().startswith(b"%PDF") and told("list", "GF-1") == [] and open_minor(debt_id) == 10_000


def test_sums_that_disagree_are_told_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_bytes(written(invoice()).replace(b"<ram:DuePayableAmount>115.65", b"<ram:DuePayableAmount>999.00"))
    with pytest.raises(InvoiceRefused, match=r"BR-CO-16: It tells 999.00 as the amount due; it comes to 115.65"):
        call("check", str(path))


@pytest.mark.usefixtures("debt_id")
def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("number: 1\nlines: 5\n")
    with pytest.raises(InvoiceRefused, match="lines: It is a list"):
        call("issue", "GF-1", str(bad))
    with pytest.raises(FileRefused, match="cannot be read"):
        call("check", str(tmp_path / "nowhere.pdf"))
    with pytest.raises(Unreadable):
        call("check", str(bad))
    with pytest.raises(NoSuchInvoice):
        call("show", "#99999999999999999999")
