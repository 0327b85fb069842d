"""Questions to the books: balances, open amounts and lines, as of any day, as known at any instant."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, cast

from django.db import connection
from django.db.models import QuerySet, Sum

from goodstanding.ledger.balance import Balance
from goodstanding.ledger.models import Account, Book, Posting
from goodstanding.ledger.posting import Component, Head, Posted
from goodstanding.refusal import Refusal


class NoSuchAccount(Refusal):
    """The books have no account of this number."""


class OpenAmount(NamedTuple):
    """What is open on one component of one item of an account, in minor units; below zero where too much was paid."""

    account_id: int
    item_id: int | None
    component: Component
    open_minor: int


def book_of_account(account_id: int) -> Book:
    """Return the book that an account is kept in, or raise NoSuchAccount."""
    account = Account.objects.select_related("book").filter(id=account_id).first()
    if account is None:
        raise NoSuchAccount(f"The books have no account {account_id}.")
    return account.book


def balance(account_id: int, *, as_of: date, known_at: datetime | None = None) -> Balance:
    """Sum an account by head and component, as of a day, from what was recorded until an instant (default: all)."""
    sums = _lines([account_id], as_of=as_of, known_at=known_at).values("head", "component")
    rows = sums.annotate(minor=Sum("amount_minor")).values_list("head", "component", "minor")
    return Balance({(cast(Head, head), cast(Component, component)): minor for head, component, minor in rows})


def open_by_item(account_ids: Sequence[int], *, as_of: date, known_at: datetime | None = None) -> list[OpenAmount]:
    """Return what is open on every item of the accounts, by component; what is settled is left out."""
    lines = _lines(account_ids, as_of=as_of, known_at=known_at).filter(head="receivable")
    sums = lines.values("account_id", "item_id", "component").annotate(minor=Sum("amount_minor")).exclude(minor=0)
    rows = sums.order_by("account_id", "item_id", "component")
    return [
        OpenAmount(account_id, item_id, cast(Component, component), minor)
        for account_id, item_id, component, minor in rows.values_list("account_id", "item_id", "component", "minor")
    ]


# Plain SQL, because it is read before every payment: the query of the ORM takes longer to write than to run.
_LINES = """
    SELECT t.id, t.kind, coalesce(o.kind, t.kind), p.effective_date, p.recorded_at, p.head, p.component, p.item_id,
        p.amount_minor, t.reverses_id, t.reference, t.reason, t.entry_id
    FROM ledger_posting AS p
    JOIN ledger_transaction AS t ON t.id = p.transaction_id
    LEFT JOIN ledger_transaction AS o ON o.id = t.reverses_id
    WHERE p.account_id = %s AND p.effective_date <= %s AND (%s::timestamptz IS NULL OR p.recorded_at <= %s)
    ORDER BY p.effective_date, t.id, p.id
"""


def lines_of(account_id: int, *, as_of: date = date.max, known_at: datetime | None = None) -> list[Posted]:
    """Return the postings of an account in the order of their effective dates, then of their recording."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [account_id, as_of, known_at, known_at])
        return [Posted(*row) for row in cursor]


_CASH = """
    SELECT p.account_id, t.id, t.kind, coalesce(o.kind, t.kind), p.effective_date, p.recorded_at, p.head, p.component,
        p.item_id, p.amount_minor, t.reverses_id, t.reference, t.reason, t.entry_id
    FROM ledger_posting AS p
    JOIN ledger_transaction AS t ON t.id = p.transaction_id
    LEFT JOIN ledger_transaction AS o ON o.id = t.reverses_id
    WHERE p.account_id = ANY(%s) AND p.head = 'cash' AND p.effective_date <= %s
        AND (%s::timestamptz IS NULL OR p.recorded_at <= %s)
    ORDER BY p.effective_date, t.id, p.id
"""


def cash_lines_of(
    account_ids: Sequence[int], *, as_of: date = date.max, known_at: datetime | None = None
) -> dict[int, list[Posted]]:
    """Return the postings of money of many accounts, by account, in the order of `lines_of`; one question for all."""
    found: dict[int, list[Posted]] = {number: [] for number in account_ids}
    with connection.cursor() as cursor:
        cursor.execute(_CASH, [list(found), as_of, known_at, known_at])
        for account_id, *row in cursor:
            found[account_id].append(Posted(*row))
    return found


def trial_balance(book_id: int, *, as_of: date, known_at: datetime | None = None) -> dict[Head, int]:
    """Sum a whole book by head; the sums of all heads are zero."""
    lines = _until(Posting.objects.filter(book_id=book_id), as_of=as_of, known_at=known_at)
    sums = lines.values("head").annotate(minor=Sum("amount_minor")).values_list("head", "minor")
    return {cast(Head, head): minor for head, minor in sums}


def _lines(account_ids: Sequence[int], *, as_of: date, known_at: datetime | None) -> QuerySet[Posting]:
    return _until(Posting.objects.filter(account_id__in=list(account_ids)), as_of=as_of, known_at=known_at)


def _until(lines: QuerySet[Posting], *, as_of: date, known_at: datetime | None) -> QuerySet[Posting]:
    lines = lines.filter(effective_date__lte=as_of)
    return lines if known_at is None else lines.filter(recorded_at__lte=known_at)
