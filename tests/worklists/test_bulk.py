"""Many tasks at once in the database."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal

import psycopg
import pyarrow as pa
import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.bulk import close_gone, close_matters, open_tasks
from tests.worklists.cast import COMING, NOON, coming

pytestmark = pytest.mark.django_db


@pytest.fixture
def cursor() -> Any:
    connection.ensure_connection()
    return connection.connection.cursor()


def test_tasks_come_in_as_they_were_given(cursor: Any) -> None:
    assert open_tasks(cursor, coming("a", "b", priority=3), 41) == 2
    task = Task.objects.get(matter="a")
    assert (task.kind, task.title, task.evidence, task.person_id, task.debt_id, task.client_id, task.priority) == (
        "warning", "About a.", {"days_past_due": 30}, 7, 70, 1, 3,
    )  # fmt: skip
    assert (task.opened_at, task.closed_at, task.entry_id) == (NOON, None, 41)


def test_a_matter_stands_open_once(cursor: Any) -> None:
    assert open_tasks(cursor, coming("a", "a"), 1) == 1
    assert open_tasks(cursor, coming("a", "b"), 2) == 1
    assert sorted(Task.objects.values_list("matter", "entry_id")) == [("a", 1), ("b", 2)]


def test_a_matter_that_was_closed_opens_anew(cursor: Any) -> None:
    open_tasks(cursor, coming("a"), 1)
    assert close_matters(cursor, ["a", "unknown"], outcome="Paid since.", by="job:night", at=NOON) == 1
    closed = Task.objects.get(matter="a")
    assert (closed.closed_at, closed.closed_by, closed.outcome) == (NOON, "job:night", "Paid since.")
    assert close_matters(cursor, ["a"], outcome="Paid since.", by="job:night", at=NOON) == 0
    assert open_tasks(cursor, coming("a"), 2) == 1


def test_nothing_comes_of_nothing(cursor: Any) -> None:
    assert open_tasks(cursor, coming(), 1) == 0
    assert close_matters(cursor, [], outcome="Gone.", by="job:night", at=NOON) == 0


def test_what_is_left_out_has_its_plain_value(cursor: Any) -> None:
    bare = dict.fromkeys(("evidence", "team", "priority", "client_id"))
    rows = pa.Table.from_pylist([coming("a").to_pylist()[0] | bare], schema=COMING)
    open_tasks(cursor, rows, 1)
    task = Task.objects.get(matter="a")
    assert (task.evidence, task.team, task.priority, task.client_id) == ({}, "", 0, None)


def test_a_kind_that_nobody_knows_is_refused(cursor: Any) -> None:
    with pytest.raises((psycopg.Error, IntegrityError)), transaction.atomic():
        open_tasks(cursor, coming("a", kind="rumour"), 1)


def test_a_matter_closed_lately_stays_closed_where_that_is_asked(cursor: Any) -> None:
    open_tasks(cursor, coming("a"), 1)
    close_matters(cursor, ["a"], outcome="Called.", by="user:3", at=NOON)
    assert open_tasks(cursor, coming("a", "b"), 2, closed_from=NOON.date()) == 1
    assert open_tasks(cursor, coming("a", "b"), 3, closed_from=NOON.date() + timedelta(days=1)) == 1


def about(matter: str, *, person_id: int | None, debt_id: int) -> pa.Table:
    row = coming(matter, kind="exception").to_pylist()[0] | {"person_id": person_id, "debt_id": debt_id}
    return pa.Table.from_pylist([row], schema=COMING)


def gone(cursor: Any, *, lane: Literal["person", "account"], still: Sequence[str] = ()) -> int:
    return close_gone(
        cursor, "exception", lane=lane, first=10, beyond=20, still=still, outcome="Its reason is gone.",
        by="job:night", at=NOON,
    )  # fmt: skip


def test_tasks_whose_reason_is_gone_are_closed_among_these_people(cursor: Any) -> None:
    people = {"below": 9, "first": 10, "last": 19, "beyond": 20}
    for matter, person_id in people.items():
        open_tasks(cursor, about(matter, person_id=person_id, debt_id=15), 1)
    open_tasks(cursor, about("nobody", person_id=None, debt_id=15), 1)
    open_tasks(cursor, coming("a warning"), 1)
    assert gone(cursor, lane="person", still=["first"]) == 1
    assert set(Task.objects.filter(closed_at=None).values_list("matter", flat=True)) == {
        "below", "first", "beyond", "nobody", "a warning",
    }  # fmt: skip
    assert gone(cursor, lane="account") == 1
    assert Task.objects.get(matter="nobody").outcome == "Its reason is gone."
    assert gone(cursor, lane="person") == 1
