"""`/p/<token>/`: how we may reach somebody, for whoever holds the link of a message.

The link is all the authority there is: no session, no cookie, nobody signed in. So there is nothing that a page of
somebody else could borrow, and no token against forged forms is asked for; it could not be, for one-click programs
(RFC 8058) post without ever having seen the page. Looking changes nothing. A form acts only with a choice and a
confirmation, neither of them set beforehand, because machines that check links also send forms.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from goodstanding.arrangements.hardship.operations.cannot_pay import advice_for
from goodstanding.outreach.channels.queries import house_words
from goodstanding.portal import operations
from goodstanding.portal.queries import Page, page_of
from goodstanding.portal.words import CHANNELS, NOTES, WORDS, language_of
from goodstanding.refusal import Refusal

TEXT_MAX = 5_000
SEE_OTHER = 303
LOOKS, ACTS = ("GET", "HEAD"), "POST"
FORM = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
"""The key of a form, by which the same form sent again is known."""


@csrf_exempt
@never_cache
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page, or do what was chosen on it."""
    if request.method not in {*LOOKS, ACTS}:
        return HttpResponseNotAllowed([*LOOKS, ACTS])
    at = datetime.now(UTC)
    page = page_of(token, at=at)
    if page is None:
        return nothing(request)
    if request.method in LOOKS:
        return _shown(request, page, note=request.GET.get("done", ""), at=at)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return _one_click(page, at=at)
    note = _done(request, page, at=at)
    language = _language(request, page)
    answer = HttpResponseRedirect(f"{request.path}?{urlencode({'done': note, 'lang': language})}")
    answer.status_code = SEE_OTHER
    return answer


def _one_click(page: Page, *, at: datetime) -> HttpResponse:
    """Do what a mail program's button asks for (RFC 8058), for mail that offers it; other mail has no such button."""
    if page.is_optional:
        operations.stop(page, at=at, source=operations.ONE_CLICK)
    return HttpResponse("", content_type="text/plain")


def _done(request: HttpRequest, page: Page, *, at: datetime) -> str:
    """Do what was chosen and return the word of what to say about it."""
    if "text" in request.POST:
        text = request.POST["text"]
        if not text.strip():
            return "write_first"
        if len(text) > TEXT_MAX:
            return "too_long"
        operations.write(page, text, at=at)
        return "done_write"
    choice = request.POST.get("choice")
    if choice not in {"stop", "start", "nothing"} or request.POST.get("confirm") != "yes":
        return "choose"
    try:
        if choice == "nothing":
            operations.nothing_now(page, at=at)
            return "done_nothing"
        did = operations.stop(page, at=at) if choice == "stop" else operations.start(page, at=at)
    except Refusal:  # Such as starting to write to an address that was withdrawn.
        return "not_done"
    return f"done_{choice}" if did else "done_same"


def _shown(request: HttpRequest, page: Page, *, note: str, at: datetime) -> HttpResponse:
    language = _language(request, page)
    house = house_words(at)
    told = {
        "language": language,
        "other": "en" if language == "es" else "es",
        "words": WORDS[language],
        "channel": CHANNELS[language].get(page.channel, ""),
        "is_stopped": page.is_stopped,
        "advice": {name.removeprefix("help."): told for name, told in advice_for(page.person_id).items()},
        "note": WORDS[language][note] if note in NOTES else "",
        "house": {"name": house.get("name"), "phone": house.get("phone"), "hours": house.get("hours")},
    }
    return quiet(render(request, "portal/page.html", told))


def nothing(request: HttpRequest) -> HttpResponse:
    """Say the same to every link that opens nothing."""
    language = language_of(asked=request.GET.get("lang", ""), message="")
    return quiet(render(request, "portal/nothing.html", {"language": language, "words": WORDS[language]}, status=404))


def _language(request: HttpRequest, page: Page) -> str:
    return language_of(asked=request.GET.get("lang", ""), message=page.language)


def quiet(answer: HttpResponse) -> HttpResponse:
    """Ask search engines to leave the page alone, and browsers not to tell where somebody came from."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
