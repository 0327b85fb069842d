"""Replies: the queue, one reply, and deciding about it with one click or one key."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodstanding.access.permission import PermissionRefused
from goodstanding.outreach.reply.deciding.operations import confirm, match_to, read_otherwise, settle, stop_channel
from goodstanding.outreach.reply.label import LABELS
from goodstanding.outreach.reply.operations import ReplyRefused
from goodstanding.outreach.reply.queries import reply_of
from goodstanding.receivables.models import HOLD_REASONS
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.refusal import Refusal
from goodstanding.strategy.operations.reply_acts import dispute_from_reply, hold_from_reply, promise_from_reply
from goodstanding.workbench.look.figure import day, money
from goodstanding.workbench.queries.outreach.replies import faced, faced_queue, typed_amount
from goodstanding.workbench.views.door import Visit, deed, page, read_day
from goodstanding.worklists.models import Task
from goodstanding.worklists.queries import open_counts
from goodstanding.worklists.queue import read_place

READING, DECIDING = "replies.read", "replies.decide"
CHANNELS = (("email", "e-mail"), ("sms", "texts"), ("call", "calls"), ("letter", "letters"), ("all", "everything"))


@page(READING)
def replies(visit: Visit) -> HttpResponse:
    """Show the replies somebody has to look at, the most pressing first."""
    place = visit.asked("after")
    shown, after = faced_queue(visit.actor, after=read_place(place))
    context = {
        "replies": shown, "after": after, "place": place, "number": open_counts(visit.actor)["reply"],
        "labels": LABELS.items(), "channels": CHANNELS, "reasons": HOLD_REASONS,
    }  # fmt: skip
    return render(visit.request, "workbench/replies.html", context)


@page(READING)
def reply(visit: Visit, reply_id: int) -> HttpResponse:
    """Show one reply, whether or not it waits for anybody."""
    card = reply_of(reply_id, by=visit.actor)
    is_open = Task.objects.filter(matter=f"reply:{reply_id}", closed_at=None).exists()
    context = {
        "replies": faced([card], by=visit.actor, is_open=is_open), "one": card, "labels": LABELS.items(),
        "channels": CHANNELS, "reasons": HOLD_REASONS,
    }  # fmt: skip
    return render(visit.request, "workbench/replies.html", context)


@deed(DECIDING)
def decide(visit: Visit, reply_id: int) -> HttpResponse:
    """Do what was clicked, say so, and go on with the next reply."""
    what = visit.sent("what")
    try:
        if what not in _DEEDS:
            raise ReplyRefused("Say what is to be done.")
        messages.success(visit.request, _DEEDS[what](visit, reply_id))
    except PermissionRefused:
        raise
    except Refusal as refusal:
        messages.error(visit.request, str(refusal))
        return redirect(reverse("reply", args=[reply_id]))
    return redirect(reverse("replies"))


def _promise(visit: Visit, reply_id: int) -> str:
    debt_id = _debt(visit)
    amount = typed_amount(visit.sent("amount"), currency=debt_of(debt_id).currency)
    due_date = visit.sent_day("by_date")
    promise_from_reply(reply_id, debt_id, amount=amount, due_date=due_date, by=visit.actor, at=visit.at)
    return f"A promise of {money(amount)} by {day(due_date)} is recorded."


def _dispute(visit: Visit, reply_id: int) -> str:
    dispute_from_reply(reply_id, _debt(visit), by=visit.actor, at=visit.at)
    return "A dispute is open."


def _hold(visit: Visit, reply_id: int) -> str:
    ends_date = read_day(visit.sent("until")) if visit.sent("until") else None
    reason = visit.sent("reason")
    hold_from_reply(reply_id, _debt(visit), reason=reason, ends_date=ends_date, by=visit.actor, at=visit.at)
    return f"On hold: {reason}."


def _stop(visit: Visit, reply_id: int) -> str:
    stop_channel(reply_id, visit.sent("channel"), by=visit.actor, at=visit.at)
    return "Stopped."


def _confirm(visit: Visit, reply_id: int) -> str:
    confirm(reply_id, by=visit.actor, at=visit.at)
    return "Confirmed."


def _settle(visit: Visit, reply_id: int) -> str:
    settle(reply_id, outcome=visit.sent("outcome"), by=visit.actor, at=visit.at)
    return "Settled."


def _read(visit: Visit, reply_id: int) -> str:
    read_otherwise(reply_id, visit.sent("label"), scope=visit.sent("scope"), by=visit.actor, at=visit.at)
    return f"Read as: {LABELS[visit.sent('label')]}"


def _match(visit: Visit, reply_id: int) -> str:
    match_to(reply_id, _number(visit, "person"), by=visit.actor, at=visit.at)
    return "It is known now whom it is from."


_DEEDS: Mapping[str, Callable[[Visit, int], str]] = {
    "promise": _promise, "dispute": _dispute, "hold": _hold, "stop": _stop, "confirm": _confirm, "settle": _settle,
    "read": _read, "match": _match,
}  # fmt: skip


def _debt(visit: Visit) -> int:
    return _number(visit, "account")


def _number(visit: Visit, name: str) -> int:
    text = visit.sent(name)
    if not (text.isascii() and text.isdecimal() and len(text) < 19):  # noqa: PLR2004  of 64 bits
        raise ReplyRefused(f"Name the {name}.")
    return int(text)
