"""Words of the templates: pictures, figures and days written as figure.py writes them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from goodstanding.access.models import User
from goodstanding.access.queries import actor_of
from goodstanding.money.amount import Amount
from goodstanding.outreach.sending.operations.pausing import Word, last_word
from goodstanding.strategy.document import calendar as shares
from goodstanding.workbench.look import figure
from goodstanding.workbench.look import icon as pictures
from goodstanding.workbench.look.menu import places_for
from goodstanding.workbench.queries.question import channel_name
from goodstanding.worklists.queries import open_total

register = template.Library()

THEMES = {"light", "dark"}
COUNTED = 999
"""So many open tasks are counted in the rail of every page; beyond, that there are more is enough."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of our own pictures."""
    return mark_safe(pictures.drawn(name))  # noqa: S308  Only our own constant text gets here.


class Entry(NamedTuple):
    """One line of the rail."""

    address: str
    name: str
    icon: str
    is_here: bool
    open_n: str = ""


@register.simple_tag(takes_context=True)
def menu(context: Mapping[str, object]) -> list[Entry]:
    """Return the pages that whoever is signed in may open, and which of them this is."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or not isinstance(request.user, User):
        return []
    here = request.path
    actor = actor_of(request.user, timezone.now())
    entries = [(reverse(place.address), place) for place in places_for(actor)]
    return [
        Entry(
            address,
            place.name,
            place.icon,
            here == address or (address != "/" and here.startswith(address) and _is_own(here)),
            open_n=figure.at_most(open_total(actor, most=COUNTED + 1), COUNTED) if place.address == "worklists" else "",
        )
        for address, place in entries
    ]


def _is_own(path: str) -> bool:
    """Is this one of our pages? The sign-in library lives below /accounts/ as well, by words instead of numbers."""
    rest = path.removeprefix("/accounts/").strip("/")
    return not path.startswith("/accounts/") or not rest or rest.split("/")[0].isdigit()


@register.simple_tag
def sending_word() -> Word | None:
    """Return the last word about sending, for the sentence that stands on every page while it is paused."""
    return last_word()


@register.filter
def in_words(word: str) -> str:
    """Write a word of the code as people read it."""
    return word.replace("_", " ")


@register.simple_tag(takes_context=True)
def theme(context: Mapping[str, object]) -> str:
    """Say which appearance this browser asked for: light, dark, or auto for what the system says."""
    request = context.get("request")
    chosen = getattr(request, "COOKIES", {}).get("theme", "")
    return chosen if chosen in THEMES else "auto"


@register.filter
def money(amount: Amount | None) -> str:
    """Write an amount with its currency."""
    return figure.money(amount)


@register.filter
def under(found: Mapping[int, str], number: int) -> str:
    """Return what is found under a number, and the number itself where nothing is."""
    return found.get(number, str(number))


@register.filter
def grouped(amount: Amount | None) -> str:
    """Write an amount without its currency, in a column that names it."""
    return figure.grouped(amount) if amount is not None else ""


@register.filter
def day(value: date | None) -> str:
    """Write a day."""
    return figure.day(value)


@register.filter
def instant(value: datetime | None) -> str:
    """Write an instant in UTC."""
    return figure.instant(value)


@register.filter
def counted(number: int, one: str) -> str:
    """Write a number with its noun."""
    return figure.counted(number, one)


@register.filter
def share(ppm: int) -> str:
    """Write parts per million as a percentage."""
    return shares.share(ppm)


@register.filter
def channel(name: str) -> str:
    """Write a channel for people."""
    return channel_name(name) if name else ""


@register.filter
def whole(number: int) -> str:
    """Write a whole number."""
    return f"{number:,}"
