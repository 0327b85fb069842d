"""Opening a client and a portfolio, and setting terms."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.receivables.client import tidy_name
from goodstanding.receivables.models import Client, Portfolio
from goodstanding.receivables.models import Terms as TermsRow
from goodstanding.receivables.portfolio import DebtType, debt_type_of
from goodstanding.receivables.terms import Terms, TermsRefused, check
from goodstanding.refusal import Refusal


class NameTaken(Refusal):
    """There is a client, or a portfolio of this client, of that name."""


class NoSuchClient(Refusal):
    """There is no client of this number."""


class NoSuchPortfolio(Refusal):
    """There is no portfolio of this number."""


@transaction.atomic
def open_client(name: str, *, by: Actor, at: datetime) -> int:
    """Open a client and return its number; raise NameRefused, or NameTaken where only capitals differ too."""
    require(by, "clients.open")
    tidy = tidy_name(name)
    if Client.objects.filter(name__iexact=tidy).exists():
        raise NameTaken(f"There is a client {tidy} already.")
    entry_id = allot()
    client = Client.objects.create(name=tidy, recorded_at=at, entry_id=entry_id)
    append(
        "receivables.client_opened",
        by=by.name,
        at=at,
        subjects=[f"client:{client.id}"],
        facts={"name": tidy},
        entry_id=entry_id,
    )
    return client.id


@transaction.atomic
def open_portfolio(client_id: int, *, name: str, debt_type: DebtType = "other", by: Actor, at: datetime) -> int:
    """Open a portfolio of a client and return its number.

    Raises NoSuchClient, NameRefused, NameTaken, DebtTypeUnknown.
    """
    require(by, "portfolios.open", client_id=client_id)
    tidy, known_type = tidy_name(name), debt_type_of(debt_type)
    if not Client.objects.filter(id=client_id).exists():
        raise NoSuchClient(f"There is no client {client_id}.")
    if Portfolio.objects.filter(client_id=client_id, name__iexact=tidy).exists():
        raise NameTaken(f"This client has a portfolio {tidy} already.")
    entry_id = allot()
    portfolio = Portfolio.objects.create(
        client_id=client_id, name=tidy, debt_type=known_type, recorded_at=at, entry_id=entry_id
    )
    append(
        "receivables.portfolio_opened",
        by=by.name,
        at=at,
        subjects=[f"client:{client_id}"],
        facts={"portfolio": portfolio.id, "name": tidy, "debt_type": known_type},
        entry_id=entry_id,
    )
    return portfolio.id


@transaction.atomic
def set_terms(portfolio_id: int, terms: Terms, *, by: Actor, at: datetime) -> int:
    """Set the terms of a portfolio from a date on and return the row's number; earlier terms stay as they are.

    Raises NoSuchPortfolio, and TermsRefused also where terms begin on that date already.
    """
    portfolio = Portfolio.objects.filter(id=portfolio_id).first()
    if portfolio is None:
        raise NoSuchPortfolio(f"There is no portfolio {portfolio_id}.")
    require(by, "terms.set", client_id=portfolio.client_id, portfolio_id=portfolio_id)
    check(terms)
    if TermsRow.objects.filter(portfolio=portfolio, effective_date=terms.effective_date).exists():
        raise TermsRefused(f"Terms of this portfolio begin on {terms.effective_date} already.")
    entry_id = allot()
    row = TermsRow.objects.create(portfolio=portfolio, entry_id=entry_id, **terms._asdict())
    append(
        "receivables.terms_set",
        by=by.name,
        at=at,
        subjects=[f"client:{portfolio.client_id}"],
        facts={"portfolio": portfolio_id, **_told(terms)},
        entry_id=entry_id,
    )
    return row.id


def _told(terms: Terms) -> dict[str, object]:
    effective: date = terms.effective_date
    return terms._asdict() | {"effective_date": effective.isoformat()}
