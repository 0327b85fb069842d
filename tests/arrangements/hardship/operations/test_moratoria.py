"""Moratoria in the database: what stops, what is taken back, what goes on afterwards."""

from datetime import date, timedelta
from typing import Literal

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.hardship.moratorium import Said, Word
from goodstanding.arrangements.hardship.operations.moratoria import MoratoriumRefused, say_of_moratorium
from goodstanding.arrangements.hardship.queries.moratoria import binds_debt, moratoria, moratorium_of
from goodstanding.evidence.operations import allot
from goodstanding.ledger.interest.queries import freezes_of
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import Account
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.posting import Component, Line
from goodstanding.ledger.queries import balance
from goodstanding.receivables import hold as nouns
from goodstanding.receivables.models import Hold
from tests.arrangements.hardship.cast import TODAY, notify
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, Book, day, item, open_book, place

pytestmark = pytest.mark.django_db
START = day(160)
LAST = date(2026, 8, 9)
"""The sixtieth day after 10 June, which is day 160."""


@pytest.fixture
def book() -> Book:
    return open_book()


def debt(book: Book, reference: str = "D-1") -> int:
    return place(book, item(f"INV-{reference}", 10_000), reference=reference)


def charge(debt_id: int, on: date, *, kind: Literal["interest", "fee"] = "interest", minor: int = 700) -> int:
    """Charge interest or a fee on a day."""
    account = Account.objects.select_related("book").get(pk=debt_id)
    component: Component = "interest" if kind == "interest" else "fees"
    lines = (Line("receivable", minor, component, None, debt_id), Line("income", -minor, component, None, debt_id))
    return enter(Entry(kind, on, lines, reason="A test."), book=account.book, at=NOON, entry_id=allot())


def held_until(debt_id: int) -> list[date | None]:
    return [
        one.ends_date
        for one in Hold.objects.filter(debt_id=debt_id, released_at=None).order_by("id")
        if nouns.is_in_force(nouns.Hold(one.reason, one.starts_date, one.ends_date), START)
    ]


def owed(debt_id: int) -> int:
    return balance(debt_id, as_of=date(2030, 1, 1)).balance_minor


def said(what: Word, on: date, debt_id: int | None = None) -> Said:
    return Said(what, on, debt_id)


def test_its_debts_are_held_and_frozen_as_long_as_the_law_says(book: Book) -> None:
    first, second = debt(book), debt(book, "D-2")
    number = notify(book.debtor_id)
    card = moratorium_of(number, by=SUPERVISOR, at=NOON)
    assert (card.last_date, card.debt_ids) == (LAST, (first, second))
    for one in (first, second):
        assert held_until(one) == [LAST]
        (frozen,) = freezes_of([one])
        assert (frozen.starts_date, frozen.ends_date) == (START, LAST)
    assert binds_debt(first, day=LAST, known_at=NOON)
    assert not binds_debt(first, day=LAST + timedelta(days=1), known_at=NOON)


def test_what_was_charged_since_its_first_day_is_taken_back(book: Book) -> None:
    one = debt(book)
    charge(one, START - timedelta(days=1))
    charge(one, START)
    charge(one, TODAY, kind="fee", minor=2_500)
    assert owed(one) == 10_000 + 700 + 700 + 2_500
    notify(book.debtor_id)
    assert owed(one) == 10_000 + 700


def test_a_debt_that_is_not_in_it_goes_on(book: Book) -> None:
    inside, outside = debt(book), debt(book, "D-2")
    charge(outside, TODAY)
    notify(book.debtor_id, debt_ids=(inside,))
    assert held_until(outside) == []
    assert freezes_of([outside]) == []
    assert owed(outside) == 10_700
    assert not binds_debt(outside, day=TODAY, known_at=NOON)


def test_a_crisis_lasts_until_treatment_ends_and_a_while_longer(book: Book) -> None:
    one = debt(book)
    number = notify(book.debtor_id, kind="crisis")
    assert moratorium_of(number, by=SUPERVISOR, at=NOON).last_date is None
    assert held_until(one) == [None]
    later = NOON + timedelta(days=100)
    ended = later.date()
    say_of_moratorium(number, said("treatment ended", ended), reason="The point of contact.", by=SUPERVISOR, at=later)
    last = ended + timedelta(days=30)
    assert moratorium_of(number, by=SUPERVISOR, at=later).last_date == last
    assert held_until(one) == [last]
    (frozen,) = freezes_of([one])
    assert frozen.ends_date == last
    say_of_moratorium(number, said("cancelled", ended), reason="The register.", by=SUPERVISOR, at=later)
    assert held_until(one) == [ended]


@pytest.mark.parametrize("what", ["ended early", "cancelled"])
def test_ended_early_it_lets_go_the_day_after(book: Book, what: Word) -> None:
    one = debt(book)
    number = notify(book.debtor_id)
    say_of_moratorium(number, said(what, TODAY), reason="The register.", by=SUPERVISOR, at=NOON)
    assert held_until(one) == [TODAY]
    (frozen,) = freezes_of([one])
    assert frozen.ends_date == TODAY
    assert binds_debt(one, day=TODAY, known_at=NOON)
    assert not binds_debt(one, day=TODAY + timedelta(days=1), known_at=NOON)


def test_a_debt_is_taken_out_of_it_alone(book: Book) -> None:
    out, stays = debt(book), debt(book, "D-2")
    number = notify(book.debtor_id)
    say_of_moratorium(
        number, said("debt removed", TODAY - timedelta(days=1), out), reason="A fine.", by=SUPERVISOR, at=NOON
    )  # fmt: skip
    assert moratorium_of(number, by=SUPERVISOR, at=NOON).debt_ids == (stays,)
    assert (held_until(out), held_until(stays)) == ([], [LAST])
    with pytest.raises(MoratoriumRefused, match="is not in this moratorium"):
        say_of_moratorium(number, said("debt removed", TODAY, out), reason="Again.", by=SUPERVISOR, at=NOON)


def test_once_in_twelve_months(book: Book) -> None:
    debt(book)
    first = notify(book.debtor_id, starts=0)
    last = moratorium_of(first, by=SUPERVISOR, at=NOON).last_date
    assert last == date(2026, 3, 2)
    with pytest.raises(MoratoriumRefused, match=r"ended with 2026-03-02; another may begin from 2027-03-02 on"):
        notify(book.debtor_id, reference="BS-2")
    after = (date(2027, 3, 2) - day(0)).days
    with pytest.raises(MoratoriumRefused, match="another may begin"):
        notify(book.debtor_id, reference="BS-2", starts=after - 1)
    notify(book.debtor_id, reference="BS-2", starts=after)


def test_what_the_register_says_binds_all_the_same(book: Book) -> None:
    one = debt(book)
    notify(book.debtor_id, starts=0)
    notify(book.debtor_id, reference="BS-2", all_the_same="The register says so; we ask the adviser.")
    assert binds_debt(one, day=TODAY, known_at=NOON)


def test_a_crisis_may_follow_at_any_time(book: Book) -> None:
    debt(book)
    notify(book.debtor_id, starts=0)
    notify(book.debtor_id, kind="crisis", reference="MH-1")
    assert [one.reference for one in moratoria(by=SUPERVISOR, at=NOON)] == ["MH-1", "BS-1"]


def test_a_notification_is_recorded_once(book: Book) -> None:
    debt(book)
    notify(book.debtor_id, kind="crisis")
    with pytest.raises(MoratoriumRefused, match="on record already"):
        notify(book.debtor_id, kind="crisis")


def test_all_that_is_wrong_is_said(book: Book) -> None:
    with pytest.raises(MoratoriumRefused, match="no debt to take in"):
        notify(book.debtor_id)
    other = debt(open_book("Alder Gas"))
    with pytest.raises(MoratoriumRefused, match="is not owed by this person"):
        notify(book.debtor_id, debt_ids=(other,))
    with pytest.raises(MoratoriumRefused, match="'holiday' is not a moratorium"):
        notify(book.debtor_id, kind="holiday", debt_ids=(other,))
    debt(book)
    number = notify(book.debtor_id)
    with pytest.raises(MoratoriumRefused, match=r"began on .*Say why"):
        say_of_moratorium(number, said("cancelled", day(0)), reason="", by=SUPERVISOR, at=NOON)


def test_who_may_not(book: Book) -> None:
    debt(book)
    with pytest.raises(PermissionRefused):
        notify(book.debtor_id, by=AUDITOR)
    number = notify(book.debtor_id)
    with pytest.raises(PermissionRefused):
        say_of_moratorium(number, said("cancelled", TODAY), reason="x", by=COLLECTOR, at=NOON)


@pytest.mark.parametrize("table", ["moratorium", "moratoriumdebt"])
def test_nothing_of_it_is_changed(book: Book, table: str) -> None:
    debt(book)
    notify(book.debtor_id)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE arrangements_{table} SET entry_id = 1")
