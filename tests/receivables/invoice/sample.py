"""Invoices of invented houses, for the tests about them."""

from copy import deepcopy
from typing import Any

from goodstanding.receivables.invoice.content import Invoice
from goodstanding.receivables.invoice.reading import read_invoice

FIELDS: dict[str, Any] = {
    "number": "LU-2026-118",
    "currency": "EUR",
    "issued": "2026-06-01",
    "delivered": "2026-05-30",
    "due": "2026-07-01",
    "seller": {
        "name": "Larch Utilities", "lines": ["1 Example Street"], "postcode": "10115", "city": "Berlin",
        "country": "DE", "vat_id": "DE123456789", "email": "bills@larch.example.com",
    },
    "buyer": {"name": "Juniper Testcase & Co", "lines": ["2 Sample Road"], "city": "Vienna", "country": "AT"},
    "lines": [
        {"description": "Gas", "quantity": "1234.567", "unit": "kilowatt hour",
         "price": "0.0891", "tax": "S", "rate": "19"},
        {"description": "Meter", "quantity": "1", "unit": "month", "price": "12.50", "tax": "S", "rate": "7",
         "allowances": [{"amount": "2.50", "reason": "Loyalty"}]},
    ],
    "allowances": [{"amount": "5.00", "reason": "Voucher", "tax": "S", "rate": "19"}],
    "prepaid": "20.00",
    "bank": {"iban": "DE89 3704 0044 0532 0130 00", "name": "Larch Utilities"},
    "discounts": [{"percent": "2", "until": "2026-06-15"}],
    "late_interest": "After that day we charge interest as the law allows.",
}  # fmt: skip


def fields(**others: Any) -> dict[str, Any]:
    """Return the fields of an invoice, some of them others; None leaves one out."""
    told = deepcopy(FIELDS) | others
    return {name: value for name, value in told.items() if value is not None}


def invoice(**others: Any) -> Invoice:
    return read_invoice(fields(**others))
