"""The order of a night: up to when it takes notice, and what every worker is told, read from the books once."""

from datetime import date, datetime

from django.db.models import Max

from goodstanding.compliance.queries import policy_files
from goodstanding.evidence.models import Entry
from goodstanding.outreach.queries import published_templates
from goodstanding.strategy.document.document import Running
from goodstanding.strategy.night.order import Order
from goodstanding.strategy.night.reading import open_books, read_people
from goodstanding.strategy.queries.editions import running
from goodstanding.strategy.queries.reading import books_address

RECENT_ENTRIES = 1000


def known_at(at: datetime) -> datetime:
    """Return up to when a night or a hand-over takes notice: now, or the newest deed where the clock was set back.

    Whatever was learned before the clock was set back, an opt-out above all, must not be forgotten until it catches up.
    """
    newest = Entry.objects.order_by("-position")[:RECENT_ENTRIES]
    last: datetime | None = newest.aggregate(last=Max("at"))["last"]
    return at if last is None else max(at, last)


def order_for(*, day: date, known_at: datetime, by_strategies: tuple[Running, ...] | None = None) -> Order:
    """Return the order of a day's night, by the strategies in force or by others that somebody tries out."""
    address = books_address()
    with open_books(address) as books:
        people = read_people(books, known_at=known_at)
    return Order(
        day=day,
        known_at=known_at,
        books=address,
        running=running(day=day, at=known_at) if by_strategies is None else by_strategies,
        templates=published_templates(known_at),
        clients=people["client"],
        portfolios=people["portfolio"],
        policies=policy_files(day=day, known_at=known_at),
    )
