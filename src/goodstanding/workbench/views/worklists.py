"""The worklists: how many tasks are open on each, one list page by page, and closing a task."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodstanding.access.permission import may
from goodstanding.workbench.queries.worklists import lines
from goodstanding.workbench.views.door import Visit, deed, page
from goodstanding.worklists.operations.single import TaskRefused, close_task
from goodstanding.worklists.queries import open_counts, queue, task_of
from goodstanding.worklists.queue import read_place
from goodstanding.worklists.task import MEANINGS, TITLES

CLOSING = "tasks.close"


@page("tasks.read")
def worklists(visit: Visit) -> HttpResponse:
    """Show every worklist with how many tasks are open on it."""
    counts = open_counts(visit.actor)
    shown = [(kind, TITLES[kind], MEANINGS[kind], number) for kind, number in counts.items()]
    return render(visit.request, "workbench/worklists.html", {"lists": shown})


@page("tasks.read")
def worklist(visit: Visit, kind: str) -> HttpResponse:
    """Show one worklist, the most pressing first, a page from a place on."""
    place = visit.asked("after")
    found = queue(kind, by=visit.actor, after=read_place(place))
    shown = [
        (line, may(visit.actor, CLOSING, client_id=line.task.client_id, portfolio_id=line.task.portfolio_id))
        for line in lines(found.tasks, today=visit.today)
    ]
    counts = open_counts(visit.actor)
    context = {
        "kind": kind,
        "title": TITLES[kind],
        "meaning": MEANINGS[kind],
        "number": counts[kind],
        "lists": [(name, TITLES[name], number) for name, number in counts.items()],
        "lines": shown,
        "place": place,
        "after": found.after,
    }
    return render(visit.request, "workbench/worklist.html", context)


@deed(CLOSING)
def close(visit: Visit, task_id: int) -> HttpResponse:
    """Close a task with its outcome and go back to where it stood."""
    task = task_of(task_id, by=visit.actor)
    try:
        close_task(task_id, outcome=visit.sent("outcome"), by=visit.actor, at=visit.at)
    except TaskRefused as refusal:
        messages.error(visit.request, str(refusal))
    else:
        messages.success(visit.request, f"Closed: {task.title}")
    place = read_place(visit.sent("after"))
    further = f"?{urlencode({'after': str(place)})}" if place else ""
    return redirect(f"{reverse('worklist', args=[task.kind])}{further}")
