from datetime import UTC, date, datetime

import pytest

from goodstanding.ledger.allocation import OpenLine
from goodstanding.ledger.posting import Part
from goodstanding.money.amount import Amount
from goodstanding.payments.receipt import Receipt, faults, split

AT = datetime(2026, 3, 1, 9, 59, tzinfo=UTC)
GOOD = Receipt(Amount(1, "USD"), date(2026, 3, 1))
LINES = [
    OpenLine(1, "principal", date(2026, 1, 31), 70),
    OpenLine(2, "principal", date(2026, 2, 28), 50),
]


def test_a_good_receipt_has_no_faults() -> None:
    assert faults(GOOD, currency="USD", at=AT) == []


@pytest.mark.parametrize(
    ("receipt", "sentence"),
    [
        (GOOD._replace(amount=Amount(0, "USD")), "A receipt brings money: its amount is above zero."),
        (GOOD._replace(amount=Amount(-1, "USD")), "A receipt brings money: its amount is above zero."),
        (GOOD._replace(amount=Amount(1, "EUR")), "The receipt is in EUR, the debt in USD."),
        (GOOD._replace(received_date=date(2026, 3, 2)), "2026-03-02 is still to come."),
    ],
)
def test_a_bad_receipt_is_told_why(receipt: Receipt, sentence: str) -> None:
    assert faults(receipt, currency="USD", at=AT) == [sentence]


def test_all_faults_come_together() -> None:
    assert len(faults(Receipt(Amount(0, "EUR"), date(2026, 3, 2)), currency="USD", at=AT)) == 3


def test_money_passes_over_what_is_in_dispute() -> None:
    assert split(60, LINES, disputed_items={1}) == ((Part(2, "principal", 50),), 10)
    assert split(60, LINES, disputed_items={1, 2}) == ((), 60)


def test_whoever_names_an_item_pays_it_even_in_dispute() -> None:
    assert split(60, LINES, disputed_items={1}, named=[1]).parts == (Part(1, "principal", 60),)


def test_without_a_dispute_the_oldest_is_paid_first() -> None:
    assert split(71, LINES).parts == (Part(1, "principal", 70), Part(2, "principal", 1))
