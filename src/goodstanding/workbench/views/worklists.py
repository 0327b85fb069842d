"""The worklists: how many tasks are open on each, one list page by page, closing a task, and saying yes or no."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodstanding.access.permission import may
from goodstanding.outreach.port.operations.message_port import port_in
from goodstanding.strategy.operations.approving import ApprovalRefused, approve
from goodstanding.strategy.pending import APPROVING
from goodstanding.strategy.queries.acts import Waiting, waiting_for_yes
from goodstanding.workbench.queries.worklists import lines
from goodstanding.workbench.views.door import Visit, deed, page
from goodstanding.workbench.worklist.line import Line
from goodstanding.worklists.operations.single import TaskRefused, close_task
from goodstanding.worklists.queries import open_counts, queue, task_of
from goodstanding.worklists.queue import read_place
from goodstanding.worklists.task import MEANINGS, TITLES

CLOSING = "tasks.close"
APPROVALS = "approval"


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
    found_lines = lines(found.tasks, today=visit.today)
    waiting = _waiting(found_lines, visit) if kind == APPROVALS else {}
    shown = [(line, _may_close(line, visit), waiting.get(line.task.task_id)) for line in found_lines]
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


def _may_close(line: Line, visit: Visit) -> bool:
    return may(visit.actor, CLOSING, client_id=line.task.client_id, portfolio_id=line.task.portfolio_id)


def _waiting(shown: list[Line], visit: Visit) -> Mapping[int, Waiting]:
    """Return, by task, the acts that still wait for a yes; such a task is closed by saying yes or no."""
    acts = {line.task.task_id: line.task.evidence.get("act") for line in shown}
    numbers = [act for act in acts.values() if isinstance(act, int)]
    found = {one.act_id: one for one in waiting_for_yes(by=visit.actor, at=visit.at, only=numbers)}
    return {task: found[act] for task, act in acts.items() if isinstance(act, int) and act in found}


@deed(APPROVING)
def decide(visit: Visit, act_id: int) -> HttpResponse:
    """Say yes or no to an act, and go back to the list."""
    answer = visit.sent("answer")
    try:
        if answer not in {"yes", "no"}:
            raise ApprovalRefused("Say yes or no.")
        port = port_in(Path(settings.DATA_FOLDER))
        done = approve(act_id, yes=answer == "yes", reason=visit.sent("reason"), by=visit.actor, at=visit.at, port=port)
    except ApprovalRefused as refusal:
        messages.error(visit.request, str(refusal))
    else:
        went = done.answer == "taken" or not done.approved
        (messages.success if went else messages.warning)(visit.request, done.sentence)
    return redirect(f"{reverse('worklist', args=[APPROVALS])}{_further(visit)}")


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
    return redirect(f"{reverse('worklist', args=[task.kind])}{_further(visit)}")


def _further(visit: Visit) -> str:
    """Return the end of the address of the page somebody came from."""
    place = read_place(visit.sent("after"))
    return f"?{urlencode({'after': str(place)})}" if place else ""
