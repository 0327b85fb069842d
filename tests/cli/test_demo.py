"""The demo loads the sample book once, goes on where it was cut off, and never touches somebody's own books."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import demo
from goodstanding.cli.commands.demo import DemoRefused
from goodstanding.disputes.models import Dispute
from goodstanding.evidence import queries as evidence
from goodstanding.payments.models import Receipt, ReceiptReversal
from goodstanding.receivables.models import Debt, Hold
from goodstanding.receivables.operations.clients import open_client

AT = datetime(2026, 6, 30, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(demo, "DEBTORS", 60)
    yield


def counts() -> tuple[int, ...]:
    kinds = (Debt, Receipt, ReceiptReversal, Dispute, Hold)
    return tuple(kind.objects.count() for kind in kinds)


def test_the_book_is_loaded_once(tmp_path: Path) -> None:
    demo.load(tmp_path / "shelf", at=AT)
    first = counts()
    assert all(first), first
    demo.load(tmp_path / "shelf", at=AT)
    assert counts() == first


def test_a_load_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(demo, "add_circumstances", cut_off)
        with pytest.raises(KeyboardInterrupt):
            demo.load(tmp_path / "shelf", at=AT)
    half = counts()
    demo.load(tmp_path / "shelf", at=datetime(2026, 7, 2, tzinfo=UTC))
    assert counts()[0] == half[0]
    assert all(counts())
    assert date.fromisoformat((tmp_path / "shelf" / demo.BEGUN).read_text()) == AT.date()


def test_the_demo_stays_away_from_real_books(tmp_path: Path) -> None:
    open_client("Acme Lending", by=OPERATOR, at=AT)
    with pytest.raises(DemoRefused, match="hold debts of Acme Lending"):
        demo.load(tmp_path / "shelf", at=AT)
    assert not Debt.objects.exists()


def test_the_password_is_told_until_it_is_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo.tell_password(tmp_path, at=AT)
    first = capsys.readouterr().err
    assert "with the password " in first
    demo.tell_password(tmp_path, at=AT)
    assert capsys.readouterr().err == first
    entries = evidence.entries_for(["user:1"], limit=10) or evidence.entries_for([], limit=1)
    assert first.split()[-1] not in str(entries)
