"""Filling the books with millions of invented debtors, for benchmarks: made inside the database, set by set.

For `goodstanding bench`. Every constraint and trigger is in force, every chunk is one transaction with one evidence
entry over its rows. Debtor 17 of a filling is not debtor 17 of the files: what matters here is size and spread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.calendars import place as geography
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.models import Book
from goodstanding.ledger.operations.books import ensure_book
from goodstanding.outreach.models.contact import Contact
from goodstanding.parties.models import Person
from goodstanding.parties.person import search_key
from goodstanding.receivables.models import Client, Debt, Portfolio
from goodstanding.receivables.operations.clients import open_client, open_portfolio
from goodstanding.refusal import Refusal
from goodstanding.sample_book import words
from goodstanding.sample_book.operations.filling_night import NIGHT_STEPS
from goodstanding.sample_book.operations.filling_statements import ROOM, ROWS_HASHED, STEPS, THROWN
from goodstanding.sample_book.place import STATES
from goodstanding.sample_book.portfolio import PORTFOLIOS
from goodstanding.sample_book.portfolio import Portfolio as Kind
from goodstanding.sample_book.situation import PORTFOLIO_WEIGHTS

CHUNK_DEBTORS = 50_000
MARK = "Filled "
"""The clients of a filling are called so, lest anybody take them for their own."""


class FillingRefused(Refusal):
    """The books hold somebody's real debts, or another kind of filling; a filling is for books of its own."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Debtors whose dice fall from `least` to below `beyond` owe under this portfolio."""

    least: int
    beyond: int
    portfolio_id: int
    client_id: int
    book_id: int
    kind: Kind


def fill(
    debtors: int,
    *,
    seed: int,
    as_of: date,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK_DEBTORS,
    night: bool = False,
) -> int:
    """Fill the books up to so many debtors and return how many were added; what is there already is kept.

    `progress` is told after every chunk how many debtors there are. With `night`, three debtors in ten have a second
    debt, and everybody has three contacts of the last thirty days and a few consents. Raises FillingRefused in books
    that hold other clients' debts. A filling that was cut off goes on where it stopped.
    """
    require(by, "files.import")
    if Debt.objects.exclude(client__name__startswith=MARK).exists():
        raise FillingRefused("These books hold debts of other clients; fill a data folder of its own.")
    buckets = _buckets(by=by, at=at)
    begun = done = Person.objects.count()
    if begun and Contact.objects.exists() != night:
        raise FillingRefused("These books were filled for another measurement; fill a data folder of its own.")
    while done < debtors:
        last = min(done + chunk, debtors)
        steps = NIGHT_STEPS if night else STEPS
        _fill_chunk(done + 1, last, steps=steps, seed=seed, as_of=as_of, buckets=buckets, by=by, at=at)
        done = last
        if progress is not None:
            progress(done)
    return done - begun


@transaction.atomic
def _fill_chunk(
    first: int,
    last: int,
    /,
    *,
    steps: Sequence[str],
    seed: int,
    as_of: date,
    buckets: list[Bucket],
    by: Actor,
    at: datetime,
) -> None:
    """Make the debtors from `first` to `last`, both inclusive."""
    entry_id = allot()
    values: dict[str, Any] = {
        "first": first,
        "last": last,
        "seed": seed,
        "as_of": as_of,
        "at": at,
        "entry_id": entry_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute(THROWN, values | _names() | _places() | _columns(buckets))
        for step in steps:
            cursor.execute(step, values)
        cursor.execute(ROWS_HASHED)
        hashes = bytes(cursor.fetchone()[0])
        cursor.execute("DROP TABLE filling")
    append(
        "sample_book.filled",
        by=by.name,
        at=at,
        subjects=sorted({f"client:{bucket.client_id}" for bucket in buckets}),
        facts={"first": first, "last": last, "seed": seed, "as_of": as_of.isoformat()},
        rows_hashes=hashes,
        entry_id=entry_id,
    )


def _buckets(*, by: Actor, at: datetime) -> list[Bucket]:
    """Open clients, portfolios and books where they are not open yet, and share the dice out among the portfolios."""
    found, beyond = [], 0
    for name, weight in PORTFOLIO_WEIGHTS:
        kind = PORTFOLIOS[name]
        client = Client.objects.filter(name=MARK + kind.client).first()
        client_id = client.id if client else open_client(MARK + kind.client, by=by, at=at)
        portfolio = Portfolio.objects.filter(client_id=client_id, name=name).first()
        portfolio_id = portfolio.id if portfolio else _opened(client_id, kind, by=by, at=at)
        book: Book = ensure_book(client_id, "USD")[0]
        found.append(Bucket(beyond, beyond + weight, portfolio_id, client_id, book.id, kind))
        beyond += weight
    return found


def _opened(client_id: int, kind: Kind, *, by: Actor, at: datetime) -> int:
    return open_portfolio(client_id, name=kind.name, debt_type=kind.debt_type, by=by, at=at)


def _columns(buckets: list[Bucket]) -> dict[str, list[Any]]:
    """Return the buckets as one list a column."""
    return {
        "least": [bucket.least for bucket in buckets],
        "beyond": [bucket.beyond for bucket in buckets],
        "portfolio_ids": [bucket.portfolio_id for bucket in buckets],
        "client_ids": [bucket.client_id for bucket in buckets],
        "book_ids": [bucket.book_id for bucket in buckets],
        "debt_types": [bucket.kind.debt_type for bucket in buckets],
        "prefixes": [bucket.kind.prefix for bucket in buckets],
        "creditors": [bucket.kind.original_creditor for bucket in buckets],
        "item_kinds": [bucket.kind.item_kind for bucket in buckets],
        "cents_least": [bucket.kind.cents_least for bucket in buckets],
        "cents_spread": [bucket.kind.cents_most - bucket.kind.cents_least for bucket in buckets],
        "terms": [bucket.kind.payment_days[0] for bucket in buckets],
    }


def _names() -> dict[str, list[str]]:
    """Return given and family names as they are shown and as they are looked up, place by place."""
    given = [*words.GIVEN, *words.GIVEN_FROM_ELSEWHERE, *words.GIVEN_IN_SPANISH]
    family = [f"{colour}{land}" for colour in words.COLOURS for land in words.LAND]
    family += [*words.FAMILIES_FROM_ELSEWHERE, *words.FAMILIES_IN_SPANISH]
    return {
        "given": given,
        "given_keys": [search_key(name) for name in given],
        "family": family,
        "family_keys": [search_key(name) for name in family],
        "streets": list(words.STREETS),
        "towns": list(words.TOWNS),
        "domains": list(words.DOMAINS),
    }


def _places() -> dict[str, list[str]]:
    """Return the states with the beginning of their postal codes and their zones, as arrays of PostgreSQL's writing."""
    codes = sorted(STATES)
    zones = [geography.zones(country="US", region=code) for code in codes]
    return {
        "states": codes,
        "postal": [STATES[code][1] for code in codes],
        "zones": ["{" + ",".join(names) + "}" for names in zones],
    }
