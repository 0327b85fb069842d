"""`/pay/<token>/`: paying an account without signing in, for whoever holds the link.

Nothing of the debt is shown but its reference; looking changes nothing. There is no field for a card or an account
number anywhere on our pages: those are typed on the provider's own. Every form has a key, so that a form sent twice is
one payment. No session and no cookie, so there is nothing that a page of somebody else could borrow.
"""

import re
import secrets
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.payments.gateway.operations.collecting import PaymentRefused
from goodstanding.portal.pay import operations
from goodstanding.portal.pay.queries import PayPage, Status, house_shown, page_of, status_of
from goodstanding.portal.pay.words import PAY_WORDS, SAYS
from goodstanding.portal.proof.operations import show_who
from goodstanding.portal.proof.views import LENGTH_MAX
from goodstanding.portal.views import LOOKS, SEE_OTHER, TEXT_MAX, nothing, quiet
from goodstanding.portal.words import language_of
from goodstanding.refusal import Refusal
from goodstanding.strategy.queries.house.pay_link import public_address

AMOUNT_MAX_MINOR = 100_000_000
_FORM = re.compile(r"[a-z0-9_-]{16,64}", re.ASCII | re.IGNORECASE)


@csrf_exempt
@never_cache
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form, or begin a payment by it."""
    at = datetime.now(UTC)
    page = page_of(token, at=at)
    if request.method not in {*LOOKS, "POST"}:
        return HttpResponseNotAllowed([*LOOKS, "POST"])
    if page is None:
        return nothing(request)
    if request.method in LOOKS:
        return _form(request, page, note="done" if request.GET.get("done") == "said" else "", at=at)
    if request.POST.get("say"):
        return _said(request, page, token, at=at)
    form = request.POST.get("form", "")
    if not _FORM.fullmatch(form):
        return _form(request, page, note="choose", at=at)
    if status_of(page, form) is None:
        refused = _begun(request, page, token, form, at=at)
        if refused:
            return _form(request, page, note=refused, at=at)
    return _see_other(f"/pay/{token}/{form}/?lang={_language(request)}")


@csrf_exempt
@never_cache
def status(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """Show how a payment stands, and the receipt once there is one; a post looks again."""
    at = datetime.now(UTC)
    page = page_of(token, at=at)
    if request.method not in {*LOOKS, "POST"}:
        return HttpResponseNotAllowed([*LOOKS, "POST"])
    found = status_of(page, form) if page is not None else None
    if page is None or found is None:
        return nothing(request)
    if request.method == "POST":
        try:
            operations.look(page, found.payment_id)
        except Refusal:
            pass  # What cannot be asked now is asked by a worker; the page says how it stands.
        return _see_other(f"{request.path}?lang={_language(request)}")
    return _status(request, page, found, token=token, at=at)


def _begun(request: HttpRequest, page: PayPage, token: str, form: str, *, at: datetime) -> str:
    """Begin a payment; return the word of why it was not, or nothing."""
    if not page.can_pay:
        return "not_now"
    amount, why_not = _amount(request, page, at=at)
    if amount is None:
        return why_not
    base = public_address(at) or request.build_absolute_uri("/").rstrip("/")
    try:
        operations.begin(page, amount, form=form, language=_language(request), at=at,
                         back_address=f"{base}/pay/{token}/{form}/")  # fmt: skip
    except PaymentRefused:
        return "bad_amount"
    except Refusal:
        return "not_now"
    return ""


def _amount(request: HttpRequest, page: PayPage, *, at: datetime) -> tuple[Amount | None, str]:
    """Return the amount to be paid, reckoned here and now, or the word of why there is none."""
    part = request.POST.get("part")
    if part == "all":
        shown = show_who(page.debt_id, request.POST.get("proof", "")[:LENGTH_MAX], at=at)
        if shown != "right":
            return None, f"proof_{shown}"
        amount = operations.open_amount(page, at=at)
        return (amount, "") if amount.minor > 0 else (None, "nothing_open")
    if part != "some":
        return None, "choose"
    try:
        amount = Amount.of(request.POST.get("amount", "")[:40], page.currency)
    except AmountMalformed:
        return None, "bad_amount"
    if amount.minor <= 0:
        return None, "bad_amount"
    return (amount, "") if amount.minor <= AMOUNT_MAX_MINOR else (None, "too_much")


def _said(request: HttpRequest, page: PayPage, token: str, *, at: datetime) -> HttpResponse:
    """Take in one of the three other answers."""
    language = _language(request)
    opening = SAYS[language].get(request.POST.get("say", ""))
    if opening is None:
        return _form(request, page, note="choose", at=at)
    more = request.POST.get("text", "")[:TEXT_MAX].replace("\0", "").strip()
    try:
        operations.tell(page, f"{opening} {more}".strip(), at=at)
    except Refusal:
        return _form(request, page, note="not_now", at=at)
    return _see_other(f"/pay/{token}/?done=said&lang={language}")


def _form(request: HttpRequest, page: PayPage, *, note: str, at: datetime) -> HttpResponse:
    language = _language(request)
    told = _told(page, language=language, at=at) | {
        "note": PAY_WORDS[language].get(note, ""),
        "form": secrets.token_urlsafe(16),
        "amount": request.POST.get("amount", "")[:40],
        "can_pay": page.can_pay,
    }
    return quiet(render(request, "portal/pay/form.html", told))


def _status(request: HttpRequest, page: PayPage, found: Status, *, token: str, at: datetime) -> HttpResponse:
    language = _language(request)
    is_back = found.state == "open" and request.GET.get("back") == "1"
    told = _told(page, language=language, at=at) | {
        "status": found,
        "start": f"/pay/{token}/?lang={language}",
        "amount": str(found.amount),
        "paid_date": found.paid_date.isoformat() if found.paid_date else "",
        "says": PAY_WORDS[language].get("back" if is_back else found.state, ""),
        "leads_on": bool(found.page_address) and not is_back,
        "refreshes": found.is_running and (is_back or not found.page_address),
    }
    return quiet(render(request, "portal/pay/status.html", told))


def _told(page: PayPage, *, language: str, at: datetime) -> dict[str, object]:
    return {
        "language": language,
        "other": "en" if language == "es" else "es",
        "other_name": "View in English" if language == "es" else "Ver en español",
        "words": PAY_WORDS[language],
        "house": house_shown(at),
        "reference": page.reference,
        "currency": page.currency,
        "is_real": page.is_real,
    }


def _language(request: HttpRequest) -> str:
    return language_of(asked=request.GET.get("lang", ""), message="")


def _see_other(address: str) -> HttpResponse:
    answer = HttpResponseRedirect(address)
    answer.status_code = SEE_OTHER
    return answer
