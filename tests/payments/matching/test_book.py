"""What is open, arranged."""

import random

from goodstanding.payments.matching.book import SHARED_MOST, arranged
from tests.payments.matching.cast import book, owed


def test_the_order_of_items_does_not_matter() -> None:
    items = [
        owed(number, f"INV-{number:05d}", 100 * number, debt=number % 7, due=number % 3) for number in range(1, 40)
    ]
    shuffled = items[:]
    random.Random(1).shuffle(shuffled)
    assert arranged(items) == arranged(shuffled)


def test_what_a_line_pays_is_no_longer_open_for_the_next() -> None:
    there = book(owed(1, "INV-1001", 100), owed(2, "INV-1002", 50, due=60))
    there.pay(1, 70, [2])
    assert [item.open_minor for item in there.by_debt[1]] == [80, 0]
    assert list(there.by_amount["USD", 80]) == [1]
    assert not there.by_amount["USD", 50]
    there.pay(1, 500)
    assert there.open_of(1, "USD") == []


def test_a_disputed_item_is_paid_only_where_named() -> None:
    there = book(owed(1, "INV-1001", 100, disputed=True))
    assert there.open_of(1, "USD") == []
    there.pay(1, 40)
    assert there.items[1].open_minor == 100
    there.pay(1, 40, [1])
    assert there.items[1].open_minor == 60


def test_a_word_that_many_share_tells_nobody_apart() -> None:
    many = [owed(number, "", 100, debt=number, name="jan common") for number in range(SHARED_MOST + 1)]
    assert "common" not in arranged(many).by_word
    assert "common" in arranged(many[1:]).by_word
