"""Opening and closing one task in the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import NOBODY, About, TaskRefused, Wanted, close_task, open_task
from goodstanding.worklists.queries import NoSuchTask
from tests.worklists.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, only

pytestmark = pytest.mark.django_db
WANTED = Wanted("reach", "reach:person:7", "Nobody knows how to reach them.", {"points": 0}, priority=2)
ABOUT = About(person_id=7, debt_id=70, client_id=1, portfolio_id=10)


def opened(*, by: Actor = COLLECTOR, about: About = ABOUT) -> int:
    return open_task(WANTED, about, by=by, at=NOON)


def test_a_task_is_opened_with_its_evidence() -> None:
    row = Task.objects.get(id=opened())
    assert (row.kind, row.title, row.evidence, row.priority, row.debt_id, row.opened_date) == (
        "reach", WANTED.title, {"points": 0}, 2, 70, NOON.date(),
    )  # fmt: skip
    entry = EvidenceEntry.objects.order_by("position").last()
    assert entry is not None and (entry.id, entry.kind) == (row.entry_id, "worklists.task_opened")
    assert entry.subjects == ["debt:70", "client:1", "person:7", f"task:{row.pk}"]


def test_a_matter_stands_on_a_list_once() -> None:
    number = opened()
    with pytest.raises(TaskRefused, match=f"on a list already, as task {number}"):
        opened()
    close_task(number, outcome="Found a number.", by=COLLECTOR, at=NOON)
    assert opened() != number


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted("rumour", "m", "Title."), "There is no worklist 'rumour'"),
        (Wanted("reach", " ", "Title."), "A task says what makes it the same again"),
        (Wanted("reach", "m", ""), "A task says what makes it the same again"),
    ],
)
def test_a_task_that_cannot_be_is_refused(wanted: Wanted, sentence: str) -> None:
    with pytest.raises(TaskRefused, match=sentence):
        open_task(wanted, ABOUT, by=COLLECTOR, at=NOON)


def test_a_task_is_closed_once_with_its_outcome() -> None:
    number = opened()
    with pytest.raises(TaskRefused, match="Say what became of it"):
        close_task(number, outcome=" ", by=COLLECTOR, at=NOON)
    close_task(number, outcome=" Found a number. ", by=COLLECTOR, at=NOON)
    row = Task.objects.get(id=number)
    assert (row.closed_at, row.closed_by, row.outcome) == (NOON, "user:3", "Found a number.")
    assert EvidenceEntry.objects.order_by("position").values_list("kind", flat=True).last() == "worklists.task_closed"
    with pytest.raises(TaskRefused, match=r"was closed on 2026-06-15 already: Found a number\."):
        close_task(number, outcome="Again.", by=COLLECTOR, at=NOON)
    with pytest.raises(NoSuchTask):
        close_task(987654321, outcome="None.", by=COLLECTOR, at=NOON)


def test_both_need_the_permission() -> None:
    number = opened()
    for actor in (AUDITOR, only(COLLECTOR, 2)):
        with pytest.raises(PermissionRefused):
            opened(by=actor)
        with pytest.raises(PermissionRefused):
            close_task(number, outcome="No.", by=actor, at=NOON)
    close_task(number, outcome="Done.", by=only(COLLECTOR, 1), at=NOON)


def test_what_is_about_no_client_is_for_those_who_were_given_all() -> None:
    with pytest.raises(PermissionRefused, match="about no client"):
        opened(by=only(SUPERVISOR, 1), about=NOBODY)
    number = opened(about=NOBODY)
    with pytest.raises(PermissionRefused, match="about no client"):
        close_task(number, outcome="No.", by=only(SUPERVISOR, 1), at=NOON)
    close_task(number, outcome="Done.", by=SUPERVISOR, at=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE worklists_task SET title = 'Something else.'",
        "UPDATE worklists_task SET closed_at = now()",
        "UPDATE worklists_task SET closed_at = now(), outcome = 'Done.', priority = 7",
        "DELETE FROM worklists_task",
    ],
)
def test_a_task_is_never_changed_or_deleted(statement: str) -> None:
    opened()
    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_closed_task_stays_closed() -> None:
    close_task(opened(), outcome="Done.", by=COLLECTOR, at=NOON)
    with pytest.raises(DatabaseError, match="only closed, once"), transaction.atomic():
        Task.objects.update(closed_at=None)
