"""What messages would ask: channels in order, points, and the day's hours."""

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.night.brief.books import books_of
from goodstanding.strategy.night.plan import Plan, plan_of
from goodstanding.strategy.night.tables import LINE, MESSAGE, PEOPLE, READING
from tests.strategy.night.brief.small import ANN, BEN, NOW, TODAY, points, said, table

POINTS = points(
    {"person_id": ANN, "point_id": 1, "kind": "phone", "zones": "America/New_York"},
    {"person_id": ANN, "point_id": 2, "kind": "email"},
)


def plan(*orders: tuple[int, str, tuple[str, ...]]) -> Plan:
    """Return the plan of one message for each person, kind and order of channels."""
    rows = [
        {"message": number, "person_id": person, "client_id": 1, "kind": kind, "channels": BETWEEN.join(channels),
         "opens_second": 9 * 3_600, "closes_second": 18 * 3_600}
        for number, (person, kind, channels) in enumerate(orders)
    ]  # fmt: skip
    reading = {name: schema.empty_table() for name, schema in READING.items()}
    reading |= {"point": POINTS, "person": table("person", {"person_id": ANN}, {"person_id": BEN})}
    messages = pa.Table.from_pylist(rows, schema=MESSAGE)
    clients = pa.Table.from_pylist([{"client_id": 1, "collector_kind": "third_party"}], schema=PEOPLE["client"])
    books = books_of(messages, LINE.empty_table(), reading, known_at=NOW, clients=clients)
    return plan_of(messages, books, day=TODAY)


def test_a_channel_is_asked_about_where_it_has_a_point() -> None:
    found = plan((ANN, "contact", ("letter", "email", "call", "task")), (BEN, "contact", ("email",)))
    assert found.asks.tolist() == [[False, True, True, False], [False] * 4]
    assert (found.is_task.tolist(), found.placed.tolist()) == ([True, False], [True, False])
    asked = found.asked(np.array([0, 0]), np.array([1, 2]), at=np.array([5, 6]))
    assert (said(asked.channel), said(asked.kind)) == (["email", "call"], ["contact", "contact"])
    assert found.number[0].tolist()[1:3] == [2, 1]


def test_a_placement_asks_without_a_channel_and_a_task_does_not_ask() -> None:
    found = plan((BEN, "placement", ("letter",)), (BEN, "legal_referral", ()), (ANN, "task", ("call",)))
    assert found.asks[:, 0].tolist() == [True, True, False]
    asked = found.asked(np.array([0, 1]), np.zeros(2, np.int64), at=np.zeros(2, np.int64))
    assert (said(asked.kind), said(asked.channel)) == (["transfer", "file_suit"], [None, None])
    assert found.is_task.tolist() == [False, False, True]


def test_hours_are_those_of_the_person_s_own_day() -> None:
    found = plan((ANN, "contact", ("call",)), (BEN, "contact", ("call",)))
    day = date(2026, 6, 17)
    assert found.opens.tolist() == [seconds(day, 13), seconds(day, 9)]
    assert found.not_after.tolist() == [seconds(day, 22), seconds(day, 18)]


def seconds(day: date, hour: int) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp())
