"""The card of a debt, its items, its statement and its timeline."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.ledger import queries as books
from goodstanding.ledger.allocation import OpenLine
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.operations.clients import set_terms
from goodstanding.receivables.operations.holds import place_hold, release_hold
from goodstanding.receivables.operations.ownership import add_liable, record_title
from goodstanding.receivables.operations.withdrawing import withdraw_debt, withdraw_item
from goodstanding.receivables.queries.account import statement, timeline
from goodstanding.receivables.queries.debts import DebtNotFound, card
from goodstanding.receivables.queries.items import items_of, payable
from goodstanding.receivables.terms import Terms
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, day, item, open_book, person, place, usd

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    facts = DebtFacts("utility", original_creditor="Larch Bank", charge_off_date=day(3))
    return place(book, item("INV-2", 2_000, issued=20, due=50), item("INV-1", 10_000), facts=facts)


def test_the_card_tells_everything_in_few_queries(book: Book, debt_id: int) -> None:
    set_terms(book.portfolio_id, Terms(day(0), 30), by=SUPERVISOR, at=NOON)
    set_terms(book.portfolio_id, Terms(day(90), 14), by=SUPERVISOR, at=NOON)
    guarantor = person(book.client_id, "Rowan Testcase")
    add_liable(debt_id, person_id=guarantor.id, role="guarantor", by=SUPERVISOR, at=NOON)
    place_hold(debt_id, reason="legal", starts_date=day(50), ends_date=day(60), by=SUPERVISOR, at=NOON)
    record_title(
        debt_id, from_owner="Larch Bank", to_owner="Heron Capital", transferred_date=day(40), by=SUPERVISOR, at=NOON
    )
    with CaptureQueriesContext(connection) as asked:
        told = card(debt_id, as_of=day(60))
    assert len(asked) <= 8
    assert (told.debt.client.name, told.debt.portfolio.name) == ("Larch Utilities", "Gas 2026")
    assert told.reference_dates == {"charge-off": day(3)}
    assert told.owner == "Heron Capital"
    assert [(one.name, one.role) for one in told.liable] == [("Rowan Testcase", "guarantor")]
    assert [one.is_in_force for one in told.holds] == [True]
    assert told.terms == Terms(day(0), 30)
    assert [(one.reference, one.open.minor, one.days_past_due) for one in told.items] == [
        ("INV-1", 10_000, 30),
        ("INV-2", 2_000, 10),
    ]
    assert told.balance.balance_minor == 12_000


def test_a_released_hold_is_not_in_force(debt_id: int) -> None:
    number = place_hold(debt_id, reason="legal", starts_date=day(0), by=SUPERVISOR, at=NOON)
    release_hold(number, reason="Settled.", by=SUPERVISOR, at=NOON)
    on_the_day = card(debt_id, as_of=NOON.date())
    the_day_before = card(debt_id, as_of=NOON.date() - timedelta(days=1))
    assert [on_the_day.holds[0].is_in_force, the_day_before.holds[0].is_in_force] == [False, True]


def test_a_debt_that_is_not_there_is_refused() -> None:
    with pytest.raises(DebtNotFound):
        card(987654321, as_of=day(0))
    with pytest.raises(DebtNotFound):
        timeline(987654321)


def test_a_settled_item_is_not_past_due(debt_id: int) -> None:
    record(debt_id, Receipt(usd(10_000), day(31)), by=COLLECTOR, at=NOON)
    told = {one.reference: one for one in items_of(debt_id, currency="USD", as_of=day(51))}
    assert (told["INV-1"].open, told["INV-1"].days_past_due) == (Amount(0, "USD"), 0)
    assert told["INV-2"].days_past_due == 1
    before = items_of(debt_id, currency="USD", as_of=day(51), known_at=NOON - timedelta(seconds=1))
    assert [one.open.minor for one in before] == [0, 0]


def test_withdrawn_items_are_paid_by_nothing(debt_id: int) -> None:
    first = items_of(debt_id, currency="USD", as_of=day(0))[0].item_id
    lines = books.lines_of(debt_id)
    assert payable(debt_id, lines, from_date=day(0)).open_lines == [OpenLine(first, "principal", day(30), 10_000)]
    withdraw_item(first, reason="Void.", effective_date=day(60), by=SUPERVISOR, at=NOON)
    assert first not in {line.item_id for line in payable(debt_id, lines, from_date=day(30)).open_lines}


def test_a_statement_runs_to_the_balance_of_the_ledger(debt_id: int) -> None:
    record(debt_id, Receipt(usd(13_000), day(31)), by=COLLECTOR, at=NOON)
    told = statement(debt_id, from_date=day(20), as_of=day(60))
    assert told.opening == usd(10_000)
    assert told.closing == usd(-1_000)
    assert told.closing.minor == books.balance(debt_id, as_of=day(60)).balance_minor


def test_the_timeline_tells_each_thing_once(debt_id: int) -> None:
    number = record(debt_id, Receipt(usd(500), day(31)), by=COLLECTOR, at=NOON)
    reverse(number, reason="Bounced.", reversed_date=day(33), by=SUPERVISOR, at=NOON)
    place_hold(debt_id, reason="legal", starts_date=day(40), by=SUPERVISOR, at=NOON)
    withdraw_debt(debt_id, reason="Recalled.", effective_date=day(70), by=SUPERVISOR, at=NOON)
    told = timeline(debt_id)
    assert [one.kind for one in told].count("receipt") == 1
    assert "Receipt of USD 5.00 was reversed on INV-1. Bounced." in [one.text for one in told]
    assert {"placed", "charge", "hold", "adjustment", "withdrawn"} <= {one.kind for one in told}
    assert [one.day for one in told] == sorted((one.day for one in told), reverse=True)
