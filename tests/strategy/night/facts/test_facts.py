"""The whole sheet: its schemas, its order, the same bytes again; and the books' own answers on a real book."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection

from goodstanding.access.permission import OPERATOR
from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.limitation import limited
from goodstanding.compliance.situation.person import candidate_zones
from goodstanding.compliance.situation.reading import read
from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.factsheet.sheet import BETWEEN, NOTHING
from goodstanding.insight.question.open_item import open_items
from goodstanding.insight.question.view import HELD, View
from goodstanding.ledger.queries import balance, open_by_item
from goodstanding.receivables.ageing import TRADE
from goodstanding.receivables.models import Debt
from goodstanding.sample_book.operations.filling import fill
from goodstanding.strategy.night.facts.facts import Facts, facts
from goodstanding.strategy.night.lake import parquet_bytes
from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.night.reading import read_chunk, read_people
from goodstanding.strategy.queries.reading import BooksInUse
from goodstanding.strategy.queries.situation import situation_of
from tests.strategy.night.made import NOON, TODAY, Row, found, reading
from tests.workbench import cast

NOW = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
LATER = datetime(2040, 1, 1, tzinfo=UTC)


def test_an_empty_chunk_has_empty_sheets_as_declared() -> None:
    nothing = found()
    assert (nothing.accounts.schema, nothing.items.schema) == (account_schema(), item_schema())
    assert (nothing.accounts.num_rows, nothing.items.num_rows, nothing.left_out) == (0, 0, 0)


def test_the_order_in_which_rows_were_read_does_not_matter() -> None:
    throw = Random(9)
    rows: dict[str, list[Row]] = {
        "debt": [{"account_id": n, "person_id": n // 2, "reference": f"D{n}"} for n in range(2, 40)],
        "item": [{"item_id": n, "account_id": 2 + n % 38, "due_date": TODAY} for n in range(100)],
        "posting": [{"account_id": 2 + n % 38, "item_id": n, "amount_minor": n + 1} for n in range(100)],
        "contact": [
            {"contact_id": n, "person_id": 1 + n % 19, "channel": throw.choice(["sms", "call"]), "happened_at": NOON,
             "learned_at": NOON} for n in range(60)
        ],
        "hold": [{"account_id": 2 + n % 9, "reason": f"r{n}", "starts_date": TODAY} for n in range(30)],
        "past_step": [
            {"account_id": 2 + n % 9, "strategy": "s", "treatment": "t", "step": f"p{n}", "last_date": TODAY,
             "times": 1} for n in range(30)
        ],
        "consent": [
            {"person_id": 1 + n % 9, "channel": "sms", "decision": "given", "effective_at": NOON, "learned_at": NOON,
             "consent_id": n} for n in range(30)
        ],
    }  # fmt: skip
    first = found(**rows)
    for listed in rows.values():
        throw.shuffle(listed)
    again = found(**rows)
    assert parquet_bytes(first.accounts) == parquet_bytes(again.accounts)
    assert parquet_bytes(first.items) == parquet_bytes(again.items)
    assert first.accounts["account_id"].to_pylist() == list(range(2, 40))


def test_a_reading_is_not_changed() -> None:
    rows = reading(debt=[{"account_id": 1, "person_id": 1}])
    before = {name: table.schema for name, table in rows.items()}
    found(debt=[{"account_id": 1, "person_id": 1}])
    assert {name: table.schema for name, table in rows.items()} == before


def sheets(day: date) -> list[Facts]:
    """Return the sheets of the whole book in the database, both lanes."""
    people = read_people(BooksInUse(), known_at=LATER)
    return [
        facts(
            read_chunk(BooksInUse(), Chunk(lane, 0, 10**12), day=day, known_at=LATER),
            day=day, known_at=LATER, clients=people["client"], portfolios=people["portfolio"], lawbook=shipped(),
        )
        for lane in ("person", "account")
    ]  # fmt: skip


def compare(day: date) -> int:
    """Compare the sheet of every account with what the books answer about it alone; return how many there were."""
    found_sheets = sheets(day)
    items = {row["item_id"]: row["balance_minor"] for one in found_sheets for row in one.items.to_pylist()}
    rows = [row for one in found_sheets for row in one.accounts.to_pylist()]
    for row in rows:
        debt = Debt.objects.get(account_id=row["account_id"])
        _as_the_ledger(row, items, day)
        _as_the_situation(row, debt, day)
    _as_the_ageing(rows, day)
    assert {row["account_id"] for row in rows} == set(Debt.objects.values_list("account_id", flat=True))
    return len(rows)


def _as_the_ledger(row: Row, items: dict[int, int], day: date) -> None:
    owed = balance(row["account_id"], as_of=day, known_at=LATER)
    assert row["balance_minor"] == owed.balance_minor
    assert {
        name: row[f"{name}_minor"] for name in ("principal", "interest", "fees", "costs") if row[f"{name}_minor"]
    } == (owed.components)
    assert (row["unapplied_minor"], row["written_off_minor"]) == (owed.unapplied_minor, owed.under("written off"))
    opened: dict[int, int] = {}
    for one in open_by_item([row["account_id"]], as_of=day, known_at=LATER):
        assert one.item_id is not None
        opened[one.item_id] = opened.get(one.item_id, 0) + one.open_minor
    assert {number: items[number] for number in opened} == opened
    assert row["items_open"] == len(opened)


def _as_the_situation(row: Row, debt: Debt, day: date) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    told = situation_of(debt, channel="letter", at=at, purpose="", contact_point_id=None, known_at=LATER)["given"]
    consumer, (facts_of_debt,) = told["consumer"], told["debts"]
    zones = candidate_zones(consumer)
    assert (row["home_zone"], row["zones"]) == (zones[0] if zones else None, BETWEEN.join(sorted(zones)))
    assert row["state"] == consumer.get("state")
    assert row["is_disputed"] == facts_of_debt["disputed"]
    assert row["has_judgment"] == facts_of_debt["judgment"]
    assert row["collector_kind"] == told["collector"]["type"]
    if debt.debtor_id is not None:
        assert (row["is_deceased"], row["is_minor"]) == (consumer["deceased"], consumer["minor"])
        assert row["is_bankrupt"] == ("bankruptcy" in told)
        assert row["has_attorney"] == ("attorney" in told)
        refused = told["preferences"]["media_opt_out"]
        assert {name for name in ("call", "letter", "email") if row[f"consent_{name}"] == "withdrawn"} >= (
            set(refused) & {"call", "letter", "email"}
        )
    brief = read([{"id": "x", "given": told, "when": {"action": {"kind": "contact", "at": at.isoformat()}}}],
                 asked_at=at.isoformat())  # fmt: skip
    debts = limited(brief, shipped(), known_on=(LATER.date() - date(1970, 1, 1)).days).debts
    ends = int(debts.whole("debt_limit_ends")[0])
    assert row["limitation_date"] == (None if ends == NOTHING else date(1970, 1, 1) + timedelta(days=ends))


def _as_the_ageing(rows: list[Row], day: date) -> None:
    """Compare what is overdue, in dispute and open with the report of ageing."""
    view = View(None, as_of=day, known_at=LATER)
    cells: list[tuple[str, bool, bool, int]] = []
    with connection.cursor() as cursor:
        for held in HELD:
            question = open_items(view, held=held, buckets=TRADE, anchor="due date")
            cursor.execute(question.sql, question.parameters)
            cells += [(row[0], row[3], row[4], row[6]) for row in cursor]
    for currency in {row["currency"] for row in rows}:
        own = [row for row in rows if row["currency"] == currency]
        open_minor = sum(row["balance_minor"] + row["unapplied_minor"] for row in own)
        assert open_minor == sum(minor for its, _, _, minor in cells if its == currency)
        assert sum(row["overdue_minor"] for row in own) == sum(
            minor for its, late, _, minor in cells if its == currency and late
        )
        assert sum(row["disputed_minor"] for row in own) == sum(
            minor for its, _, disputed, minor in cells if its == currency and disputed
        )


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, 12, 37, 90])
def test_the_sheet_says_what_the_books_say_of_every_account(days: int) -> None:
    cast.enter_book(NOW)
    assert compare(NOW.date() - timedelta(days=days)) == 4


@pytest.mark.django_db
def test_the_sheet_says_what_the_books_say_of_a_filled_book() -> None:
    fill(60, seed=3, as_of=NOW.date(), by=OPERATOR, at=NOW, night=True)
    assert compare(NOW.date()) == 78
