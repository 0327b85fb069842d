"""Questions about tasks: how many are open, which come next, and what one of them says."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, Q

from goodstanding.access.permission import EVERYTHING, Actor, Scope, reach
from goodstanding.refusal import Refusal
from goodstanding.worklists.models import Task
from goodstanding.worklists.queue import PAGE, Place, is_seen
from goodstanding.worklists.task import KINDS, TaskCard

READING = "tasks.read"


class NoSuchTask(Refusal):
    """There is no task of this number, or it is not theirs to see."""


class NoSuchWorklist(Refusal):
    """There is no list for this kind of work."""


class Page(NamedTuple):
    """Some tasks of a queue, and the place after which the next page begins, if there is one."""

    tasks: list[TaskCard]
    after: Place | None


def open_counts(by: Actor) -> dict[str, int]:
    """Return how many tasks are open of each kind that the actor may see, all kinds named."""
    rows = Task.objects.filter(_seen(by), closed_at=None).order_by().values_list("kind").annotate(number=Count("id"))
    return dict.fromkeys(KINDS, 0) | dict(rows)


def open_total(by: Actor, *, most: int) -> int:
    """Return how many tasks are open in all that the actor may see, counted no further than `most`."""
    return Task.objects.filter(_seen(by), closed_at=None).order_by()[:most].count()


def queue(kind: str, *, by: Actor, after: Place | None = None, limit: int = PAGE) -> Page:
    """Return the next open tasks of a kind that the actor may see, the most pressing first; raise NoSuchWorklist.

    However far down the queue, a page costs the same: it begins after a place and counts nothing off.
    """
    if kind not in KINDS:
        raise NoSuchWorklist(f"There is no worklist {kind!r}. There are {', '.join(KINDS)}.")
    further = Q()
    if after is not None:
        further = Q(priority__lt=after.priority) | Q(priority=after.priority, id__gt=after.task_id)
    rows = Task.objects.filter(_seen(by), further, kind=kind, closed_at=None).order_by("-priority", "id")
    found = [_card(row) for row in rows[: limit + 1]]
    tasks = found[:limit]
    return Page(tasks, Place(tasks[-1].priority, tasks[-1].task_id) if len(found) > limit else None)


def task_of(task_id: int, *, by: Actor) -> TaskCard:
    """Return one task with its evidence; raise NoSuchTask, also where the actor may not see it."""
    row = Task.objects.filter(id=task_id).first()
    if row is None or not is_seen(reach(by, READING), client_id=row.client_id, portfolio_id=row.portfolio_id):
        raise NoSuchTask(f"There is no task {task_id}.")
    return _card(row)


def open_tasks_of(debt_id: int, *, by: Actor) -> list[TaskCard]:
    """Return the open tasks about a debt that the actor may see, the most pressing first."""
    rows = Task.objects.filter(_seen(by), debt_id=debt_id, closed_at=None).order_by("-priority", "id")
    return [_card(row) for row in rows]


def _seen(by: Actor) -> Q:
    """Return which tasks the actor may see: the condition that `queue.is_seen` asks of one."""
    scopes = reach(by, READING)
    return Q() if EVERYTHING in scopes else reduce(or_, map(_within, scopes), Q(pk__in=[]))


def _within(scope: Scope) -> Q:
    clients, portfolios = Q(client_id__in=sorted(scope.clients)), Q(portfolio_id__in=sorted(scope.portfolios))
    if not scope.portfolios:
        return clients
    if not scope.clients:
        return portfolios
    return clients & (portfolios | Q(portfolio_id=None))


def _card(row: Task) -> TaskCard:
    return TaskCard(
        row.id, row.kind, row.matter, row.title, row.evidence, row.person_id, row.debt_id, row.client_id,
        row.portfolio_id, row.team, row.priority, row.due_at, row.opened_date, row.opened_at, row.closed_at,
        row.closed_by, row.outcome, row.entry_id,
    )  # fmt: skip
