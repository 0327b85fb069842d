"""The last place of a fund has one winner, and the same surplus is not promised twice, however many ask at once."""

from collections.abc import Callable, Iterator
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from goodstanding.arrangements.affordability.operations import AboveSurplus, refuse_above_surplus
from goodstanding.arrangements.hardship.operations.granting import Asked, GrantRefused, grant
from goodstanding.arrangements.hardship.operations.programmes import fund_programme
from goodstanding.arrangements.hardship.queries.programmes import grants_of
from goodstanding.parties.models import Person
from tests.arrangements.affordability.cast import with_surplus
from tests.arrangements.hardship.cast import ill
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, day, item, open_book, person, place
from tests.workbench.served import copied_database

AT_ONCE = 8


@pytest.fixture(scope="module")
def book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Book]:
    with django_db_blocker.unblock(), copied_database():
        yield open_book("Rowan Water")


def at_once(*deeds: Callable[[], str]) -> list[str]:
    """Do some deeds at the same moment and return what became of each."""
    found, ready = [""] * len(deeds), Barrier(len(deeds))

    def do(place_: int, deed: Callable[[], str]) -> None:
        ready.wait(timeout=30)
        try:
            found[place_] = deed()
        finally:
            connection.close()

    threads = [Thread(target=do, args=(number, deed)) for number, deed in enumerate(deeds)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return found


@pytest.mark.django_db
def test_one_after_the_other_the_same_surplus_is_asked_of_both() -> None:
    alone = open_book("Hazel Water")
    with_surplus(alone.debtor_id, 5_000)
    refuse_above_surplus(alone.debtor_id, 5_000, "USD", at=NOON)
    with pytest.raises(AboveSurplus):
        refuse_above_surplus(alone.debtor_id, 5_001, "USD", at=NOON)


def test_the_last_of_a_fund_has_one_winner(book: Book) -> None:
    fund_programme(
        "breathing_room", client_id=book.client_id, currency="USD", from_date=day(0), until_date=day(364),
        grants_most=1, by=SUPERVISOR, at=NOON,
    )  # fmt: skip
    asked = []
    for number in range(AT_ONCE):
        owner = person(book.client_id, f"Hazel {number}")
        mine = Book(book.client_id, book.portfolio_id, owner.id)
        asked.append((ill(owner.id), place(mine, item(f"INV-{number}", 5_000), reference=f"F-{number}")))

    def deed(case: int, debt_id: int) -> Callable[[], str]:
        def ask() -> str:
            try:
                grant(case, debt_id, Asked("breathing_room", "Hospital."), by=COLLECTOR, at=NOON)
            except GrantRefused as refusal:
                return str(refusal)
            return "granted"

        return ask

    found = at_once(*(deed(*one) for one in asked))
    assert sorted(one == "granted" for one in found) == [False] * (AT_ONCE - 1) + [True]
    assert all("used up" in one for one in found if one != "granted")
    assert sum(len(grants_of(debt_id=debt_id)) for _, debt_id in asked) == 1


def test_two_who_ask_for_one_surplus_wait_for_each_other(book: Book) -> None:
    with_surplus(book.debtor_id, 5_000)
    order: list[str] = []

    def first() -> str:
        with transaction.atomic():
            refuse_above_surplus(book.debtor_id, 5_000, "USD", at=NOON)
            order.append("first asked")
            asked.wait(timeout=30)
            Person.objects.filter(pk=book.debtor_id).exists()
            order.append("first done")
        return "yes"

    def second() -> str:
        asked.wait(timeout=30)
        with transaction.atomic():
            try:
                refuse_above_surplus(book.debtor_id, 5_001, "USD", at=NOON)
            except AboveSurplus:
                order.append("second refused")
                return "no"
        return "yes"

    asked = Barrier(2)
    assert at_once(first, second) == ["yes", "no"]
    assert order == ["first asked", "first done", "second refused"]
