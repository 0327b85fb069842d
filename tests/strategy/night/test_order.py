"""An order: chunks keep their people, and an order can travel to a worker."""

import pickle
from datetime import UTC, date, datetime

import pytest

from goodstanding.strategy.night.order import PEOPLE_PER_CHUNK, Chunk, Order
from goodstanding.strategy.night.tables import PEOPLE


@pytest.mark.parametrize(("number", "first", "beyond"), [(0, 0, 40), (1, 40, 80), (7, 280, 320)])
def test_a_chunk_is_a_range_of_numbers_that_touches_the_next(number: int, first: int, beyond: int) -> None:
    chunk = Chunk("person", number, 40)
    assert (chunk.first, chunk.beyond) == (first, beyond)
    assert Chunk("person", number + 1, 40).first == chunk.beyond


def test_chunks_are_as_wide_as_the_night_says_unless_told() -> None:
    assert Chunk("account", 3).beyond - Chunk("account", 3).first == PEOPLE_PER_CHUNK


def test_an_order_travels() -> None:
    clients, portfolios = PEOPLE["client"].empty_table(), PEOPLE["portfolio"].empty_table()
    order = Order(
        date(2026, 6, 30), datetime(2026, 6, 30, tzinfo=UTC), "postgresql:///x", (), frozenset(), clients, portfolios
    )
    again: Order = pickle.loads(pickle.dumps(order))  # noqa: S301  pickled on this very line.
    assert (again.day, again.known_at, again.books, again.running) == (order.day, order.known_at, order.books, ())
    assert again.clients.equals(clients)
