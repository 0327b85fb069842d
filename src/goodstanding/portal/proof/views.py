"""Part of every page that tells of a debt: ask who somebody is, and carry the answer on in the page's own address.

No session and no cookie: a slip stands in the address for an hour, and is nothing without the link it belongs to.
"""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goodstanding.outreach.channels.queries import house_words
from goodstanding.portal.proof.operations import show_who
from goodstanding.portal.proof.slip import is_good, slip_of
from goodstanding.portal.proof.words import PROOF_WORDS
from goodstanding.portal.views import SEE_OTHER, quiet
from goodstanding.portal.words import language_of

LENGTH_MAX = 100
SAME_AGAIN = 307
KEPT = "kept"
"""The field in which a page gets back what was typed before somebody was asked who they are."""


def has_shown(request: HttpRequest, debt_id: int, *, takes_reference: bool, at: datetime) -> bool:
    """Say whether whoever asks carries a slip for the pages of an account, got by what this page takes."""
    slip = request.GET.get("slip", "")
    return is_good(slip, debt_id, takes_reference=takes_reference, at=at, secret=settings.SECRET_KEY)


def ask_who(
    request: HttpRequest, debt_id: int, *, takes_reference: bool, kept: str = "", at: datetime
) -> HttpResponse:  # fmt: skip
    """Ask who somebody is, or take their answer: the right one leads to the same page with a slip.

    A page that shows the account's reference to anybody does not take it for an answer. `kept` is carried through the
    question; with it the browser sends its answer once more to the page, which finds it in the field KEPT.
    """
    if "proof" not in request.POST:
        note = "" if request.method != "POST" else "kept" if kept else "again"
        return _asked(request, note=note, hints=takes_reference, kept=kept, at=at)
    shown = show_who(debt_id, request.POST["proof"][:LENGTH_MAX], takes_reference=takes_reference, at=at)
    if shown not in {"right", "reference"}:
        return _asked(request, note=shown, hints=takes_reference, kept=kept, at=at)
    slip = slip_of(debt_id, by_reference=shown == "reference", at=at, secret=settings.SECRET_KEY)
    answer = led_on(request.path, lang=_language(request), slip=slip)
    if kept:
        answer.status_code = SAME_AGAIN
    return answer


def carried(request: HttpRequest, *, language: str) -> str:
    """Return the question of an address that keeps language and slip, for links and forms of a page."""
    return "?" + urlencode({"lang": language, "slip": request.GET.get("slip", "")})


def led_on(path: str, **question: str) -> HttpResponse:
    """Return an answer that leads to another address, by looking."""
    answer = HttpResponseRedirect(f"{path}?{urlencode(question)}")
    answer.status_code = SEE_OTHER
    return answer


def _asked(request: HttpRequest, *, note: str, hints: bool, kept: str, at: datetime) -> HttpResponse:
    language = _language(request)
    words, house = PROOF_WORDS[language], house_words(at)
    told = {
        "language": language,
        "other": "en" if language == "es" else "es",
        "words": words,
        "note": words[note] if note else "",
        "hints": hints,
        "kept": kept,
        "is_wrong": note in {"wrong", "closed"},
        "house": {name: house.get(name) for name in ("name", "phone", "hours")},
    }
    return quiet(render(request, "portal/proof/ask.html", told))


def _language(request: HttpRequest) -> str:
    return language_of(asked=request.GET.get("lang", ""), message="")
