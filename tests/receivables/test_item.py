from datetime import date

import pytest

from goodstanding.money.amount import Amount
from goodstanding.receivables.item import Item, faults

GOOD = Item("INV-1", date(2026, 1, 1), date(2026, 1, 31), Amount(1, "USD"))


def test_a_good_item_has_no_faults() -> None:
    assert faults([GOOD, GOOD._replace(reference="INV-2")], currency="USD") == []


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (GOOD._replace(reference=" "), "An item needs a reference."),
        (GOOD._replace(kind="gift"), "'gift' is not a kind of item."),  # type: ignore[arg-type]  # What a caller may try.
        (GOOD._replace(amount=Amount(0, "USD")), "Item 'INV-1' is not worth anything."),
        (GOOD._replace(amount=Amount(-1, "USD")), "Item 'INV-1' is not worth anything."),
        (GOOD._replace(amount=Amount(1, "EUR")), "Item 'INV-1' is in EUR, the debt in USD."),
    ],
)
def test_a_bad_item_is_named(item: Item, sentence: str) -> None:
    assert [fault.what for fault in faults([item], currency="USD")] == [sentence]


def test_an_item_is_named_once() -> None:
    assert [fault.what for fault in faults([GOOD, GOOD], currency="USD")] == ["Item 'INV-1' is named twice."]
