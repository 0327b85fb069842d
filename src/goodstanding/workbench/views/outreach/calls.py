"""Calls, one by one: the account in front of whoever calls, dialling with one key, and the outcome with another."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.access.permission import PermissionRefused
from goodstanding.outreach.channels.call.operations.dialling import dial as dial_call
from goodstanding.outreach.channels.call.operations.saying import say_outcome
from goodstanding.outreach.channels.call.operations.showing import show_next, show_task
from goodstanding.outreach.channels.call.operations.showing import skip as skip_call
from goodstanding.outreach.channels.call.queries import voice
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.house.house import the_house
from goodstanding.workbench.queries.outreach.calls import dialer
from goodstanding.workbench.views.door import Visit, deed, page

DIALLING = "calls.dial"
OWN_PHONE = "own_phone"
AGAIN: tuple[tuple[str, str], ...] = (
    ("", "not by us"), ("1", "in an hour"), ("2", "in two hours"), ("4", "in four hours"), ("24", "tomorrow"),
    ("48", "in two days"), ("168", "in a week"),
)  # fmt: skip
"""When to call again: hours from now, and how the page calls them."""


@page(DIALLING)
def calls(visit: Visit) -> HttpResponse:
    """Show the call somebody has in front of them, or how many wait."""
    context = {
        "dialer": dialer(by=visit.actor, at=visit.at),
        "phone": visit.request.session.get(OWN_PHONE, ""),
        "again": AGAIN,
    }
    return render(visit.request, "workbench/calls.html", context)


@deed(DIALLING)
def take_next(visit: Visit) -> HttpResponse:
    """Take the next call, or one task of the worklist."""

    def take() -> str:
        task = visit.sent("task")
        weigh = the_house().weigh
        if task.isascii() and task.isdecimal() and len(task) < 19:  # noqa: PLR2004  of 64 bits
            show_task(int(task), weigh=weigh, by=visit.actor, at=visit.at)
            return ""
        number = show_next(weigh=weigh, by=visit.actor, at=visit.at)
        return "" if number is not None else "Nobody on the worklist can be called now."

    return _done(visit, take)


@deed(DIALLING)
def dial(visit: Visit, call_id: int) -> HttpResponse:
    """Dial the call in front of somebody."""

    def ring() -> str:
        phone = visit.sent("phone")
        visit.request.session[OWN_PHONE] = phone[:40]
        done = dial_call(
            call_id, weigh=the_house().weigh, voice=voice(visit.at), phone=phone, by=visit.actor, at=visit.at
        )
        return f"Dial {done.number} on your telephone now." if done.by_hand else "Your telephone rings; pick up."

    return _done(visit, ring)


@deed(DIALLING)
def outcome(visit: Visit, call_id: int) -> HttpResponse:
    """Say what became of a call."""

    def say() -> str:
        hours = visit.sent("again")
        known = {value for value, _ in AGAIN if value}
        said = say_outcome(
            call_id, outcome=visit.sent("outcome"), note=visit.sent("note"),
            again_at=visit.at + timedelta(hours=int(hours)) if hours in known else None, by=visit.actor, at=visit.at,
        )  # fmt: skip
        return f"{said.outcome.capitalize()}. {said.next_step}"

    return _done(visit, say)


@deed(DIALLING)
def skip(visit: Visit, call_id: int) -> HttpResponse:
    """Leave a call for later."""

    def leave() -> str:
        skip_call(call_id, reason=visit.sent("reason"), by=visit.actor, at=visit.at)
        return "It is left for later."

    return _done(visit, leave)


def _done(visit: Visit, do: Callable[[], str]) -> HttpResponse:
    """Do something and come back to the page; a refusal is said there."""
    try:
        sentence = do()
    except PermissionRefused:
        raise
    except Refusal as refusal:
        messages.error(visit.request, str(refusal))
    else:
        if sentence:
            messages.success(visit.request, sentence)
    return redirect("calls")
