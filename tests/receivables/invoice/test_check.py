"""The business rules: categories of tax, and what systems ask of both parties."""

from typing import Any

import pytest

from goodstanding.receivables.invoice.check import InvoiceRefused, faults
from tests.receivables.invoice.sample import FIELDS, invoice

PLAIN: dict[str, Any] = {"allowances": None, "prepaid": None}


def line(tax: str, rate: str = "0") -> dict[str, Any]:
    return {"description": "Thing", "price": "10", "tax": tax, "rate": rate}


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"lines": [line("S")]}, "BR-S-05"),
        ({"lines": [line("S", "101")]}, "BR-S-05"),
        ({"lines": [line("Z", "7")]}, r"Only the standard category \(S\)"),
        ({"lines": [line("E")]}, r"reasons\.E"),
        ({"lines": [line("AE")], "reasons": {"AE": "Reverse charge"}}, "BR-AE-02"),
        ({"lines": [line("K")], "reasons": {"K": "Delivery within the EU"}}, "BR-K-02|BR-IC"),
        ({"lines": [line("O")], "reasons": {"O": "Not taxed"}}, "BR-O-02"),
        ({"lines": [line("O"), line("Z")], "reasons": {"O": "Not taxed"}}, "BR-O-11"),
        ({"lines": [line("Z"), line("")]}, "Tax is told of some lines"),
        ({"lines": [line("")]}, "Tax is not told"),
        ({"lines": [line("Z") | {"price": "-1"}]}, "BR-27"),
        ({"lines": [line("Z") | {"quantity": "0"}]}, "Nothing was delivered"),
        ({"lines": [line("Z") | {"quantity": "-1"}]}, "credit note"),
        ({"lines": [line("Z")], "prepaid": "10.01"}, "More was paid before"),
        ({"currency": "KWD", "lines": [line("Z")]}, "BR-DEC"),
        ({"tax_name": "Sales tax"}, "knows VAT alone"),
        ({"kind": "credit note", "discounts": None}, "names the invoice"),
        ({"credits": {"number": "X"}}, "Only a credit note"),
        ({"seller": {"name": "Larch", "country": "DE", "tax_number": "1/2/3"}}, "BR-CO-26"),
        ({"seller": {"name": "Larch", "country": "DE", "registration": "HRB 1"}}, "BR-S-02"),
        ({"seller": {"name": "Larch", "country": "DE", "vat_id": "123"}}, "BR-CO-09"),
        ({"discounts": [{"percent": "100", "until": "2026-06-02"}]}, "below 100 percent"),
        ({"discounts": [{"percent": "2", "until": "2026-07-02"}]}, "A discount ends between"),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_refused_by_its_name(others: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvoiceRefused, match=sentence):
        invoice(**(PLAIN | others))


@pytest.mark.parametrize(
    "others",
    [
        {"lines": [line("Z")]},
        {"lines": [line("E")], "reasons": {"E": "Exempt as a loan."}},
        {"lines": [line("AE")], "reasons": {"AE": "Reverse charge."},
         "buyer": FIELDS["buyer"] | {"vat_id": "ATU12345678"}},
        {"lines": [line("K")], "reasons": {"K": "Delivery within the EU."},
         "buyer": FIELDS["buyer"] | {"vat_id": "ATU12345678"}},
        {"lines": [line("G")], "reasons": {"G": "Export."}},
        {"lines": [line("O")], "reasons": {"O": "Not taxed."},
         "seller": {"name": "Larch", "country": "US", "registration": "1-2"}},
        {"lines": [line("")], "profile": "none", "currency": "KWD"},
    ],
)  # fmt: skip
def test_what_keeps_the_rules_may_go(others: dict[str, Any]) -> None:
    assert faults(invoice(**(PLAIN | others))) == []


def test_only_some_faults_are_said_and_all_are_kept() -> None:
    with pytest.raises(InvoiceRefused, match="And 5 more") as refused:
        invoice(**PLAIN | {"lines": [line("S") for _ in range(15)]})
    assert len(refused.value.faults) == 15
