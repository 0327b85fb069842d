"""Messages: what waits, what went wrong, one message's life, sending one by hand, pausing and letting go on."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodstanding.access.permission import PermissionRefused, may
from goodstanding.outreach.message.life import DEAD, LEFT, MEANINGS, WAITING
from goodstanding.outreach.sending import queries
from goodstanding.outreach.sending.copies import bytes_in
from goodstanding.outreach.sending.operations.asking_for import ask_for_message, by_hand, draft
from goodstanding.outreach.sending.operations.cancelling import cancel_message
from goodstanding.outreach.sending.operations.pausing import last_word, pause_sending, resume_sending
from goodstanding.outreach.sending.operations.settling import send_again, settle_message
from goodstanding.outreach.sending.preparing.queries import preview
from goodstanding.outreach.sending.wanted import SENT_BY, MessageRefused, Wanted
from goodstanding.outreach.template.catalogue import LANGUAGES, shipped
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.house.house import the_house, weigh_messages
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.views.door import Visit, deed, page

READING, SENDING, SETTLING = "messages.read", "messages.send", "messages.settle"
SHELVES = {
    "dead": ("Dead letters", DEAD, "They went wrong, or nobody can tell; somebody has to look at each."),
    "waiting": ("Waiting", WAITING, "They go when their time has come and the law still allows it."),
    "left": ("Left", LEFT, "A provider has them, or says that they arrived or came back."),
    "kept": (
        "Kept back",
        ("withheld", "cancelled"),
        "They never left: for a reason, or because somebody took them back.",
    ),
}
PAGE = 100


@page(READING)
def messages(visit: Visit) -> HttpResponse:
    """Show the messages of a shelf, the newest first, and how sending stands."""
    shelf = visit.asked("shelf") if visit.asked("shelf") in SHELVES else "dead"
    title, states, meaning = SHELVES[shelf]
    first = (
        int(visit.asked("from")) if visit.asked("from").isdecimal() and len(visit.asked("from")) < len("1000000") else 0
    )
    found = queries.messages(by=visit.actor, states=states, channel=visit.asked("channel"), first=first, most=PAGE + 1)
    figures = queries.figures(by=visit.actor)
    context = {
        "shelf": shelf,
        "title": title,
        "meaning": meaning,
        "shelves": [(name, words, _count(figures, some)) for name, (words, some, _) in SHELVES.items()],
        "lines": found[:PAGE],
        "next_from": first + PAGE if len(found) > PAGE else None,
        "first": first,
        "channel": visit.asked("channel"),
        "word": last_word(),
        "may_pause": may(visit.actor, "sending.pause"),
        "may_resume": may(visit.actor, "sending.resume"),
    }
    return render(visit.request, "workbench/messages.html", context)


def _count(figures: dict[str, dict[str, int]], states: tuple[str, ...]) -> int | None:
    """Return how many messages stand on a shelf; what is over is not counted."""
    if set(states) & {"accepted", "withheld"}:
        return None
    return sum(count for counts in figures.values() for state, count in counts.items() if state in states)


@page(READING)
def message(visit: Visit, message_id: int) -> HttpResponse:
    """Show one message with its whole life, and what can be done about it."""
    found = queries.message_page(message_id, by=visit.actor)
    line = found.line
    client = line.client_id
    context = {
        "found": found,
        "line": line,
        "meaning": MEANINGS[line.state],  # type: ignore[index]  # A state is one of the words there are.
        "may_cancel": line.state in WAITING and may(visit.actor, SENDING, client_id=client),
        "may_settle": line.state == "unknown" and may(visit.actor, SETTLING, client_id=client),
        "may_again": line.state in {"failed", "refused", "bounced", "withheld"}
        and may(visit.actor, SENDING, client_id=client),
        "seconds_left": max(0, int((found.not_before - visit.at).total_seconds())) if line.state in WAITING else 0,
    }
    return render(visit.request, "workbench/message.html", context)


@page(READING)
def copy(visit: Visit, message_id: int, part: str) -> HttpResponse:
    """Hand out a part of what was sent as a file: never shown, lest somebody else's text acts as a page of ours."""
    line, content = queries.copy_of(message_id, part, by=visit.actor)
    whole = bytes_in(Path(settings.DATA_FOLDER), line.place, sha256=line.sha256) if content is None else content
    answer = HttpResponse(whole, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'message-{message_id}-{part}', safe='')}"
    return answer


@page(SENDING)
def write(visit: Visit, debt_id: int) -> HttpResponse:
    """Show the form that sends a message about an account, with what would be sent and whether it may."""
    card = visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    context: dict[str, object] = {
        "debt_id": debt_id,
        "reference": card.debt.reference,
        "debtor_name": card.debt.debtor.display_name if card.debt.debtor else "",
        "templates": [(one.name, one.use) for one in shipped().values()],
        "channels": SENT_BY,
        "languages": LANGUAGES,
        **{name: visit.asked(name) for name in ("template", "channel", "language")},
    }
    if visit.asked("template"):
        context |= _seen(visit, debt_id)
    return render(visit.request, "workbench/write.html", context)


def _seen(visit: Visit, debt_id: int) -> dict[str, object]:
    """Return what would be sent, exactly as it would be, and what stands against it now."""
    key = f"hand:{uuid4()}"
    try:
        waiting = draft(_wanted(visit.asked, debt_id, key), by=visit.actor, at=visit.at)
        made = preview(waiting, house=the_house(), at=visit.at)
    except PermissionRefused:
        raise
    except Refusal as refusal:
        return {"wrong": str(refusal)}
    held = weigh_messages([waiting], visit.at)[waiting.message_id]
    return {"made": made, "held": held.held, "again_at": held.again_at, "key": key}


@deed(SENDING)
def send(visit: Visit, debt_id: int) -> HttpResponse:
    """Ask for a message, and show it while it can be taken back."""
    visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    key = visit.sent("key")
    if not key.startswith("hand:"):
        raise MessageRefused("Look at the message before you send it.")
    number = ask_for_message(_wanted(visit.sent, debt_id, key), by=visit.actor, at=visit.at)
    told.success(visit.request, "It waits to be sent; you can take it back until it goes.")
    return redirect("message", number)


def _wanted(said: Callable[[str], str], debt_id: int, key: str) -> Wanted:
    return by_hand(debt_id, template=said("template"), channel=said("channel"), language=said("language"), key=key)


@deed(SENDING)
def cancel(visit: Visit, message_id: int) -> HttpResponse:
    """Take a message back."""
    return _done(visit, message_id, lambda at: cancel_message(message_id, reason=visit.sent("reason"), by=visit.actor,
                                                              at=at), "It was taken back.")  # fmt: skip


@deed(SETTLING)
def settle(visit: Visit, message_id: int) -> HttpResponse:
    """Say what became of a message that nobody can tell of."""

    def say(at: datetime) -> None:
        if visit.sent("answer") not in {"went", "did not go"}:
            raise MessageRefused("Say whether it went.")
        went = visit.sent("answer") == "went"
        settle_message(message_id, went=went, reason=visit.sent("reason"), by=visit.actor, at=at)

    return _done(visit, message_id, say, "It is settled.")


@deed(SENDING)
def again(visit: Visit, message_id: int) -> HttpResponse:
    """Send a dead message again, as a new one."""
    try:
        number = send_again(message_id, by=visit.actor, at=visit.at)
    except MessageRefused as refusal:
        told.error(visit.request, str(refusal))
        return redirect("message", message_id)
    told.success(visit.request, f"This message goes in place of message {message_id}.")
    return redirect("message", number)


@deed("sending.pause")
def pause(visit: Visit) -> HttpResponse:
    """Pause all sending at once."""
    return _switched(
        visit, lambda: pause_sending(visit.sent("reason"), by=visit.actor, at=visit.at), "Sending is paused."
    )


@deed("sending.resume")
def resume(visit: Visit) -> HttpResponse:
    """Let sending go on."""
    return _switched(
        visit, lambda: resume_sending(visit.sent("reason"), by=visit.actor, at=visit.at), "Sending goes on."
    )


def _switched(visit: Visit, switch: Callable[[], object], sentence: str) -> HttpResponse:
    try:
        switch()
    except PermissionRefused:
        raise
    except Refusal as refusal:
        told.error(visit.request, str(refusal))
    else:
        told.success(visit.request, sentence)
    return redirect(reverse("messages"))


def _done(visit: Visit, message_id: int, deed_of: Callable[[datetime], object], sentence: str) -> HttpResponse:
    try:
        deed_of(visit.at)
    except MessageRefused as refusal:
        told.error(visit.request, str(refusal))
    else:
        told.success(visit.request, sentence)
    return redirect("message", message_id)
