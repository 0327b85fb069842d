"""Both engines decide the same, byte for byte, and so do chunks of another width.

Acts are compared as the commit would write them, over 20,000 accounts; GOODSTANDING_LONG=1 makes it 200,000.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.sample_book.operations.filling import fill
from goodstanding.sample_book.operations.filling_night import debtors_for
from goodstanding.sample_book.operations.filling_steps import adopt, fill_steps
from goodstanding.strategy.night import harvest
from goodstanding.strategy.night.chunk import work
from goodstanding.strategy.night.engine import local, spark
from goodstanding.strategy.night.order import Answer, Order
from goodstanding.strategy.night.reading import chunks_of, open_books
from goodstanding.strategy.queries.orders import order_for
from tests.strategy.night.engine.java import needs_java

pytestmark = pytest.mark.django_db

ACCOUNTS = 200_000 if os.environ.get("GOODSTANDING_LONG") else 20_000
WIDTHS = ACCOUNTS // 6, ACCOUNTS // 8
DAY = date(2026, 6, 30)
AT = datetime(2026, 7, 1, 3, tzinfo=UTC)
ORDERS = {
    "acts": ("person_id", "client_id", "kind", "id"),
    "lines": ("debt_id", "item_id", "step"),
    "withheld": ("person_id", "client_id", "kind"),
}

Engine = Callable[..., Iterator[Answer]]


@pytest.fixture(scope="module")
def order(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Order]:
    """Fill a copy of the test database, in which transactions really commit, and read the order of a night there."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.close()
        connection.creation.clone_test_db("engines", verbosity=0)
        connection.settings_dict["NAME"] = connection.creation.get_test_db_clone_settings("engines")["NAME"]
        fill(debtors_for(ACCOUNTS), seed=7, as_of=DAY, by=OPERATOR, at=AT, night=True)
        adopt("agency", by=OPERATOR, at=AT)
        fill_steps(day=DAY, by=OPERATOR, at=AT)
        found = order_for(day=DAY, known_at=AT)
        connection.close()
        yield found
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.creation.destroy_test_db(suffix="engines", verbosity=0)


def decided(order: Order, engine: Engine, *, width: int) -> Mapping[str, pa.Table]:
    """Return the acts, their lines and what was withheld, as the commit would write them, in an order of their own."""
    with open_books(order.books) as books:
        chunks = chunks_of(books, width=width)
    assert len(chunks) > 4
    found: dict[str, list[pa.Table]] = {"acts": [], "lines": [], "withheld": []}
    first = 1
    with closing(engine(order, chunks, work=work)) as answers:  # type: ignore[type-var]  # Engines are generators.
        for answer in answers:
            many = len(harvest.planned(answer))
            numbers = pa.array(range(first, first + many), pa.int64())
            acts, lines = harvest.acts_and_lines(answer, numbers, night=1, day=DAY, entry_id=1)
            found["acts"].append(acts)
            found["lines"].append(lines)
            found["withheld"].append(harvest.withheld(answer, night=1, day=DAY, entry_id=1))
            first += many
    return {name: in_order(pa.concat_tables(tables), by=ORDERS[name]) for name, tables in found.items()}


def in_order(table: pa.Table, *, by: tuple[str, ...]) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in by]).combine_chunks()


def as_bytes(tables: Mapping[str, pa.Table]) -> bytes:
    sink = pa.BufferOutputStream()
    for table in tables.values():
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


@needs_java
def test_a_cluster_decides_the_same_byte_for_byte(order: Order) -> None:
    here = decided(order, local.run, width=WIDTHS[0])
    there = decided(order, spark.run, width=WIDTHS[0])
    assert here["acts"].num_rows > ACCOUNTS / 20
    assert as_bytes(here) == as_bytes(there)


def test_chunks_of_another_width_decide_the_same(order: Order) -> None:
    without = replace(
        order, running=tuple(one._replace(document=replace(one.document, experiments=())) for one in order.running)
    )
    wide, narrow = (decided(without, local.run, width=width) for width in WIDTHS)
    assert wide["acts"].num_rows > ACCOUNTS / 20
    assert as_bytes(wide) == as_bytes(narrow)
