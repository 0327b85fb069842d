from datetime import UTC, date, datetime

import pytest

from goodstanding.ledger.allocation import Allocation, OpenLine
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
    assert split(60, LINES, disputed_items={1}) == Allocation((Part(2, "principal", 50),), 10)
    assert split(60, LINES, disputed_items={1, 2}) == Allocation((), 60)


def test_whoever_names_an_item_pays_it_even_in_dispute() -> None:
    assert split(60, LINES, disputed_items={1}, named=[1]).parts == (Part(1, "principal", 60),)


def test_without_a_dispute_the_oldest_is_paid_first() -> None:
    assert split(71, LINES).parts == (Part(1, "principal", 70), Part(2, "principal", 1))


def test_what_is_open_is_paid_before_what_was_written_off_is_recovered() -> None:
    lost = [OpenLine(3, "principal", date(2026, 1, 1), 30)]
    found = split(140, LINES, recoverable=lost)
    assert (sum(part.amount_minor for part in found.parts), found.recovered) == (120, (Part(3, "principal", 20),))
    assert split(151, LINES, recoverable=lost).unapplied_minor == 1


def test_what_was_written_off_and_is_in_dispute_is_recovered_only_where_named() -> None:
    lost = [OpenLine(3, "principal", date(2026, 1, 1), 30)]
    assert split(30, [], recoverable=lost, disputed_items={3}) == Allocation((), 30)
    assert split(30, [], recoverable=lost, disputed_items={3}, named=[3]).recovered == (Part(3, "principal", 30),)


def test_a_hole_is_filled_before_anything_is_paid() -> None:
    assert split(60, LINES, lacking_minor=60) == Allocation((), 60)
    assert split(61, LINES, lacking_minor=60) == Allocation((Part(1, "principal", 1),), 60)
