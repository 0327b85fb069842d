"""What came back, from any file."""

import pytest

from goodstanding.payments.bank.returns.returning import read_returns
from goodstanding.payments.bank.statement import FileRefused
from tests.payments.bank.sepa.test_status import ONE
from tests.payments.bank.shared_files import folder


def test_a_pain002_tells_what_was_rejected() -> None:
    told = read_returns(ONE)
    assert [(one.reference, one.code.code, one.is_change) for one in told.returns] == [
        ("P-1", "AC04", False), ("P-2", "MD01", False),
    ]  # fmt: skip
    assert str(told.returns[0].amount) == "EUR 12.50"


def test_other_files_are_refused() -> None:
    for data in (b"hello", b"<html></html>", b""):
        with pytest.raises(FileRefused):
            read_returns(data)


@pytest.mark.shared
def test_a_file_of_returns_of_a_bank() -> None:
    told = read_returns((folder("nacha") / "return-WEB.ach").read_bytes())
    assert [(one.code.code, str(one.amount)) for one in told.returns] == [("R01", "USD 123.54"), ("R03", "USD 45.65")]
    (notice,) = read_returns((folder("nacha") / "cor-example.ach").read_bytes()).returns
    assert (notice.is_change, notice.data, notice.code.kind) == (True, "1918171614", "change")
