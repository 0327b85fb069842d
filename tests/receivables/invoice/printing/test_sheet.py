"""What one invoice prints: exactly what its sums are, in its language."""

from typing import Any

import pytest

from goodstanding.receivables.invoice.printing.sheet import codes_of, sheet
from tests.receivables.invoice.sample import invoice

LINK = "https://pay.larch.example.com/pay/abc"


def test_sums_in_english_and_spanish() -> None:
    assert sheet(invoice(), pay_link="")["sums"] == [
        ("Sum of lines", "120.00", False), ("Voucher", "-5.00", False), ("Total without tax", "115.00", False),
        ("VAT 19 % on 105.00", "19.95", False), ("VAT 7 % on 10.00", "0.70", False), ("Total (EUR)", "135.65", False),
        ("Paid before", "-20.00", False), ("To pay (EUR)", "115.65", True),
    ]  # fmt: skip
    spanish: Any = sheet(invoice(language="es"), pay_link="")
    assert spanish["sums"][-1] == ("A pagar (EUR)", "115,65", True) and spanish["title"] == "Factura LU-2026-118"


def test_carried_sums_add_up() -> None:
    told: Any = sheet(invoice(), pay_link="")
    assert [line["carried"] for line in told["lines"]] == ["110.00", "120.00"]


def test_discount_and_late_interest_are_told() -> None:
    told: Any = sheet(invoice(), pay_link="")
    assert told["notes"] == [
        "If you pay by June 15, 2026, you may take off 2 %, that is EUR 2.31.",
        "After that day we charge interest as the law allows.",
    ]


def test_tax_that_is_not_told_is_not_printed() -> None:
    told: Any = sheet(
        invoice(profile="none", lines=[{"description": "Thing", "price": "50"}], allowances=None, prepaid=None),
        pay_link="",
    )
    assert told["sums"] == [("Total (EUR)", "50.00", True)] and told["lines"][0]["tax"] == "–"


@pytest.mark.parametrize(
    ("others", "link", "word"),
    [
        ({}, LINK, "scan_bank"),
        ({"bank": None}, LINK, "scan_link"),
        ({"currency": "USD"}, LINK, "scan_link"),
        ({"bank": None}, "", ""),
        ({"prepaid": "135.65"}, LINK, ""),
    ],
)
def test_which_code_is_printed(others: dict[str, Any], link: str, word: str) -> None:
    assert codes_of(invoice(**others), pay_link=link)[1] == word


def test_nothing_is_asked_where_nothing_is_due() -> None:
    told: Any = sheet(invoice(prepaid="135.65"), pay_link=LINK)
    assert told["payment"]["says"] == "Nothing is left to pay." and told["link"] is None and told["codes"] == []
