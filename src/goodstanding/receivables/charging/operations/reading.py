"""Part of the interest run: a range of accounts, locked and read into the columns that interest is reckoned on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Q

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.database import rows
from goodstanding.ledger.interest.freeze import spans
from goodstanding.ledger.interest.queries import KEPT_CAUSES, freezes_between, holding
from goodstanding.ledger.interest.run import EPOCH, Book, Plan
from goodstanding.ledger.interest.terms import Begun
from goodstanding.ledger.models import InterestTerms
from goodstanding.parties.models import Circumstance
from goodstanding.receivables.charging.queries import IN_SERVICE, portfolio_terms, terms_that_hold
from goodstanding.receivables.models import Debt, Portfolio

# Whoever is charged is locked first, in the order of numbers as everybody else does, and read after that.
_LOCK = """
    SELECT count(*) FROM (SELECT id FROM ledger_account WHERE id IN (
        SELECT account_id FROM receivables_debt WHERE account_id BETWEEN %(first)s AND %(last)s
            AND (%(client)s::bigint IS NULL OR client_id = %(client)s) AND portfolio_id = ANY(%(portfolios)s)
        UNION SELECT unnest(%(own)s::bigint[])
    ) ORDER BY id FOR NO KEY UPDATE) AS locked
"""
_ITEMS = """
    SELECT i.debt_id AS account_id, i.id AS item_id, (i.due_date - DATE '1970-01-01')::bigint AS due, d.portfolio_id,
        a.book_id, d.currency
    FROM receivables_item AS i JOIN receivables_debt AS d ON d.account_id = i.debt_id
        JOIN ledger_account AS a ON a.id = d.account_id
    WHERE i.debt_id BETWEEN %(first)s AND %(last)s AND d.account_id BETWEEN %(first)s AND %(last)s
        AND (%(client)s::bigint IS NULL OR d.client_id = %(client)s)
        AND (d.portfolio_id = ANY(%(portfolios)s) OR d.account_id = ANY(%(own)s))
"""
_STEPS = """
    SELECT item_id, (effective_date - DATE '1970-01-01')::bigint AS day, sum(amount_minor)::bigint AS amount_minor
    FROM ledger_posting
    WHERE account_id BETWEEN %(first)s AND %(last)s AND head = 'receivable' AND component = 'principal'
        AND item_id IS NOT NULL
    GROUP BY item_id, effective_date
"""
_CHARGED = """
    SELECT p.item_id, coalesce(o.kind, t.kind) AS cause, (p.effective_date - DATE '1970-01-01')::bigint AS day,
        sum(p.amount_minor)::bigint AS amount_minor
    FROM ledger_posting AS p JOIN ledger_transaction AS t ON t.id = p.transaction_id
        LEFT JOIN ledger_transaction AS o ON o.id = t.reverses_id
    WHERE p.account_id BETWEEN %(first)s AND %(last)s AND p.head = 'receivable' AND p.component = 'interest'
        AND p.item_id IS NOT NULL
    GROUP BY p.item_id, coalesce(o.kind, t.kind), p.effective_date
"""


@dataclass(slots=True)
class Plans:
    """The plans of portfolios whose debts bear interest, and the accounts that have terms of their own."""

    plans: list[Plan] = field(default_factory=list)
    by_portfolio: dict[int, int] = field(default_factory=dict)
    own_accounts: frozenset[int] = frozenset()


@dataclass(slots=True)
class Chunk:
    """A range of accounts as columns; `accounts`, `books`, `currencies` and `last_days` go with the rows of items."""

    book: Book
    debts: int
    accounts: pa.ChunkedArray
    books: pa.ChunkedArray
    currencies: pa.ChunkedArray
    last_days: pa.ChunkedArray


def plans_of(client_id: int | None) -> Plans:
    """Return the plans of portfolios, those that never bear interest left out, unless interest was charged before."""
    portfolios = Portfolio.objects.filter(Q() if client_id is None else Q(client_id=client_id)).order_by("id")
    found = Plans()
    for number in portfolios.values_list("id", flat=True):
        begun = portfolio_terms(number)
        if any(one.terms.basis != "none" for one in begun):
            found.by_portfolio[number] = len(found.plans)
            found.plans.append(Plan(tuple(begun)))
    own = InterestTerms.objects.filter(account__isnull=False)
    found.own_accounts = frozenset(own.values_list("account_id", flat=True).distinct())
    return found


def read_chunk(
    cursor: psycopg.Cursor[Any],
    first: int,
    last: int,
    *,
    client_id: int | None,
    plans: Plans,
    law: Callable[[], Lawbook],
    locked: bool,
) -> Chunk:
    """Read the debts of a range that may bear interest, locked first if anything is to be posted on them."""
    own = sorted(number for number in plans.own_accounts if first <= number <= last)
    asked = {"first": first, "last": last, "client": client_id, "portfolios": list(plans.by_portfolio), "own": own}
    if locked:
        cursor.execute(_LOCK, asked)
    found = fetched(cursor, _ITEMS, asked).sort_by([("account_id", "ascending"), ("item_id", "ascending")])
    alone, plan = _plans(found, plans, own=own, first=first, last=last, law=law)
    places = found["item_id"].combine_chunks()
    charged = _charged(fetched(cursor, _CHARGED, asked), places)
    items = pa.table(
        {
            "account_id": found["account_id"],
            "item_id": found["item_id"],
            "due": found["due"],
            "plan": plan,
            "charged_minor": charged["charged_minor"],
            "given_up_minor": charged["given_up_minor"],
        }
    )
    columns = Book(
        items,
        _placed(fetched(cursor, _STEPS, asked), places),
        _freezes(first, last),
        charged["taken"],
        [*plans.plans, *alone],
    )
    debts = len(pc.unique(found["account_id"]))
    return Chunk(columns, debts, found["account_id"], found["book_id"], found["currency"], charged["last_day"])


def fetched(cursor: psycopg.Cursor[Any], question: str, asked: dict[str, Any]) -> pa.Table:
    """Return the answer to a question with named values as a table."""
    return rows.fetch_table(cursor, psycopg.ClientCursor(cursor.connection).mogrify(question, asked))


def _plans(
    found: pa.Table, plans: Plans, *, own: list[int], first: int, last: int, law: Callable[[], Lawbook]
) -> tuple[list[Plan], pa.Array]:
    """Return plans of accounts that need one of their own, and each row's place among all plans."""
    serving = Circumstance.objects.filter(kind=IN_SERVICE).values_list("person_id", flat=True)
    in_service = (
        Debt.objects.filter(account_id__gte=first, account_id__lte=last, debtor_id__in=serving)
        if serving
        else Debt.objects.none()
    )
    special = sorted({*own, *in_service.values_list("account_id", flat=True)})
    alone: list[Plan] = []
    by_account: dict[int, int] = {}
    places: dict[tuple[Begun, ...], int] = {}
    book = law() if special else None
    for debt in Debt.objects.filter(account_id__in=special):
        begun = tuple(terms_that_hold(debt, book=book)[0])
        if begun not in places:
            places[begun] = len(plans.plans) + len(alone)
            alone.append(Plan(begun))
        by_account[debt.pk] = places[begun]
    numbers = pa.array(plans.by_portfolio.keys(), pa.int64())
    values = pa.array(plans.by_portfolio.values(), pa.int64())
    usual = pc.take(values, pc.index_in(found["portfolio_id"], value_set=numbers))
    accounts, theirs = pa.array(by_account.keys(), pa.int64()), pa.array(by_account.values(), pa.int64())
    special_plan = pc.take(theirs, pc.index_in(found["account_id"], value_set=accounts))
    return alone, pc.coalesce(special_plan, usual)


def _placed(steps: pa.Table, places: pa.Array) -> pa.Table:
    """Return steps with the places of their items, ordered by item and day; those of other items are left out."""
    placed = pa.table(
        {
            "item": pc.cast(pc.index_in(steps["item_id"], value_set=places), pa.int64()),
            "day": steps["day"],
            "amount_minor": steps["amount_minor"],
        }
    )
    placed = placed.filter(pc.and_(pc.is_valid(placed["item"]), pc.not_equal(placed["amount_minor"], 0)))
    return placed.sort_by([("item", "ascending"), ("day", "ascending")])


def _charged(lines: pa.Table, places: pa.Array) -> dict[str, pa.Array | pa.Table]:
    """Return, by item, what was charged and given up and when last, and what was taken off, for compounding."""
    cause = lines["cause"]
    charges = lines.filter(pc.equal(cause, "interest"))
    kept = pa.array(sorted(KEPT_CAUSES))
    given = lines.filter(pc.invert(pc.is_in(cause, value_set=kept)))
    off = lines.filter(pc.invert(pc.is_in(cause, value_set=pa.array(["interest", "charge"]))))
    off = off.set_column(3, "amount_minor", pc.negate(off["amount_minor"]))
    by_day = off.group_by(["item_id", "day"]).aggregate([("amount_minor", "sum")])
    taken = pa.table({"item_id": by_day["item_id"], "day": by_day["day"], "amount_minor": by_day["amount_minor_sum"]})
    return {
        "charged_minor": _looked_up(charges, places, "amount_minor", "sum"),
        "given_up_minor": pc.max_element_wise(pc.negate(_looked_up(given, places, "amount_minor", "sum")), 0),
        "last_day": _looked_up(charges, places, "day", "max"),
        "taken": _placed(taken, places),
    }


def _looked_up(lines: pa.Table, places: pa.Array, column: str, how: str) -> pa.Array:
    sums = lines.group_by("item_id").aggregate([(column, how)])
    found = pc.take(
        sums[f"{column}_{how}"].combine_chunks(), pc.index_in(places, value_set=sums["item_id"].combine_chunks())
    )
    return pc.coalesce(found, pa.scalar(0 if how == "sum" else -(2**31), pa.int64()))


def _freezes(first: int, last: int) -> pa.Table:
    by_account: dict[int, list[Any]] = {}
    for one in freezes_between(first, last):
        by_account.setdefault(one.account_id, []).append(one)
    until = EPOCH.replace(year=9999)
    found = [
        (account, (span.first_date - EPOCH).days, (span.until_date - EPOCH).days)
        for account, standings in sorted(by_account.items())
        for span in spans(holding(standings), until=until)
    ]
    names = ("account_id", "first", "until")
    return pa.table({name: pa.array([row[place] for row in found], pa.int64()) for place, name in enumerate(names)})
