"""QR code: what a telephone reads off an invoice: a transfer for a banking app, or the link of the page to pay on.

The transfer is the quick response code of the European Payments Council (EPC069-12, version 2), for euros only.
"""

from io import BytesIO

import segno

from goodstanding.money.amount import Amount
from goodstanding.receivables.invoice.content import Bank
from goodstanding.receivables.invoice.creditor_reference import is_sound

TRANSFER_CURRENCY = "EUR"
NAME_MOST, TEXT_MOST, BYTES_MOST = 70, 140, 331
_MINOR_MOST = 99_999_999_999
VERSION_MOST = 13
"""The highest version of a QR code that the guideline allows."""


def transfer(*, bank: Bank, payee: str, amount: Amount, reference: str) -> str:
    """Return what the code of a transfer says; empty where the guideline knows no such transfer."""
    name = (bank.name or payee)[:NAME_MOST]
    if amount.currency != TRANSFER_CURRENCY or not 0 < amount.minor <= _MINOR_MOST:
        return ""
    is_creditor_reference = is_sound(reference)
    structured, text = (reference, "") if is_creditor_reference else ("", reference[:TEXT_MOST])
    told = ["BCD", "002", "1", "SCT", bank.bic, name, bank.iban, f"EUR{amount.decimal_string()}", "", structured, text]
    payload = "\n".join(told).rstrip("\n")
    return payload if len(payload.encode()) <= BYTES_MOST else ""


def drawn(payload: str) -> bytes:
    """Return a QR code as a picture (SVG), the same bytes for the same text."""
    code = segno.make(payload, error="m", micro=False, boost_error=False, encoding="utf-8")
    picture = BytesIO()
    code.save(picture, kind="svg", border=4, xmldecl=False, svgns=True, nl=False)
    return picture.getvalue()


def is_drawable(payload: str) -> bool:
    """Say whether a text fits into a QR code that a telephone still reads off paper."""
    try:
        code = segno.make(payload, error="m", micro=False, boost_error=False, encoding="utf-8")
    except segno.DataOverflowError:
        return False
    return int(code.version) <= VERSION_MOST
