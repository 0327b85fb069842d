"""The facts of messages, read from the books for all at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.access.role import Role
from goodstanding.compliance.operations import say_collector_kind
from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.operations import set_channel
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.outreach.port.delivery import DeliveryLine
from goodstanding.outreach.sending.house import House, Waiting, Weighed
from goodstanding.outreach.template.catalogue import CatalogueRefused
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.queries import Wanted, facts_for, places_of, text_in_force, texts_in_force
from goodstanding.parties.models import ContactPoint, Person
from tests.outreach.template.waiting import waiting
from tests.receivables.cast import COLLECTOR, NOON, Book, item, open_book, place

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
OFFICER = Actor("user:7", frozenset({Role.COMPLIANCE_OFFICER}))
HOUSE = House(weigh=lambda _messages, _at: {})


@pytest.fixture
def book() -> Book:
    return open_book()


def message(book: Book, number: int, *lines: DeliveryLine) -> Waiting:
    return waiting(
        message_id=number, key=f"act:{number}", person_id=book.debtor_id, client_id=book.client_id, lines=lines,
        planned_at=NOON,
    )  # fmt: skip


def line(debt_id: int, minor: int) -> DeliveryLine:
    return DeliveryLine(debt_id, None, "", "USD", minor)


def test_a_message_is_told_what_the_books_know(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000), item("INV-2", 2_500))
    one = message(book, 5, line(debt_id, 12_500))
    (facts,) = facts_for([one], {}, house=HOUSE, at=NOON).values()
    assert facts.values["person.name"] == "Juniper Testcase"
    assert facts.values["client.name"] == "Larch Utilities"
    assert facts.values["account.reference"] == "D-1"
    assert facts.values["total.amount"] == Amount(12_500, "USD")
    assert facts.values["contact.is_first"] is True
    assert facts.values["house.is_collector"] is True
    assert [row["line.reference"] for row in facts.series["lines"]] == ["INV-1", "INV-2"]
    assert facts.values["house.name"]


def test_what_was_weighed_stands_over_what_was_asked_for(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    one = message(book, 5, line(debt_id, 10_000))
    weighed = {5: Weighed((line(debt_id, 4_000),))}
    assert facts_for([one], weighed, house=HOUSE, at=NOON)[5].values["total.amount"] == Amount(4_000, "USD")


def test_what_others_know_is_asked_of_the_house(book: Book) -> None:
    one = message(book, 5)
    house = replace(HOUSE, fields=lambda _messages, _at: {5: {"promise.amount": "USD 5.00"}})
    assert facts_for([one], {}, house=house, at=NOON)[5].values["promise.amount"] == Amount(500, "USD")
    wrong = replace(HOUSE, fields=lambda _messages, _at: {5: {"promis.amount": "USD 5.00"}})
    with pytest.raises(TemplateRefused, match="Did you mean"):
        facts_for([one], {}, house=wrong, at=NOON)


def test_a_mail_knows_where_its_answers_go_and_how_it_is_ended(book: Book) -> None:
    one = message(book, 5)
    assert "reply.address" not in facts_for([one], {}, house=HOUSE, at=NOON)[5].values
    server = {
        "host": "127.0.0.1", "security": "none", "from_address": "help@larch.example.com",
        "web_address": "http://127.0.0.1:8000", "port": "2525",
    }  # fmt: skip
    set_channel("email", provider="smtp", options=server, by=OPERATOR, at=NOON)
    found = facts_for([one, replace(one, message_id=6, is_optional=True)], {}, house=HOUSE, at=NOON)
    assert str(found[5].values["reply.address"]).endswith("@larch.example.com")
    assert "unsubscribe.link" not in found[5].values
    assert str(found[6].values["unsubscribe.link"]).startswith("http://127.0.0.1:8000/p/m6.")
    assert (
        facts_for([replace(one, channel="sms")], {}, house=HOUSE, at=NOON)[5]
        .values.keys()
        .isdisjoint({"reply.address", "unsubscribe.link"})
    )


def test_it_is_not_the_first_once_something_reached_the_person(book: Book) -> None:
    debt_id = place(book, item("INV-1", 10_000))
    one = message(book, 5, line(debt_id, 10_000))
    for outcome, is_first in (("no_answer", True), ("conversation", False)):
        at = NOON + timedelta(minutes=1 if is_first else 2)
        record_contact([debt_id], fact=ContactFact(at, at, "outbound", "call", outcome), by=COLLECTOR, at=at)
        assert facts_for([one], {}, house=HOUSE, at=at)[5].values["contact.is_first"] is is_first
    assert facts_for([one], {}, house=HOUSE, at=NOON)[5].values["contact.is_first"] is True


def test_a_creditor_is_no_debt_collector(book: Book) -> None:
    say_collector_kind("original_creditor", client_id=book.client_id, by=OFFICER, at=NOON)
    facts = facts_for([message(book, 5)], {}, house=HOUSE, at=NOON)[5]
    assert facts.values["house.is_collector"] is False


def test_where_people_live(book: Book) -> None:
    def lives(country: str, region: str) -> str:
        ContactPoint.objects.filter(person_id=book.debtor_id).delete()
        ContactPoint.objects.create(
            person_id=book.debtor_id, kind="address", value=f"1 Road {country}{region}", search_value="1 road",
            country=country, region=region, zones=["America/Los_Angeles"], entry_id=1,
        )  # fmt: skip
        return places_of([book.debtor_id])[book.debtor_id]

    assert places_of([book.debtor_id]) == {book.debtor_id: ""}
    assert (lives("US", "CA"), lives("GB", "Greater London"), lives("", "CA")) == ("US-CA", "GB", "")
    Person.objects.filter(pk=book.debtor_id).update(country="MX")
    assert lives("", "") == "MX"


def test_a_thousand_messages_take_as_many_queries_as_one(book: Book) -> None:
    debts = [place(book, item(f"INV-{number}", 100), reference=f"D-{number}") for number in range(5)]
    messages = [message(book, number, line(debts[number % 5], 100)) for number in range(1_000)]

    def counted(some: list[Waiting]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(facts_for(some, {}, house=HOUSE, at=NOON)) == len(some)
        return len(queries)

    assert counted(messages) == counted(messages[:1]) <= 10


def test_a_template_without_a_text_and_one_that_is_none() -> None:
    with pytest.raises(CatalogueRefused, match="Did you mean 'reminder'"):
        text_in_force("remindr", language="en", place="", day=TODAY)
    assert texts_in_force([], day=TODAY) == {}
    for wanted in (Wanted("reminder", "en", ""), Wanted("reminder", "xx", "")):
        try:
            assert texts_in_force([wanted], day=TODAY)[wanted].name == "reminder"
        except TemplateRefused as refusal:
            assert "has no text" in str(refusal)
