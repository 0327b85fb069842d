import pytest

from goodstanding.ledger.posting import Part
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.queries import receipts_of
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Item
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, day, item, open_book, place, usd

pytestmark = pytest.mark.django_db


def test_receipts_tell_their_split_and_their_reversal() -> None:
    debt_id = place(open_book(), item("INV-1", 300))
    first = record(debt_id, Receipt(usd(200), day(5), "card"), by=COLLECTOR, at=NOON)
    second = record(debt_id, Receipt(usd(200), day(9)), by=COLLECTOR, at=NOON)
    reverse(first, reason="Bounced.", reversed_date=day(7), by=SUPERVISOR, at=NOON)
    later, earlier = receipts_of(debt_id)
    its_item = Item.objects.get(debt_id=debt_id).id
    assert (earlier.receipt_id, earlier.parts, earlier.unapplied) == (
        first,
        (Part(its_item, "principal", 200),),
        usd(0),
    )
    assert (earlier.reversed_date, earlier.reversal_reason, earlier.method) == (day(7), "Bounced.", "card")
    assert (later.receipt_id, later.parts, later.unapplied) == (second, (Part(its_item, "principal", 100),), usd(100))
    assert later.reversed_date is None


def test_a_debt_without_receipts_has_none() -> None:
    assert receipts_of(place(open_book(), item("INV-1", 300))) == []
