"""What the dashboard asks: which books somebody may look at, and their figures, ageing and months.

The figures of a large book take seconds to add up, and a page asks for them several times: once for its tables and
once for each picture. They are kept under the size of the evidence log, which grows with every change of the books,
so what is kept is never older than the books.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from django.core.cache import cache
from django.db.models import Max

from goodstanding.access.permission import EVERYTHING, Actor, reach
from goodstanding.evidence.queries import head
from goodstanding.insight import queries as insight
from goodstanding.insight.summary import SummaryReport
from goodstanding.insight.trend import Trend
from goodstanding.ledger.models import Posting
from goodstanding.receivables.models import Client
from goodstanding.refusal import Refusal

MONTHS = 24
KEPT_SECONDS = 600

Kept = TypeVar("Kept")


class BookNotFound(Refusal):
    """There is no book of this client, or none that the actor may look at."""


class ClientChoice(NamedTuple):
    """A client whose book may be looked at; no number stands for all clients together."""

    id: int | None
    name: str


ALL_CLIENTS = ClientChoice(None, "All clients")


def choices(actor: Actor) -> list[ClientChoice]:
    """Return the clients whose reports the actor may read; all together only for whoever may read each."""
    scopes = reach(actor, "reports.read")
    clients = Client.objects.order_by("name").values_list("id", "name")
    if EVERYTHING in scopes:
        return [ALL_CLIENTS, *(ClientChoice(*row) for row in clients)]
    own = frozenset[int]().union(*(scope.clients for scope in scopes if not scope.portfolios))
    return [ClientChoice(*row) for row in clients.filter(id__in=own)]


def summary(client_id: int | None, *, as_of: date, actor: Actor) -> SummaryReport:
    """Return the figures of a book as of a day; raise BookNotFound."""
    _choose(client_id, actor=actor)
    return _kept(f"summary:{client_id}:{as_of}", lambda: insight.summary(client_id=client_id, as_of=as_of))


def months(client_id: int | None, *, as_of: date, actor: Actor) -> tuple[Trend, ...]:
    """Return the last 24 months of a book up to a day; raise BookNotFound."""
    _choose(client_id, actor=actor)
    return _kept(
        f"months:{client_id}:{as_of}", lambda: insight.monthly(client_id=client_id, as_of=as_of, months=MONTHS)
    )


def last_day(client_id: int | None) -> date | None:
    """Return the last day on which anything happened in a book; None while it is empty."""
    lines = Posting.objects.all() if client_id is None else Posting.objects.filter(book__client_id=client_id)
    last: date | None = lines.aggregate(last=Max("effective_date"))["last"]
    return last


def _choose(client_id: int | None, *, actor: Actor) -> None:
    """Refuse a book that is not among those the actor may look at; they do not learn whether there is one."""
    if client_id not in {choice.id for choice in choices(actor)}:
        raise BookNotFound("There is no such client, or you may not read its reports.")


def _kept(name: str, work_out: Callable[[], Kept]) -> Kept:
    """Return what was worked out for the books as they are, or work it out and keep it."""
    key = f"book:{head().size}:{name}"
    found: Kept | None = cache.get(key)
    if found is None:
        found = work_out()
        cache.set(key, found, KEPT_SECONDS)
    return found
