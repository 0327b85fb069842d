"""An order tells itself in plain words."""

import json

from goodstanding.outreach.port.delivery import DeliveryLine
from tests.outreach.port.orders import order


def test_an_order_is_told_in_plain_words_its_key_first() -> None:
    told = order(7).plain()
    assert next(iter(told)) == "key"
    again = json.loads(json.dumps(told))
    assert again == told
    assert again["lines"] == [
        {"debt_id": 7, "item_id": None, "step": "reminder", "currency": "USD", "balance_minor": 10_007}
    ]
    assert (again["planned_at"], again["not_after"]) == ("2026-06-15T13:00:00+00:00", "2026-06-15T22:00:00+00:00")


def test_nothing_of_an_order_is_left_out() -> None:
    assert set(order(7).plain()) == set(order(7).__slots__)
    assert set(DeliveryLine._fields) == set(order(7).plain()["lines"][0])  # type: ignore[index]
