"""The first page: the figures of a book as of a day, with ageing and DSO as picture, table and file."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodstanding.access.permission import may
from goodstanding.insight.summary import Summary
from goodstanding.insight.trend import PeriodFigures
from goodstanding.workbench import dashboard as shown
from goodstanding.workbench.queries import book
from goodstanding.workbench.queries.book import BookNotFound, ClientChoice
from goodstanding.workbench.views.door import Visit, page

LATER_COOKIE = "second_factor_later"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which book, which currency and which day the address asks for."""

    client: ClientChoice
    currency: str
    as_of: date

    @property
    def query(self) -> str:
        """Return the same choice as the query of an address."""
        client = str(self.client.id or "")
        return urlencode({"client": client, "currency": self.currency, "as_of": self.as_of.isoformat()})


@page("accounts.read")
def dashboard(visit: Visit) -> HttpResponse:
    """Show the figures of a book; whoever may not read reports finds the accounts instead."""
    if not may(visit.actor, "reports.read"):
        return redirect("accounts")
    choices = book.choices(visit.actor)
    client = _client(visit, choices=choices)
    as_of = visit.asked_day("as_of")
    blocks = {block.currency: block for block in book.summary(client.id, as_of=as_of, actor=visit.actor).blocks}
    currency = chosen_currency(visit.asked("currency"), blocks=blocks)
    chosen = Chosen(client, currency, as_of)
    context = {"chosen": chosen, "choices": choices, "currencies": list(blocks), "offers_factor": _offers_factor(visit)}
    if currency:
        context |= _book(blocks[currency], months=_months(visit, chosen=chosen), chosen=chosen)
    if not currency or blocks[currency].ageing.open_n == 0:
        context["last_day"] = book.last_day(client.id)
    return render(visit.request, "workbench/dashboard.html", context)


def chosen(visit: Visit) -> Chosen:
    """Return the choice of an address that must name a currency, as those of the charts do; raises BookNotFound."""
    client = _client(visit, choices=book.choices(visit.actor))
    return Chosen(client, visit.asked("currency"), visit.asked_day("as_of"))


def chosen_currency(asked: str, *, blocks: dict[str, Summary]) -> str:
    """Return the currency asked for where the book has it, else the one with the most open items; none for no book."""
    if asked in blocks:
        return asked
    return max(blocks, key=lambda name: blocks[name].ageing.open_n, default="")


def _client(visit: Visit, *, choices: list[ClientChoice]) -> ClientChoice:
    """Return the client the address names, else the first choice."""
    asked = visit.asked("client")
    for choice in choices:
        if asked == str(choice.id or ""):
            return choice
    if asked or not choices:
        raise BookNotFound("There is no such client, or you may not read its reports.")
    return choices[0]


def _months(visit: Visit, *, chosen: Chosen) -> tuple[PeriodFigures, ...]:
    trends = book.months(chosen.client.id, as_of=chosen.as_of, actor=visit.actor)
    return next((trend.months for trend in trends if trend.currency == chosen.currency), ())


def _book(block: Summary, *, months: tuple[PeriodFigures, ...], chosen: Chosen) -> dict[str, object]:
    return {
        "figures": shown.figures(block),
        "ageing": shown.ageing_table(block.ageing),
        "ageing_said": shown.said_ageing(block.ageing),
        "months": shown.months_table(months),
        "months_said": shown.said_months(months) if months else "",
        "ageing_address": f"{reverse('ageing_picture')}?{chosen.query}",
        "ageing_file": f"{reverse('ageing_file')}?{chosen.query}",
        "dso_address": f"{reverse('dso_picture')}?{chosen.query}",
        "dso_file": f"{reverse('dso_file')}?{chosen.query}",
    }


def _offers_factor(visit: Visit) -> bool:
    """Whoever has no second factor yet is offered one, until they set one up or put it off."""
    return LATER_COOKIE not in visit.request.COOKIES and not is_mfa_enabled(visit.user)
