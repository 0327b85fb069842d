"""Placing, changing, withdrawing and holding debts in the database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger import queries as books
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.levelling import NotLevel
from goodstanding.ledger.operations.entries import post
from goodstanding.ledger.operations.reversal import ReversalRefused
from goodstanding.ledger.operations.write_off import write_off
from goodstanding.ledger.posting import Part, charged
from goodstanding.money.amount import Amount
from goodstanding.money.currency import UnknownCurrency
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.client import NameRefused
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.models import Debt, Hold, Item, Portfolio
from goodstanding.receivables.operations import changing, clients, holds, ownership, placing, withdrawing
from goodstanding.receivables.operations.held_debt import DebtWithdrawn, NoSuchDebt, NoSuchItem
from goodstanding.receivables.portfolio import DebtTypeUnknown
from goodstanding.receivables.queries.items import items_of
from goodstanding.receivables.terms import Terms, TermsRefused
from tests.receivables.cast import (
    ADMINISTRATOR,
    AUDITOR,
    COLLECTOR,
    FAR,
    NOON,
    SUPERVISOR,
    Book,
    day,
    elsewhere,
    item,
    open_book,
    open_minor,
    person,
    place,
    unapplied_minor,
    usd,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_balance() -> Iterator[None]:
    """Make the check of the commit at the end of every story."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000), item("INV-2", 2_000, issued=20, due=50))


def item_id(debt_id: int, reference: str = "INV-1") -> int:
    return Item.objects.get(debt_id=debt_id, reference=reference).id


def pay(debt_id: int, minor: int, *, on: int) -> int:
    return record(debt_id, Receipt(usd(minor), day(on)), by=COLLECTOR, at=NOON)


def last_entry() -> EvidenceEntry:
    return EvidenceEntry.objects.order_by("-position")[0]


# Clients, portfolios and terms.


def test_a_client_is_opened_once_whatever_its_capitals(book: Book) -> None:
    with pytest.raises(clients.NameTaken):
        clients.open_client(" larch  UTILITIES", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(NameRefused):
        clients.open_client(" ", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(PermissionRefused):
        clients.open_client("Heron Clinic", by=SUPERVISOR, at=NOON)


def test_a_portfolio_belongs_to_a_client_under_its_own_name(book: Book) -> None:
    with pytest.raises(clients.NameTaken):
        clients.open_portfolio(book.client_id, name="gas 2026", by=SUPERVISOR, at=NOON)
    with pytest.raises(clients.NoSuchClient):
        clients.open_portfolio(987654321, name="Gas", by=SUPERVISOR, at=NOON)
    with pytest.raises(DebtTypeUnknown):
        clients.open_portfolio(book.client_id, name="Gas", debt_type="gas", by=SUPERVISOR, at=NOON)  # type: ignore[arg-type]  # What a caller may try.
    with pytest.raises(PermissionRefused):
        clients.open_portfolio(book.client_id, name="Gas", by=elsewhere(SUPERVISOR), at=NOON)


def test_terms_begin_once_a_day(book: Book) -> None:
    terms = Terms(day(0), 30)
    clients.set_terms(book.portfolio_id, terms, by=SUPERVISOR, at=NOON)
    assert last_entry().kind == "receivables.terms_set"
    clients.set_terms(book.portfolio_id, terms._replace(effective_date=day(1)), by=SUPERVISOR, at=NOON)
    for wrong in (terms, Terms(day(2), -1)):
        with pytest.raises(TermsRefused):
            clients.set_terms(book.portfolio_id, wrong, by=SUPERVISOR, at=NOON)
    with pytest.raises(clients.NoSuchPortfolio):
        clients.set_terms(987654321, terms, by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        clients.set_terms(book.portfolio_id, terms, by=COLLECTOR, at=NOON)


# Placing.


def test_a_debt_is_its_account_and_owes_each_item_from_its_issue(debt_id: int) -> None:
    assert Debt.objects.get(account_id=debt_id).reference == "D-1"
    assert [open_minor(debt_id, as_of=day(on)) for on in (-1, 0, 19, 20)] == [0, 10_000, 10_000, 12_000]
    assert last_entry().kind == "receivables.debt_placed"
    assert f"debt:{debt_id}" in last_entry().subjects


def test_a_client_knows_a_debt_by_one_reference(book: Book, debt_id: int) -> None:
    with pytest.raises(placing.DebtKnown):
        place(book, item("INV-9", 100))
    place(open_book("Heron Clinic"), item("INV-9", 100))


def test_a_debt_without_items_is_placed_and_gets_them_later(book: Book) -> None:
    debt_id = place(book, reference="D-2")
    placing.add_item(debt_id, item("INV-1", 300), by=SUPERVISOR, at=NOON)
    assert open_minor(debt_id) == 300


def test_a_debt_that_cannot_be_is_refused(book: Book) -> None:
    with pytest.raises(placing.DebtRefused):
        place(book, reference=" ")
    with pytest.raises(placing.DebtRefused):
        place(book._replace(debtor_id=987654321))
    with pytest.raises(clients.NoSuchPortfolio):
        place(book._replace(portfolio_id=987654321))
    with pytest.raises(UnknownCurrency):
        placing.place_debt(
            book.portfolio_id, reference="D", currency="XXX", items=[], facts=DebtFacts(), by=SUPERVISOR, at=NOON
        )
    for actor in (COLLECTOR, AUDITOR, elsewhere(SUPERVISOR)):
        with pytest.raises(PermissionRefused):
            placing.place_debt(
                book.portfolio_id, reference="D", currency="USD", items=[], facts=DebtFacts(), by=actor, at=NOON
            )


def test_items_that_cannot_be_are_refused_together(book: Book) -> None:
    with pytest.raises(placing.ItemRefused) as caught:
        place(book, item("INV-1", 100), item("INV-1", 0), item("INV-2", 5, currency="EUR"))
    assert len(caught.value.faults) == 3


def test_a_debt_has_one_item_of_a_reference(debt_id: int) -> None:
    with pytest.raises(placing.ItemRefused, match="has an item INV-1 already"):
        placing.add_item(debt_id, item("INV-1", 100), by=SUPERVISOR, at=NOON)
    with pytest.raises(NoSuchDebt):
        placing.add_item(987654321, item("INV-3", 100), by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        placing.add_item(debt_id, item("INV-3", 100), by=COLLECTOR, at=NOON)


# Changing.


def test_a_debt_is_changed_and_the_old_row_stays_on_record(book: Book, debt_id: int) -> None:
    other = person(book.client_id, "Rowan Testcase")
    changing.change_debt(debt_id, DebtFacts(jurisdiction="US-OH"), debtor_id=other.id, by=SUPERVISOR, at=NOON)
    debt = Debt.objects.get(account_id=debt_id)
    assert (debt.jurisdiction, debt.debtor_id) == ("US-OH", other.id)
    assert set(last_entry().subjects) >= {f"person:{book.debtor_id}", f"person:{other.id}"}


def test_a_change_that_changes_nothing_is_refused(book: Book, debt_id: int) -> None:
    with pytest.raises(changing.NothingChanged):
        changing.change_debt(debt_id, DebtFacts(), debtor_id=book.debtor_id, by=SUPERVISOR, at=NOON)
    with pytest.raises(placing.DebtRefused):
        changing.change_debt(debt_id, DebtFacts(), debtor_id=987654321, by=SUPERVISOR, at=NOON)
    with pytest.raises(NoSuchDebt):
        changing.change_debt(987654321, DebtFacts(), debtor_id=None, by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        changing.change_debt(debt_id, DebtFacts(), debtor_id=None, by=COLLECTOR, at=NOON)


def change(debt_id: int, *, minor: int = 10_000, issued: int = 0, due: int = 30, reference: str = "INV-1") -> None:
    told = item(reference, minor, issued=issued, due=due)
    changing.change_item(item_id(debt_id), told, reason="Corrected.", by=SUPERVISOR, at=NOON)


def test_another_due_date_moves_no_money(debt_id: int) -> None:
    before = books.lines_of(debt_id)
    change(debt_id, due=45)
    assert books.lines_of(debt_id) == before
    assert items_of(debt_id, currency="USD", as_of=day(44))[0].days_past_due == 0


def test_another_amount_counts_from_the_day_of_issue(debt_id: int) -> None:
    change(debt_id, minor=7_000)
    assert [open_minor(debt_id, as_of=day(on)) for on in (0, 20)] == [7_000, 9_000]
    just_before = NOON - timedelta(microseconds=1)
    assert books.balance(debt_id, as_of=FAR, known_at=just_before).open_minor == 0


def test_another_day_of_issue_charges_from_then_on(debt_id: int) -> None:
    change(debt_id, issued=5)
    assert [open_minor(debt_id, as_of=day(on)) for on in (4, 5)] == [0, 10_000]


def test_an_item_changed_twice_is_charged_once(debt_id: int) -> None:
    change(debt_id, minor=7_000)
    change(debt_id, minor=9_000)
    assert open_minor(debt_id, as_of=day(0)) == 9_000


def test_an_item_lowered_below_what_was_paid_leaves_the_rest_unapplied(debt_id: int) -> None:
    pay(debt_id, 8_000, on=10)
    change(debt_id, minor=5_000)
    assert [open_minor(debt_id, as_of=day(on)) for on in (9, 10)] == [5_000, 0]
    assert [unapplied_minor(debt_id, as_of=day(on)) for on in (9, 10)] == [0, 3_000]


def test_an_item_issued_after_its_payment_is_paid_by_nothing_until_then(debt_id: int) -> None:
    pay(debt_id, 8_000, on=10)
    change(debt_id, issued=15)
    assert [unapplied_minor(debt_id, as_of=day(on)) for on in (9, 10, 15)] == [0, 8_000, 0]
    assert [open_minor(debt_id, as_of=day(on)) for on in (10, 15)] == [0, 2_000]


def test_an_item_is_not_lowered_below_what_was_written_off(debt_id: int) -> None:
    part = Part(item_id(debt_id), "principal", 6_000)
    write_off(debt_id, [part], reason="Goodwill.", effective_date=day(10), by=SUPERVISOR, at=NOON)
    with pytest.raises(NotLevel):
        change(debt_id, minor=5_999)


def test_fees_charged_with_an_item_stay_when_its_amount_changes(debt_id: int) -> None:
    fee = charged(Part(item_id(debt_id), "fees", 500), account_id=debt_id, against="income")
    post(Entry("fee", day(3), fee), account_id=debt_id, by=SUPERVISOR, at=NOON)
    change(debt_id, minor=7_000)
    assert books.balance(debt_id, as_of=day(3)).components == {"principal": 7_000, "fees": 500}


def test_a_change_of_an_item_that_cannot_be_is_refused(debt_id: int) -> None:
    with pytest.raises(changing.NothingChanged):
        change(debt_id)
    with pytest.raises(placing.ItemRefused):
        change(debt_id, minor=0)
    with pytest.raises(placing.ItemRefused, match="has an item INV-2 already"):
        change(debt_id, reference="INV-2")
    with pytest.raises(NoSuchItem):
        changing.change_item(987654321, item("INV-1", 5), reason="No.", by=SUPERVISOR, at=NOON)
    with pytest.raises(ReversalRefused, match="Say why"):
        changing.change_item(item_id(debt_id), item("INV-1", 5), reason="", by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        changing.change_item(item_id(debt_id), item("INV-1", 5), reason="No.", by=COLLECTOR, at=NOON)


def test_an_item_without_a_charge_of_its_own_is_not_changed(debt_id: int) -> None:
    row = Item.objects.create(
        debt_id=debt_id, reference="INV-3", issued_date=day(0), due_date=day(9), amount_minor=5, entry_id=1
    )
    with pytest.raises(changing.ChargeUnclear):
        changing.change_item(row.id, item("INV-3", 6), reason="No.", by=SUPERVISOR, at=NOON)


# Withdrawing.


def withdraw(debt_id: int, *, on: int, reason: str = "Recalled by the client.") -> int:
    return withdrawing.withdraw_debt(debt_id, reason=reason, effective_date=day(on), by=SUPERVISOR, at=NOON)


def test_a_withdrawn_debt_owes_nothing_from_the_day_on_and_did_before(debt_id: int) -> None:
    pay(debt_id, 3_000, on=10)
    assert withdraw(debt_id, on=40) == 9_000
    assert [open_minor(debt_id, as_of=day(on)) for on in (9, 39, 40)] == [10_000, 9_000, 0]
    assert not Item.objects.filter(debt_id=debt_id, withdrawn_at=None).exists()


def test_what_is_issued_after_the_day_is_handed_back_when_issued(debt_id: int) -> None:
    withdraw(debt_id, on=5)
    assert [open_minor(debt_id, as_of=day(on)) for on in (4, 5, 20)] == [10_000, 0, 0]


def test_a_debt_is_withdrawn_once_and_then_left_alone(book: Book, debt_id: int) -> None:
    withdraw(debt_id, on=40)
    with pytest.raises(DebtWithdrawn):
        withdraw(debt_id, on=41)
    with pytest.raises(DebtWithdrawn):
        placing.add_item(debt_id, item("INV-3", 100), by=SUPERVISOR, at=NOON)
    with pytest.raises(DebtWithdrawn):
        change(debt_id, minor=5)


def test_a_withdrawal_needs_a_reason_and_the_permission(debt_id: int) -> None:
    with pytest.raises(withdrawing.WithdrawalRefused):
        withdraw(debt_id, on=40, reason=" ")
    with pytest.raises(PermissionRefused):
        withdrawing.withdraw_debt(debt_id, reason="No.", effective_date=day(1), by=COLLECTOR, at=NOON)
    with pytest.raises(NoSuchDebt):
        withdraw(987654321, on=1)


def test_one_item_is_withdrawn_and_the_other_stays(debt_id: int) -> None:
    number = item_id(debt_id)
    assert withdrawing.withdraw_item(number, reason="Void.", effective_date=day(0), by=SUPERVISOR, at=NOON) == 10_000
    assert open_minor(debt_id) == 2_000
    with pytest.raises(DebtWithdrawn):
        withdrawing.withdraw_item(number, reason="Void.", effective_date=day(0), by=SUPERVISOR, at=NOON)


# Holds, liable people and title.


def hold(debt_id: int, *, reason: str = "complaint", starts: date | None = None, ends: date | None = None) -> int:
    return holds.place_hold(debt_id, reason=reason, starts_date=starts or day(0), ends_date=ends, by=COLLECTOR, at=NOON)


def test_a_hold_is_placed_and_released_once(debt_id: int) -> None:
    number = hold(debt_id, ends=day(0))
    holds.release_hold(number, reason="Settled.", by=SUPERVISOR, at=NOON)
    assert Hold.objects.get(id=number).released_at == NOON
    with pytest.raises(holds.HoldRefused, match="was released on"):
        holds.release_hold(number, reason="Settled.", by=SUPERVISOR, at=NOON)


def test_a_hold_that_cannot_be_is_refused(debt_id: int) -> None:
    with pytest.raises(holds.HoldRefused, match="is not a reason"):
        hold(debt_id, reason="tea")
    with pytest.raises(holds.HoldRefused, match="before it starts"):
        hold(debt_id, starts=day(1), ends=day(0))
    number = hold(debt_id)
    with pytest.raises(holds.HoldRefused, match="Say why"):
        holds.release_hold(number, reason="", by=SUPERVISOR, at=NOON)
    with pytest.raises(holds.HoldRefused, match="There is no hold"):
        holds.release_hold(987654321, reason="Settled.", by=SUPERVISOR, at=NOON)
    with pytest.raises(PermissionRefused):
        holds.release_hold(number, reason="Settled.", by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        holds.place_hold(debt_id, reason="legal", starts_date=day(0), by=AUDITOR, at=NOON)


def test_a_liable_person_has_a_role_once(book: Book, debt_id: int) -> None:
    other = person(book.client_id, "Rowan Testcase").id

    def add(person_id: int, role: str = "guarantor") -> None:
        ownership.add_liable(debt_id, person_id=person_id, role=role, by=SUPERVISOR, at=NOON)

    add(other)
    add(other, "co-debtor")
    for person_id, role in (
        (other, "guarantor"),
        (other, "uncle"),
        (987654321, "guarantor"),
        (book.debtor_id, "executor"),
    ):
        with pytest.raises(ownership.LiableRefused):
            add(person_id, role)
    with pytest.raises(PermissionRefused):
        ownership.add_liable(debt_id, person_id=other, role="attorney", by=COLLECTOR, at=NOON)


def test_title_is_recorded_link_by_link(book: Book) -> None:
    debt_id = place(book, facts=replace(DebtFacts(), original_creditor="Larch Bank"))

    def transfer(from_owner: str, to_owner: str, on: int) -> None:
        ownership.record_title(
            debt_id, from_owner=from_owner, to_owner=to_owner, transferred_date=day(on), by=SUPERVISOR, at=NOON
        )

    transfer("Larch Bank", "Heron Capital", 10)
    transfer("Heron Capital", "Otter Receivables", 20)
    for wrong in (("Heron Capital", "Fox", 30), ("Otter Receivables", "Fox", 19), ("Otter Receivables", " ", 30)):
        with pytest.raises(ownership.TitleRefused):
            transfer(*wrong)
    with pytest.raises(PermissionRefused):
        ownership.record_title(
            debt_id, from_owner="Otter Receivables", to_owner="Fox", transferred_date=day(30), by=COLLECTOR, at=NOON
        )


def test_currencies_keep_to_their_books(book: Book) -> None:
    debt_id = place(book, item("INV-1", 1_234, currency="KWD"), reference="D-KWD")
    assert books.book_of_account(debt_id).currency == "KWD"
    assert items_of(debt_id, currency="KWD", as_of=day(0))[0].open == Amount(1_234, "KWD")
    assert Portfolio.objects.get(id=book.portfolio_id).client_id == book.client_id
