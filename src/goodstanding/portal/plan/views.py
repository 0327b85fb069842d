"""`/pay/<token>/plan/`: somebody's plan, for whoever holds the link and shows who they are.

They read which amounts are taken on which days, agree, and leave their card or account on the provider's own page;
nothing is taken before the provider has confirmed it. They end it on the same page. Looking changes nothing.
"""

import secrets
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from goodstanding.outreach.channels.letter.wording import day_in_words
from goodstanding.portal.budget.queries import budget_path
from goodstanding.portal.pay.queries import PayPage, house_shown, page_of
from goodstanding.portal.plan import operations
from goodstanding.portal.plan.queries import PlanPage, plan_page
from goodstanding.portal.plan.words import NOTES, PLAN_WORDS
from goodstanding.portal.proof.views import ask_who, carried, has_shown, led_on
from goodstanding.portal.views import FORM, LOOKS, nothing, quiet
from goodstanding.portal.words import language_of
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.house.pay_link import public_address


@csrf_exempt
@never_cache
def plan(request: HttpRequest, token: str) -> HttpResponse:
    """Show the plan, or do what was chosen."""
    if request.method not in {*LOOKS, "POST"}:
        return HttpResponseNotAllowed([*LOOKS, "POST"])
    at = datetime.now(UTC)
    page = page_of(token, at=at)
    if page is None:
        return nothing(request)
    # The page of paying shows the reference to anybody, so it is no answer here.
    if not has_shown(request, page.debt_id, takes_reference=False, at=at):
        return ask_who(request, page.debt_id, takes_reference=False, at=at)
    if request.method in LOOKS:
        return _shown(request, page, note=request.GET.get("done", ""), at=at)
    note, form = _done(request, page, token, at=at)
    language = _language(request)
    if form:
        return led_on(f"/pay/{token}/{form}/", lang=language)
    return led_on(request.path, done=note, lang=language, slip=request.GET.get("slip", ""))


def _done(request: HttpRequest, page: PayPage, token: str, *, at: datetime) -> tuple[str, str]:
    """Do what was chosen; return the word of what to say about it, or the form of the payment that was begun."""
    choice, found = request.POST.get("choice"), plan_page(page, language=_language(request), at=at)
    form = request.POST.get("form", "")
    if choice not in {"agree", "end"} or request.POST.get("confirm") != "yes":
        return "choose", ""
    if found is None:
        return "not_done", ""
    try:
        if choice == "end":
            operations.revoke(page, found.plan_id, at=at)
            return "done_ended", ""
        if not FORM.fullmatch(form):
            return "choose", ""
        if found.offered is not None and found.offered.text_hash != request.POST.get("agreed"):
            return "changed", ""
        base = public_address(at) or request.build_absolute_uri("/").rstrip("/")
        return "", operations.agree(
            page, found.plan_id, agreed_hash=request.POST.get("agreed", ""), form=form, language=_language(request),
            back_address=f"{base}/pay/{token}/{form}/", at=at,
        )  # fmt: skip
    except Refusal:
        return "not_done", ""


def _shown(request: HttpRequest, page: PayPage, *, note: str, at: datetime) -> HttpResponse:
    language = _language(request)
    other = "en" if language == "es" else "es"
    found = plan_page(page, language=language, at=at)
    told = {
        "language": language,
        "other": other,
        "carried": carried(request, language=language),
        "in_other": carried(request, language=other),
        "words": PLAN_WORDS[language],
        "note": PLAN_WORDS[language][note] if note in NOTES else "",
        "house": house_shown(at),
        "reference": page.reference,
        "is_real": page.is_real,
        "plan": found,
        "parts": _parts(found, language),
        "form": secrets.token_urlsafe(16),
        "budget": budget_path(page.debt_id, at=at) + carried(request, language=language),
    }
    return quiet(render(request, "portal/plan/plan.html", told))


def _parts(found: PlanPage | None, language: str) -> list[tuple[str, str, bool]]:
    parts = found.parts if found else ()
    return [(day_in_words(one.due_date, language), str(one.left), one.is_late) for one in parts]


def _language(request: HttpRequest) -> str:
    return language_of(asked=request.GET.get("lang", ""), message="")
