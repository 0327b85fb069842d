"""Counting, paging and reading tasks, narrowed to what somebody may see."""

from typing import Any

import pytest
from django.db import connection

from goodstanding.access.permission import EVERYTHING, OPERATOR, Actor, Grant, Scope
from goodstanding.access.role import Role
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.bulk import close_matters, open_tasks
from goodstanding.worklists.queries import (
    NoSuchTask,
    NoSuchWorklist,
    open_counts,
    open_tasks_of,
    open_total,
    queue,
    task_of,
)
from tests.worklists.cast import COLLECTOR, NOON, coming, only

pytestmark = pytest.mark.django_db
STRANGER = Actor("user:9", frozenset({Role.CLIENT_USER}), Scope(clients=frozenset({1})))


@pytest.fixture(autouse=True)
def lists() -> Any:
    """Three warnings and a call of client 1, a warning of client 2, one closed, and one about no client."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    open_tasks(cursor, coming("late", priority=1), 1)
    open_tasks(cursor, coming("urgent", "urgent too", priority=9), 1)
    open_tasks(cursor, coming("ring", kind="call"), 1)
    open_tasks(cursor, coming("elsewhere", client_id=2), 1)
    open_tasks(cursor, coming("over"), 1)
    close_matters(cursor, ["over"], outcome="Paid since.", by="job:night", at=NOON)
    bare = coming("the house", kind="exception").to_pylist()[0] | {"client_id": None, "portfolio_id": None}
    open_tasks(cursor, coming("x").from_pylist([bare], schema=coming("x").schema), 1)
    return cursor


def matters(kind: str, *, by: Actor) -> list[str]:
    return [task.matter for task in queue(kind, by=by).tasks]


def test_open_tasks_are_counted_by_kind() -> None:
    counts = {"exception": 1, "warning": 4, "approval": 0, "call": 1, "step": 0, "reach": 0, "reply": 0}
    assert open_counts(COLLECTOR) == counts
    assert open_counts(only(COLLECTOR, 1)) == counts | {"exception": 0, "warning": 3}
    assert sum(open_counts(STRANGER).values()) == 0


def test_all_are_counted_only_so_far() -> None:
    assert [open_total(COLLECTOR, most=most) for most in (4, 100)] == [4, 6]
    assert open_total(STRANGER, most=100) == 0


def test_the_most_pressing_comes_first() -> None:
    assert matters("warning", by=COLLECTOR) == ["urgent", "urgent too", "late", "elsewhere"]


def test_a_queue_shows_what_somebody_was_given() -> None:
    assert matters("warning", by=only(COLLECTOR, 2)) == ["elsewhere"]
    assert matters("exception", by=only(COLLECTOR, 1)) == []
    assert matters("exception", by=OPERATOR) == ["the house"]
    assert matters("warning", by=STRANGER) == []


def test_scopes_add_up() -> None:
    both = Actor("user:3", COLLECTOR.roles, Scope(clients=frozenset({2})), also=(
        Grant(Role.COLLECTOR, Scope(portfolios=frozenset({999}))),
        Grant(Role.COLLECTOR, Scope(clients=frozenset({1}), portfolios=frozenset({999}))),
    ))  # fmt: skip
    assert matters("warning", by=both) == ["elsewhere"]
    wide = Actor("user:3", COLLECTOR.roles, Scope(clients=frozenset({2})), also=(Grant(Role.COLLECTOR, EVERYTHING),))
    assert len(matters("warning", by=wide)) == 4


def test_a_queue_is_turned_page_by_page() -> None:
    seen, after = [], None
    for _ in range(3):
        page = queue("warning", by=COLLECTOR, after=after, limit=2)
        seen += [task.matter for task in page.tasks]
        after = page.after
        if after is None:
            break
    assert seen == ["urgent", "urgent too", "late", "elsewhere"]
    assert queue("warning", by=COLLECTOR, limit=4).after is None


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(NoSuchWorklist, match="There are exception, warning, approval, call, step, reach"):
        queue("rumour", by=COLLECTOR)


def test_one_task_is_told_with_its_evidence() -> None:
    number = Task.objects.get(matter="over").pk
    task = task_of(number, by=only(COLLECTOR, 1))
    assert (task.evidence, task.outcome, task.closed_by) == ({"days_past_due": 30}, "Paid since.", "job:night")


def test_a_task_that_is_not_theirs_is_not_there() -> None:
    number = Task.objects.get(matter="urgent").pk
    for actor in (only(COLLECTOR, 2), STRANGER):
        with pytest.raises(NoSuchTask, match="There is no task"):
            task_of(number, by=actor)
    with pytest.raises(NoSuchTask):
        task_of(987654321, by=COLLECTOR)


def test_the_open_tasks_of_a_debt_are_told() -> None:
    told = [task.matter for task in open_tasks_of(70, by=only(COLLECTOR, 1))]
    assert told == ["urgent", "urgent too", "late", "ring"]
    assert open_tasks_of(71, by=COLLECTOR) == []
