"""Many tasks at once in the database."""

from typing import Any

import psycopg
import pyarrow as pa
import pytest
from django.db import IntegrityError, connection, transaction

from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.bulk import close_matters, open_tasks
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
