"""Filling the books: everything adds up, everything is fake, and real books are left alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused
from goodstanding.access.role import Role
from goodstanding.evidence import queries as evidence
from goodstanding.evidence.models import Entry, EntryRows
from goodstanding.evidence.row import is_proved
from goodstanding.ledger.models import Account, Posting
from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.parties.contact_point import read_address, read_phone
from goodstanding.parties.models import Consent, ContactPoint, Person
from goodstanding.parties.person import search_key
from goodstanding.payments.models import Receipt
from goodstanding.receivables.models import Client, Debt, Item, Portfolio
from goodstanding.sample_book.operations import filling_night
from goodstanding.sample_book.operations.filling import FillingRefused, fill

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 6, 30)
AT = datetime(2026, 7, 1, 9, tzinfo=UTC)


def filled(debtors: int, *, seed: int = 3, chunk: int = 150) -> int:
    return fill(debtors, seed=seed, as_of=AS_OF, by=OPERATOR, at=AT, chunk=chunk)


def test_every_debtor_has_a_debt_an_item_and_three_contact_points() -> None:
    assert filled(400) == 400
    assert [model.objects.count() for model in (Person, Debt, Item, Account)] == [400] * 4
    assert ContactPoint.objects.count() == 1200
    assert Portfolio.objects.count() == 5
    assert Receipt.objects.exists()


def test_the_books_balance_and_nothing_is_paid_twice() -> None:
    filled(300)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT coalesce(sum(amount_minor), 0) FROM ledger_posting")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM (SELECT item_id FROM ledger_posting WHERE head = 'receivable' GROUP BY item_id "
            "HAVING sum(amount_minor) < 0) AS overpaid"
        )
        assert cursor.fetchone() == (0,)
    assert not Posting.objects.filter(effective_date__gt=AS_OF).exists()


def test_people_are_found_by_the_keys_the_chapters_would_make() -> None:
    filled(200)
    for person in Person.objects.all():
        assert person.search_name == search_key(person.display_name)
        assert person.display_name == f"{person.given_name} {person.family_name}"
    for point in ContactPoint.objects.filter(kind="phone"):
        read = read_phone(point.value)
        assert (read.value, read.search_value) == (point.value, point.search_value)
        assert point.value[5:10] == "55501"
    for point in ContactPoint.objects.filter(kind="address"):
        read = read_address(
            [point.value.splitlines()[0]],
            locality=point.locality,
            region=point.region,
            postal_code=point.postal_code,
            country=point.country,
        )
        assert (read.value, read.search_value, list(read.zones)) == (point.value, point.search_value, point.zones)
    emails = ContactPoint.objects.filter(kind="email").values_list("value", flat=True)
    assert all(email.endswith(("@example.com", "@example.org", "@example.net")) for email in emails)


def test_a_filling_goes_on_where_it_stopped_and_repeats_itself() -> None:
    filled(100)
    assert filled(250) == 150
    assert filled(250) == 0
    names = list(Person.objects.order_by("id").values_list("reference", "display_name"))
    assert len(set(names)) == 250


def test_every_chunk_has_an_entry_over_its_rows() -> None:
    filled(300)
    entries = list(Entry.objects.filter(kind="sample_book.filled").order_by("id"))
    assert [entry.rows_count for entry in entries] == [150, 150]
    assert EntryRows.objects.count() == 2
    assert set(Debt.objects.values_list("entry_id", flat=True)) == {entry.id for entry in entries}


def test_a_row_of_a_chunk_can_be_proved() -> None:
    filled(20, chunk=20)
    entry = Entry.objects.get(kind="sample_book.filled")
    debt = Debt.objects.get(reference__endswith="-000000004")
    item = Item.objects.get(debt=debt)
    paid = sum(Receipt.objects.filter(debt=debt).values_list("amount_minor", flat=True))
    content = (
        f'{{"account":{debt.pk},"amount_minor":{item.amount_minor},"item":{item.pk},'
        f'"paid_minor":{paid},"person":{debt.debtor_id}}}'
    )
    proof = evidence.row_proof(entry.id, "3")
    assert is_proved("3", content.encode(), by=proof, root=proof.root)
    assert not is_proved("3", content.replace("account", "acc0unt").encode(), by=proof, root=proof.root)


def test_books_with_real_debts_are_left_alone() -> None:
    filled(5)
    for client in Client.objects.all():
        Client.objects.filter(pk=client.pk).update(name=f"Somebody's client {client.pk}")
    with pytest.raises(FillingRefused, match="data folder of its own"):
        filled(10)


def test_only_who_may_bring_in_files_may_fill() -> None:
    auditor = Actor("user:9", frozenset({Role.AUDITOR}))
    with pytest.raises(PermissionRefused):
        fill(5, seed=1, as_of=AS_OF, by=auditor, at=AT)


def test_a_filling_for_a_night_has_second_debts_and_recent_contacts() -> None:
    fill(200, seed=3, as_of=AS_OF, by=OPERATOR, at=AT, chunk=100, night=True)
    assert (Person.objects.count(), Debt.objects.count(), Item.objects.count()) == (200, 260, 260)
    assert Contact.objects.count() == 600
    assert ContactDebt.objects.count() == 780
    days = set(Contact.objects.values_list("happened_at__date", flat=True))
    assert min(days) > AS_OF - timedelta(days=30)
    assert max(days) < AS_OF
    assert set(Contact.objects.values_list("channel", flat=True)) == {"call", "sms", "email", "letter"}
    assert not Contact.objects.exclude(contact_point__person=F("person")).exists()
    assert 100 < Consent.objects.count() < 300
    entries = Entry.objects.filter(kind="sample_book.filled")
    assert sum(entry.rows_count for entry in entries) == 260
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for item in Item.objects.filter(debt__reference__endswith="B"):
        assert item.issued_date is not None
        assert item.issued_date < item.due_date


def test_a_filling_for_a_night_is_not_mixed_with_another() -> None:
    filled(20)
    with pytest.raises(FillingRefused, match="another measurement"):
        fill(40, seed=3, as_of=AS_OF, by=OPERATOR, at=AT, night=True)


@pytest.mark.parametrize("accounts", [1, 2, 9, 10, 13, 1000, 123_457])
def test_as_many_debtors_as_the_accounts_need(accounts: int) -> None:
    debtors = filling_night.debtors_for(accounts)
    assert debtors + debtors * 3 // 10 in {accounts, accounts + 1}
    assert debtors - 1 + (debtors - 1) * 3 // 10 < accounts
