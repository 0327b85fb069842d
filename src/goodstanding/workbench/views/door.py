"""The door of every page: who asks, may they, and what becomes of a refusal.

A view below this door gets a Visit and answers; it never looks at permissions or at the clock itself. The door turns
a refusal into a calm page: 403 with who may instead, 404 for what is not there or not theirs, 400 for a question that
cannot be answered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from goodstanding.access.models import User
from goodstanding.access.permission import Actor, PermissionRefused, require
from goodstanding.access.queries import actor_of
from goodstanding.arrangements.billing.queries import NoSuchInvoice
from goodstanding.calendars.period import PeriodUnreadable
from goodstanding.calendars.reckoned import RECKONED, YEARS
from goodstanding.outreach.channels.email.caught import NoSuchMail
from goodstanding.outreach.reply.queries import NoSuchReply
from goodstanding.outreach.sending.queries import NoSuchMessage
from goodstanding.outreach.template.catalogue import CatalogueRefused
from goodstanding.outreach.timeline.queries import NobodyThere
from goodstanding.receivables.queries.debts import DebtNotFound
from goodstanding.refusal import Refusal
from goodstanding.strategy.operations.approving import NoSuchAct
from goodstanding.strategy.queries.editions import NoSuchStrategy
from goodstanding.strategy.queries.nights import NoSuchNight
from goodstanding.workbench.law.shelf import LawNotFound
from goodstanding.workbench.queries.book import BookNotFound
from goodstanding.worklists.queries import NoSuchTask, NoSuchWorklist

Words = ParamSpec("Words")

NOT_THERE = (
    DebtNotFound, BookNotFound, LawNotFound, NoSuchTask, NoSuchWorklist, NoSuchNight, NoSuchStrategy, NoSuchAct,
    NoSuchMail, NoSuchMessage, NoSuchReply, NobodyThere, CatalogueRefused, NoSuchInvoice,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who works here."""

    request: HttpRequest
    user: User
    actor: Actor
    at: datetime

    @property
    def today(self) -> date:
        """Return the day it is, in UTC."""
        return self.at.astimezone(UTC).date()

    @property
    def is_partial(self) -> bool:
        """Say whether only a part of a page was asked for, by htmx."""
        headers = self.request.headers
        return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"

    def asked(self, name: str) -> str:
        """Return what the address asks for under a name, without blanks around it."""
        return self.request.GET.get(name, "").strip()

    def asked_day(self, name: str, *, of_law: bool = False) -> date:
        """Return the day the address asks for, today where it asks for none; raises PeriodUnreadable.

        `of_law` takes any day there is: law holds without anybody having to reckon with the books of that day.
        """
        text = self.asked(name)
        if not text:
            return self.today
        return any_day(text) if of_law else read_day(text)

    def sent(self, name: str) -> str:
        """Return what a form sent under a name, without blanks around it."""
        return self.request.POST.get(name, "").strip()

    def sent_day(self, name: str) -> date:
        """Return the day a form sent; raises PeriodUnreadable, also where it sent none."""
        return read_day(self.sent(name))


def any_day(text: str) -> date:
    """Return a day as it is typed; raises PeriodUnreadable."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PeriodUnreadable(f"{text[:40]!r} is not a day; write it as 2026-06-30.") from error


def read_day(text: str) -> date:
    """Return a day as it is typed; raises PeriodUnreadable, also where it is too far away to reckon with."""
    day = any_day(text)
    if day not in RECKONED:
        raise PeriodUnreadable(f"{day.isoformat()} is too far away; ask about the years {YEARS}.")
    return day


Page = Callable[Concatenate[Visit, Words], HttpResponse]
View = Callable[..., HttpResponse]


def page(permission: str) -> Callable[[Page[Words]], View]:
    """Make a view of a page that asks for one permission; it is read only, and no browser or proxy keeps it."""
    return _behind(permission, require_safe)


def deed(permission: str) -> Callable[[Page[Words]], View]:
    """Make a view that takes a form and does one thing; it asks for one permission, and is never merely read."""
    return _behind(permission, require_POST)


def _behind(permission: str, methods: Callable[[View], View]) -> Callable[[Page[Words]], View]:
    def opened(shown: Page[Words]) -> View:
        @wraps(shown)
        def door(request: HttpRequest, *words: Words.args, **named: Words.kwargs) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not user.is_authenticated:
                return _sign_in(request)
            at = timezone.now()
            visit = Visit(request, user, actor_of(user, at), at)
            try:
                require(visit.actor, permission)
                return shown(visit, *words, **named)
            except Refusal as refusal:
                return refused(request, refusal)

        return methods(never_cache(door))

    return opened


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal with a calm page of its kind."""
    if isinstance(refusal, PermissionRefused):
        raise PermissionDenied(str(refusal)) from refusal
    if isinstance(refusal, NOT_THERE):
        raise Http404(str(refusal)) from refusal
    return render(request, "workbench/refused.html", {"sentence": str(refusal)}, status=400)


def _sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page; a part of a page cannot show it, so then the whole page is loaded anew."""
    if request.headers.get("HX-Request") == "true":
        refresh: HttpResponse = HttpResponseClientRefresh()
        return refresh
    return redirect_to_login(request.get_full_path())
