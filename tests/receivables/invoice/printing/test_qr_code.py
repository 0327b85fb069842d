"""QR codes: what a banking app is told, and that the drawn code is the one for it."""

from decimal import Decimal
from io import BytesIO

import pytest
import segno
from segno.helpers import make_epc_qr

from goodstanding.money.amount import Amount
from goodstanding.receivables.invoice.content import Bank
from goodstanding.receivables.invoice.printing import qr_code

BANK = Bank("DE89370400440532013000")


def told(*, amount: Amount = Amount(11_565, "EUR"), reference: str = "RF18539007547034", bank: Bank = BANK) -> str:  # noqa: B008  An amount never changes.
    return qr_code.transfer(bank=bank, payee="Larch Utilities", amount=amount, reference=reference)


def test_a_transfer_with_a_creditor_reference() -> None:
    assert told().split("\n") == [
        "BCD", "002", "1", "SCT", "", "Larch Utilities", "DE89370400440532013000", "EUR115.65", "", "RF18539007547034",
    ]  # fmt: skip


def test_another_reference_is_text() -> None:
    lines = told(reference="R 7", bank=Bank("DE89370400440532013000", "L" * 80, "COBADEFFXXX")).split("\n")
    assert lines[4:6] == ["COBADEFFXXX", "L" * 70] and lines[9:] == ["", "R 7"]


def test_it_says_what_the_library_of_codes_says() -> None:
    from_library = make_epc_qr(
        name="Larch Utilities", iban=BANK.iban, amount=Decimal("115.65"), reference="RF18539007547034", encoding="utf-8"
    )
    ours = segno.make(told(), error="m", micro=False, boost_error=False, encoding="utf-8")
    assert ours.matrix == from_library.matrix


@pytest.mark.parametrize("amount", [Amount(1, "USD"), Amount(0, "EUR"), Amount(10**12, "EUR")])
def test_no_transfer_where_the_guideline_knows_none(amount: Amount) -> None:
    assert told(amount=amount) == ""


def test_a_drawn_code_is_the_same_picture_each_time() -> None:
    again = BytesIO()
    segno.make("https://pay.example.com/a", error="m", micro=False, boost_error=False, encoding="utf-8").save(
        again, kind="svg", border=4, xmldecl=False, svgns=True, nl=False
    )
    assert qr_code.drawn("https://pay.example.com/a") == again.getvalue()
    assert qr_code.is_drawable("https://pay.example.com/a") and not qr_code.is_drawable("x" * 2_000)
    assert not qr_code.is_drawable("x" * 8_000)
