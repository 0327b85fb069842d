"""Reading an invoice's file: numbers stay as written, and whatever is wrong is said by field."""

import json
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from goodstanding.receivables.invoice.check import InvoiceRefused
from goodstanding.receivables.invoice.reading import read_fields, read_invoice
from tests.receivables.invoice.sample import FIELDS, fields, invoice


def test_yaml_and_json_tell_the_same() -> None:
    from_yaml = read_invoice(read_fields(yaml.safe_dump(FIELDS).encode()))
    assert from_yaml == read_invoice(read_fields(json.dumps(FIELDS).encode())) == invoice()
    assert from_yaml.lines[0].quantity == Decimal("1234.567") and from_yaml.issued_date == date(2026, 6, 1)
    assert from_yaml.bank is not None and from_yaml.bank.iban == "DE89370400440532013000"
    assert from_yaml.reference == "RF65LU2026118"


def test_a_number_that_is_not_quoted_stays_exact() -> None:
    told = read_fields(b"number: 0010\nprepaid: 0.10\n")
    assert told == {"number": "0010", "prepaid": "0.10"}
    assert read_fields(b'{"prepaid": 0.10, "due": null}') == {"prepaid": "0.10", "due": None}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"number: 1\nnumber: 2\n", r"line 1: 'number' is told twice"),
        (b"a: [1,\nb: }", r"line 2: It is no YAML"),
        (b'{"a": 1,\n "b": }', r"line 2: It is no JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b"- 1", "names no fields"),
        (b"", "names no fields"),
        (b"a: " + b"[" * 100_000, "can be read|YAML"),
        (b"x" * 2_000_001, "bytes"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content: bytes, sentence: str) -> None:
    with pytest.raises(InvoiceRefused, match=sentence):
        read_fields(content)


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"number": None}, "number: It is missing"),
        ({"colour": "red"}, "colour: There is no such field"),
        ({"currency": "EUX"}, "currency: 'EUX' is none of"),
        ({"issued": "01.06.2026"}, r"issued: '01.06.2026' is no day"),
        ({"due": "2026-05-01", "discounts": None}, "due: It falls due before"),
        ({"lines": []}, "BR-16"),
        ({"lines": "Gas"}, "lines: It is a list"),
        ({"lines": ["Gas"]}, r"lines\[1\]: It has fields"),
        ({"lines": [{"description": "Gas", "price": "1,5"}]}, r"lines\[1\]\.price: '1,5' is no plain number"),
        ({"lines": [{"description": "Gas", "price": "NaN"}]}, r"lines\[1\]\.price"),
        ({"lines": [{"description": "Gas", "price": "1", "unit": "stone"}]}, r"lines\[1\]\.unit"),
        ({"lines": [{"description": "Gas\x07", "price": "1"}]}, "nobody can see"),
        ({"lines": [{"description": "Gas\u202e", "price": "1"}]}, "nobody can see"),
        ({"prepaid": "-1"}, "prepaid: It is no amount"),
        ({"prepaid": "0.001"}, "prepaid: .*more decimals"),
        ({"seller": {"name": "Larch", "country": "Germany"}}, r"seller\.country"),
        ({"bank": {"iban": "DE88370400440532013000"}}, r"bank\.iban"),
        ({"bank": "DE89"}, "bank: It has fields"),
        ({"reference": "RF00LU2026118"}, "reference: Its check digits"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named(others: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvoiceRefused, match=sentence):
        read_invoice(fields(**others))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvoiceRefused) as refused:
        read_invoice(fields(number=None, currency="EUX", issued="soon"))
    assert {one.where for one in refused.value.faults} >= {"number", "currency", "issued"}


def test_whatever_a_file_holds_it_is_read_or_refused() -> None:
    chance = random.Random(118)
    whole = json.dumps(FIELDS).encode()
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read_invoice(read_fields(bytes(broken)))
        except InvoiceRefused as refusal:
            assert str(refusal).startswith("The invoice is refused. ")
