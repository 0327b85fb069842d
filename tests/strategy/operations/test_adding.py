"""Acts of a part that arrive where an earlier run of the day left some."""

import pyarrow as pa
import pytest
from django.db import connection, transaction

from goodstanding.database import rows
from goodstanding.strategy.models.hand_over import HandOverAnswered
from goodstanding.strategy.models.night import Act, ActLine, Withheld
from goodstanding.strategy.night.harvest import ACT_COLUMNS, LINE_COLUMNS
from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.operations.adding import add_acts
from tests.receivables.cast import Book, item, open_book, place
from tests.strategy.operations.planned import DAY, plan

pytestmark = pytest.mark.django_db
EVERYBODY = Chunk("person", 0)


class Undone(Exception):
    """Takes a plan back once it was looked at."""


def arriving(book: Book, debt: int, **other: object) -> tuple[pa.Table, pa.Table]:
    """Return an act and its lines as a night brings them."""
    found = []
    try:
        with transaction.atomic():
            act = plan(book, debt, **other)  # type: ignore[arg-type]  # a test may put in others.
            for table, columns, key in (("act", ACT_COLUMNS, "id"), ("actline", LINE_COLUMNS, "act_id")):
                question = f"SELECT {', '.join(columns)} FROM strategy_{table} WHERE {key} = {act}"
                found.append(rows.fetch_table(connection.connection.cursor(), question))
            raise Undone
    except Undone:
        return found[0], found[1]


@pytest.fixture
def two() -> list[tuple[Book, int]]:
    """One person who owes two clients."""
    first = open_book("Larch Utilities")
    second = open_book("Elm Water")._replace(debtor_id=first.debtor_id)
    return [(one, place(one, item("INV-1", 10_000), reference="D-1")) for one in (first, second)]


def add(act: tuple[pa.Table, pa.Table], *, pressed: list[int]) -> tuple[list[int], int]:
    return add_acts(connection.connection.cursor(), *act, chunk=EVERYBODY, day=DAY, pressed=pressed)


def test_a_second_run_does_not_go_beyond_the_pressure_budget(two: list[tuple[Book, int]]) -> None:
    (first, debt), (second, other) = two
    planned = plan(first, debt)
    assert add(arriving(second, other), pressed=[first.debtor_id]) == ([], 1)
    assert list(Act.objects.values_list("id", flat=True)) == [planned]
    assert set(ActLine.objects.values_list("act_id", flat=True)) == {planned}
    held = Withheld.objects.get()
    assert (held.cause, held.client_id, held.debt_ids) == ("pressure", second.client_id, [other])


def test_where_there_was_room_a_second_run_adds(two: list[tuple[Book, int]]) -> None:
    (first, debt), (second, other) = two
    plan(first, debt)
    assert len(add(arriving(second, other), pressed=[])[0]) == 1


def test_what_did_not_leave_takes_no_room(two: list[tuple[Book, int]]) -> None:
    (first, debt), (second, other) = two
    planned = plan(first, debt)
    HandOverAnswered.objects.create(
        act_id=planned, answer="withheld", reason="law", answered_at="2026-06-15T12:00Z", entry_id=1
    )
    assert len(add(arriving(second, other), pressed=[first.debtor_id])[0]) == 1
