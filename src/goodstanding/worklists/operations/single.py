"""Opening a task by hand, and closing one with its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, PermissionRefused, reach, require
from goodstanding.evidence.operations import allot, append
from goodstanding.refusal import Refusal
from goodstanding.worklists.models import Task
from goodstanding.worklists.queries import NoSuchTask
from goodstanding.worklists.queue import is_seen
from goodstanding.worklists.task import KINDS


class TaskRefused(Refusal):
    """The task cannot be opened or closed like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what a task is about, as far as it is about anybody, by number."""

    person_id: int | None = None
    debt_id: int | None = None
    client_id: int | None = None
    portfolio_id: int | None = None

    @property
    def subjects(self) -> list[str]:
        """Return them as subjects of an evidence entry."""
        named = {"debt": self.debt_id, "client": self.client_id, "person": self.person_id}
        return [f"{kind}:{number}" for kind, number in named.items() if number is not None]


NOBODY = About()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task as somebody wants it opened; `matter` makes it the same task when it is wanted again."""

    kind: str
    matter: str
    title: str
    evidence: Mapping[str, object] = field(default_factory=dict)
    team: str = ""
    priority: int = 0
    due_at: datetime | None = None


@transaction.atomic
def open_task(wanted: Wanted, about: About = NOBODY, *, by: Actor, at: datetime) -> int:
    """Open a task and return its number.

    Raises TaskRefused for an unknown kind, without a matter or a title, or where the matter stands open already;
    PermissionRefused.
    """
    _require("tasks.open", about, by=by)
    entry_id = allot()
    row, is_new = put_task(wanted, about, at=at, entry_id=entry_id)
    if not is_new:
        raise TaskRefused(f"This stands on a list already, as task {row.pk}.")
    append(
        "worklists.task_opened",
        by=by.name,
        at=at,
        subjects=[*about.subjects, f"task:{row.pk}"],
        facts={"task": row.pk, "kind": wanted.kind, "matter": wanted.matter, "title": wanted.title},
        entry_id=entry_id,
    )
    return row.pk


def put_task(wanted: Wanted, about: About = NOBODY, *, at: datetime, entry_id: int) -> tuple[Task, bool]:
    """Part of a deed: put a task on its list and say whether it is new; a matter that stands open stays as it is.

    Raises TaskRefused for an unknown kind, or without a matter or a title.
    """
    _refuse(wanted)
    return Task.objects.get_or_create(
        matter=wanted.matter,
        closed_at=None,
        defaults={
            "kind": wanted.kind, "title": wanted.title, "evidence": dict(wanted.evidence), "team": wanted.team,
            "priority": wanted.priority, "due_at": wanted.due_at, "opened_date": at.astimezone(UTC).date(),
            "opened_at": at, "entry_id": entry_id, "person_id": about.person_id, "debt_id": about.debt_id,
            "client_id": about.client_id, "portfolio_id": about.portfolio_id,
        },
    )  # fmt: skip


@transaction.atomic
def close_task(task_id: int, *, outcome: str, by: Actor, at: datetime) -> None:
    """Close a task with its outcome.

    Raises NoSuchTask, PermissionRefused, or TaskRefused without an outcome or where it was closed already. Locks the
    task.
    """
    row = Task.objects.select_for_update().filter(id=task_id).first()
    if row is None:
        raise NoSuchTask(f"There is no task {task_id}.")
    about = About(row.person_id, row.debt_id, row.client_id, row.portfolio_id)
    _require("tasks.close", about, by=by)
    if row.closed_at is not None:
        raise TaskRefused(f"This task was closed on {row.closed_at.date()} already: {row.outcome}")
    if not outcome.strip():
        raise TaskRefused("Say what became of it.")
    row.closed_at, row.closed_by, row.outcome = at, by.name, outcome.strip()
    row.save(update_fields=["closed_at", "closed_by", "outcome"])
    append(
        "worklists.task_closed",
        by=by.name,
        at=at,
        subjects=[*about.subjects, f"task:{task_id}"],
        facts={"task": task_id, "kind": row.kind, "title": row.title, "outcome": row.outcome},
    )


def _require(permission: str, about: About, *, by: Actor) -> None:
    """Ask the permission; what names no client concerns the house as a whole."""
    require(by, permission, client_id=about.client_id, portfolio_id=about.portfolio_id)
    if not is_seen(reach(by, permission), client_id=about.client_id, portfolio_id=about.portfolio_id):
        raise PermissionRefused("This task is about no client, so only somebody who was given all of them may do this.")


def _refuse(wanted: Wanted) -> None:
    if wanted.kind not in KINDS:
        raise TaskRefused(f"There is no worklist {wanted.kind!r}. There are {', '.join(KINDS)}.")
    if not wanted.matter.strip() or not wanted.title.strip():
        raise TaskRefused("A task says what makes it the same again, and in one sentence what is the matter.")
