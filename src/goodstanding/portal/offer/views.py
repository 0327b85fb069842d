"""`/offer/<token>/`: an offer to settle, for whoever holds its link and shows who they are; accept, decline or bid.

Before that nothing is told. Looking changes nothing. A form acts only with a confirmation that is not set beforehand,
because machines that check links also send forms. Whoever comes second with the same acceptance gets a page with status
409 that says so.
"""

import re
import secrets
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from goodstanding.arrangements.settlement.operations.accepting import AlreadySettled
from goodstanding.arrangements.settlement.queries import Offer
from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.outreach.channels.letter.wording import day_in_words
from goodstanding.outreach.channels.queries import house_words
from goodstanding.portal.offer import operations
from goodstanding.portal.offer.queries import OfferPage, page_of
from goodstanding.portal.offer.words import NOTES, OFFER_WORDS
from goodstanding.portal.proof.views import ask_who, carried, has_shown, led_on
from goodstanding.portal.views import FORM, LOOKS, nothing, quiet
from goodstanding.portal.words import language_of
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.house.pay_link import pay_path

CONFLICT = 409
AMOUNT_LENGTH = 20


@csrf_exempt
@never_cache
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the offer, or do what was chosen."""
    if request.method not in {*LOOKS, "POST"}:
        return HttpResponseNotAllowed([*LOOKS, "POST"])
    at = datetime.now(UTC)
    page = page_of(token, at=at)
    if page is None:
        return nothing(request)
    if not has_shown(request, page.offer.debt_id, takes_reference=True, at=at):
        return ask_who(request, page.offer.debt_id, takes_reference=True, at=at)
    if request.method in LOOKS:
        return _shown(request, page, note=request.GET.get("done", ""), at=at)
    note = _done(request, page, at=at)
    if note == "taken":
        # What was shown is over; the page is read again.
        return _shown(request, page_of(token, at=at) or page, note=note, at=at, status=CONFLICT)
    slip = request.GET.get("slip", "")
    return led_on(request.path, done=note, lang=_language(request, page), slip=slip)


def _done(request: HttpRequest, page: OfferPage, *, at: datetime) -> str:
    """Do what was chosen and return the word of what to say about it."""
    choice = request.POST.get("choice")
    if choice not in ("accept", "decline", "bid") or request.POST.get("confirm") != "yes":
        return "choose"
    try:
        if choice == "accept":
            number = request.POST.get("offer", "")
            operations.accept(page, int(number) if re.fullmatch(r"[0-9]{1,18}", number, re.ASCII) else 0, at=at)
            return "done_accepted"
        if choice == "decline":
            operations.decline(page, at=at)
            return "done_declined"
        return _bid(request, page, at=at)
    except AlreadySettled:
        return "taken"
    except Refusal:
        return "not_done"


def _bid(request: HttpRequest, page: OfferPage, *, at: datetime) -> str:
    form, count = request.POST.get("form", ""), request.POST.get("payments", "")
    try:
        amount = Amount.of(request.POST.get("amount", "").strip()[:AMOUNT_LENGTH], page.offer.amount.currency)
    except AmountMalformed:
        return "bad_amount"
    if amount.minor <= 0 or not re.fullmatch(r"[1-9][0-9]?", count, re.ASCII) or not FORM.fullmatch(form):
        return "bad_amount"
    return f"done_{operations.bid(page, amount, int(count), form=form, at=at)}"


def _shown(request: HttpRequest, page: OfferPage, *, note: str, at: datetime, status: int = 200) -> HttpResponse:
    language = _language(request, page)
    words, house = OFFER_WORDS[language], house_words(at)
    accepted = next((one for one in (page.offer, *page.counters) if one.state == "accepted"), None)
    told = {
        "language": language,
        "carried": carried(request, language=language),
        "in_other": carried(request, language="en" if language == "es" else "es"),
        "other": "en" if language == "es" else "es",
        "words": words,
        "note": words[note] if note in NOTES else "",
        "page": page,
        "offer": _told(accepted or page.offer, language),
        "counters": [_told(one, language) for one in page.counters if one.state == "open"] if not accepted else [],
        "state": "" if page.offer.state == "open" else words[f"state_{page.offer.state}"],
        "is_open": page.offer.state == "open" and accepted is None,
        "pay": pay_path(page.offer.debt_id, at=at) if accepted is not None else "",
        "counts": range(1, page.payments_most + 1),
        "form": secrets.token_urlsafe(16),
        "house": {"name": house.get("name"), "phone": house.get("phone"), "hours": house.get("hours")},
    }
    return quiet(render(request, "portal/offer/offer.html", told, status=status))


def _told(one: Offer, language: str) -> dict[str, object]:
    """Return an offer as the page shows it: what it asks for, and nothing of what the house thinks of it."""
    return {
        "offer_id": one.offer_id,
        "amount": str(one.amount),
        "owed": str(one.owed),
        "saves": str(one.saves),
        "until": day_in_words(one.expires_date, language),
        "parts": [
            (day_in_words(part.due_date, language), str(Amount(part.amount_minor, one.amount.currency)))
            for part in one.parts
        ],
    }


def _language(request: HttpRequest, page: OfferPage) -> str:
    return language_of(asked=request.GET.get("lang", ""), message=page.language)
