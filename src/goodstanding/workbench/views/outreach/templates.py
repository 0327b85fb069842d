"""The templates: what can be said, what each says in every channel, and how it would read on an account."""

from django.http import HttpResponse
from django.shortcuts import render

from goodstanding.access.permission import may
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.outreach import templates as found
from goodstanding.workbench.views.door import Visit, page

ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; sandbox"
"""A mail is shown as a page that may do nothing: its styles count, and nothing is loaded, run or sent."""


@page("messages.read")
def templates(visit: Visit) -> HttpResponse:
    """List every template and where it is published."""
    context = {"lines": found.templates(by=visit.actor, at=visit.at)}
    return render(visit.request, "workbench/templates.html", context)


@page("messages.read")
def template(visit: Visit, name: str) -> HttpResponse:
    """Show one template in every channel with the example facts, and on an account where one is named."""
    shown = found.template(
        name, language=visit.asked("language"), edition_id=_number(visit), by=visit.actor, at=visit.at
    )
    channel = visit.asked("channel") or shown.template.channels[0]
    context: dict[str, object] = {
        "page": shown,
        "number": _number(visit),
        "may_preview": may(visit.actor, "messages.send"),
        "account": visit.asked("account"),
        "channel": channel,
        "channels": [(one, found.IN_WORDS[one]) for one in shown.template.channels],
    }
    if visit.asked("account"):
        context |= _previewed(visit, name, channel=channel, language=shown.language)
    return render(visit.request, "workbench/template.html", context)


def _previewed(visit: Visit, name: str, *, channel: str, language: str) -> dict[str, object]:
    """Return the preview, or the sentence that says why there is none."""
    try:
        message = found.previewed(
            name, account=visit.asked("account"), channel=channel, language=language, by=visit.actor, at=visit.at
        )
    except Refusal as refusal:
        return {"refused": str(refusal)}
    return {"message": message, "has_html": bool(message.html)}


@page("messages.read")
def shown(visit: Visit, name: str, channel: str) -> HttpResponse:
    """Show the HTML of a text with the example facts, or on an account, as a page of its own that may do nothing."""
    account, language = visit.asked("account"), visit.asked("language")
    if account:
        content = found.previewed(
            name, account=account, channel=channel, language=language, by=visit.actor, at=visit.at
        ).html
    else:
        text = found.text_shown(name, language=language, edition_id=_number(visit), at=visit.at)
        content = found.said(text, channel).rendered.html
    if not content:
        raise TemplateRefused(f"There is nothing to look at of {name} by {channel[:30]!r}.")
    answer = HttpResponse(content)
    answer["Content-Security-Policy"] = ALONE
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _number(visit: Visit) -> int | None:
    asked = visit.asked("number")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < len("9" * 12) else None
