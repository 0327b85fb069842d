"""What is packed comes out the same."""

import tempfile

import pytest

from goodstanding.strategy.night.engine.parcel import REST, TABLES, found, left, packed, unpacked
from tests.strategy.night.engine.invented import chunks, order, work


@pytest.mark.parametrize("compression", [None, "zstd"])
def test_an_answer_survives_the_way(compression: str | None) -> None:
    answer = work(order(), chunks(7)[0])
    parcel = packed(answer, compression=compression)
    again = unpacked(parcel)
    assert (again.chunk, again.accounts, again.due, again.seconds) == (answer.chunk, 7, 1, answer.seconds)
    assert all(getattr(again, name).equals(getattr(answer, name), check_metadata=True) for name in TABLES)
    assert set(parcel) == {REST, *TABLES}


def test_an_answer_is_found_where_it_was_left() -> None:
    answer = work(order(), chunks(7)[0])
    with tempfile.TemporaryFile(buffering=0) as file:
        again = found(left(answer, file), file.fileno())
    assert (again.chunk, again.accounts, again.due, again.seconds) == (answer.chunk, 7, 1, answer.seconds)
    assert all(getattr(again, name).equals(getattr(answer, name), check_metadata=True) for name in TABLES)


def test_every_table_of_an_answer_travels() -> None:
    assert {"sheet", "items", "messages", "lines", "decided", "exceptions", "warnings", "assigned"} <= set(TABLES)
