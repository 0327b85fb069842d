"""Mail that was caught instead of sent: the list, one mail, its HTML in a frame that can do nothing, its files."""

from pathlib import Path

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from goodstanding.access.permission import EVERYTHING, PermissionRefused, reach
from goodstanding.outreach.channels.email import caught
from goodstanding.workbench.views.door import Visit, page

READING = "messages.read"
NOTHING = {
    "default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "img-src": ["data:"], "frame-ancestors": ["'self'"],
    "script-src": ["'none'"], "connect-src": ["'none'"], "font-src": ["'none'"], "frame-src": ["'none'"],
    "form-action": ["'none'"], "sandbox": True,
}  # fmt: skip
"""What a mail's own page may do in its frame: be looked at. No script, no address, no form."""


@page(READING)
def caught_mails(visit: Visit) -> HttpResponse:
    """Show what was caught, the newest first."""
    lines = caught.caught(_folder(visit), before=visit.asked("before"))
    told = {
        "lines": lines, "is_there": caught.is_there(_folder(visit)), "before": visit.asked("before"),
        "further": lines[-1].name if len(lines) == caught.LISTED_MAX else "",
    }  # fmt: skip
    return render(visit.request, "workbench/caught_mails.html", told)


@csp_update({"frame-src": ["'self'"]})  # type: ignore[untyped-decorator]  # django-csp says no types.
@page(READING)
def caught_mail(visit: Visit, name: str) -> HttpResponse:
    """Show one mail."""
    mail = caught.opened(_folder(visit), name)
    files = [(place, part.name, part.media_type, len(part.content)) for place, part in enumerate(mail.attachments)]
    return render(visit.request, "workbench/caught_mail.html", {"mail": mail, "files": files})


@csp_replace(NOTHING)  # type: ignore[untyped-decorator]  # django-csp says no types.
@xframe_options_sameorigin
@page(READING)
def caught_html(visit: Visit, name: str) -> HttpResponse:
    """Return a mail's HTML as it would be shown, for the frame."""
    return HttpResponse(caught.opened(_folder(visit), name).html)


@page(READING)
def caught_attachment(visit: Visit, name: str, place: int) -> HttpResponse:
    """Hand an attachment over as a file; never as a page of ours."""
    part = caught.attachment(_folder(visit), name, place=place)
    return _file(part.content, part.name)


@page(READING)
def caught_source(visit: Visit, name: str) -> HttpResponse:
    """Hand the whole mail over as a file."""
    return _file(caught.source(_folder(visit), name), name)


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/octet-stream")
    safe = (
        "".join(sign if sign.isalnum() or sign in " ._()-" else "-" for sign in name if sign.isascii()) or "attachment"
    )
    answer["Content-Disposition"] = f'attachment; filename="{safe}"'
    return answer


def _folder(visit: Visit) -> Path:
    """Return where mails lie, for whoever may read every client's; a mail does not say whose it is."""
    if EVERYTHING not in reach(visit.actor, READING):
        raise PermissionRefused(
            "Caught mail is of every client; only who may read the messages of all of them sees it."
        )
    return Path(settings.DATA_FOLDER)
