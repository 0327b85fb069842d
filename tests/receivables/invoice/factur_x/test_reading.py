"""Reading messages of anybody: the fields, sums that disagree by rule, and files that are none."""

import random
from datetime import date
from decimal import Decimal

import pytest

from goodstanding.receivables.invoice.factur_x.reading import Unreadable, disagreements, message_in, read
from goodstanding.receivables.invoice.factur_x.writing import written
from goodstanding.receivables.invoice.printing.press import printed
from tests.receivables.invoice.sample import invoice

MESSAGE = written(invoice())


def test_the_fields_of_a_message() -> None:
    found = read(MESSAGE)
    assert (found.number, found.profile, found.currency) == ("LU-2026-118", "en16931", "EUR")
    assert (found.issued_date, found.due_date) == (date(2026, 6, 1), date(2026, 7, 1))
    assert (found.seller, found.seller_vat_id, found.buyer) == (
        "Larch Utilities", "DE123456789", "Juniper Testcase & Co",
    )  # fmt: skip
    assert (found.sums.net, found.sums.tax, found.sums.due) == (Decimal("115.00"), Decimal("20.65"), Decimal("115.65"))
    assert disagreements(found) == []


@pytest.mark.parametrize(
    ("told", "instead", "rule"),
    [
        (b"<ram:LineTotalAmount>110.00", b"<ram:LineTotalAmount>110.01", "BR-CO-10"),
        (b"<ram:AllowanceTotalAmount>5.00", b"<ram:AllowanceTotalAmount>4.00", "BR-CO-11"),
        (b"<ram:ChargeTotalAmount>0.00", b"<ram:ChargeTotalAmount>1.00", "BR-CO-12"),
        (b"<ram:TaxBasisTotalAmount>115.00", b"<ram:TaxBasisTotalAmount>116.00", "BR-CO-13"),
        (b'currencyID="EUR">20.65', b'currencyID="EUR">20.66', "BR-CO-14"),
        (b"<ram:GrandTotalAmount>135.65", b"<ram:GrandTotalAmount>135.66", "BR-CO-15"),
        (b"<ram:DuePayableAmount>115.65", b"<ram:DuePayableAmount>115.64", "BR-CO-16"),
        (b"<ram:CalculatedAmount>19.95", b"<ram:CalculatedAmount>19.96", "BR-CO-17"),
        (b"<ram:BasisAmount>105.00", b"<ram:BasisAmount>106.00", "BR-S-08"),
    ],
)
def test_a_sum_that_disagrees_is_named_by_its_rule(told: bytes, instead: bytes, rule: str) -> None:
    assert MESSAGE.count(told) == 1
    assert rule in {one.where for one in disagreements(read(MESSAGE.replace(told, instead)))}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no XML"),
        (b"<a/>", "no invoice of the kind CII"),
        (b"<a", "no XML"),
        (b"%PDF-1.7 nothing", "cannot be read"),
        (printed(invoice(profile="none")), "no Factur-X message"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', "document type"),
        (MESSAGE.replace(b">115.65<", b">NaN<"), "where an amount belongs"),
        (MESSAGE.replace(b">115.65<", b">1e999999<"), "where an amount belongs"),
        (MESSAGE.replace(b">20260601<", b">20261301<"), "where a day belongs"),
    ],
)
def test_what_is_no_invoice_says_why(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(message_in(content))


def test_whatever_a_file_holds_it_is_read_or_refused() -> None:
    chance = random.Random(380)
    pdf = printed(invoice())
    for whole in (MESSAGE, pdf):
        for _ in range(60):
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 20)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                disagreements(read(message_in(bytes(broken))))
            except Unreadable as refusal:
                assert str(refusal).endswith(".")
