"""Questions about an account: what the books know reaches the gate, as it was known."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.access.permission import OPERATOR, Actor, PermissionRefused, Scope
from goodstanding.access.role import Role
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.parties.operations.circumstance import record_circumstance
from goodstanding.parties.operations.consent import record_consent, record_preference
from goodstanding.parties.operations.contact_point import mark_contact_point
from goodstanding.receivables.models import Debt
from goodstanding.strategy.queries.question import Question, QuestionRefused, ask, duties_of, find_account
from tests.receivables.cast import COLLECTOR, Book, elsewhere, item, open_book, place

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 6, 17, 18, 0, tzinfo=UTC)
"""14:00 in Ohio."""


@pytest.fixture
def book() -> Book:
    found = open_book()
    ContactPoint.objects.create(
        person_id=found.debtor_id, kind="address", value="1 Example Road", search_value="1 example road", country="US",
        region="OH", postal_code="43215", locality="Columbus", zones=["America/New_York"], entry_id=1,
    )  # fmt: skip
    ContactPoint.objects.create(
        person_id=found.debtor_id, kind="phone", value="+16145550101", search_value="16145550101",
        zones=["America/New_York"], entry_id=1,
    )  # fmt: skip
    return found


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def question(
    debt_id: int, *, at: datetime = WEDNESDAY, channel: str = "call", known_at: datetime | None = None
) -> Question:
    return ask(debt_id, channel=channel, at=at, by=OPERATOR, known_at=known_at)


def call(debt_id: int, at: datetime, outcome: str) -> None:
    fact = ContactFact(at, at, "outbound", "call", outcome)
    record_contact([debt_id], fact=fact, by=COLLECTOR, at=at)


def test_a_plain_call_at_noon_may_happen_and_one_at_night_may_not(debt_id: int) -> None:
    assert question(debt_id).verdict.allowed
    night = question(debt_id, at=WEDNESDAY + timedelta(hours=9)).verdict
    assert (night.outcome, night.rule) == ("refused", "1006.6(b)(1)(i)")
    assert night.next_at == datetime(2026, 6, 18, 12, 0, tzinfo=UTC)


def test_seven_recorded_calls_close_the_week_and_busy_ones_do_not_count(debt_id: int) -> None:
    for hours in range(6):
        call(debt_id, WEDNESDAY - timedelta(hours=20 + hours), "no_answer")
    call(debt_id, WEDNESDAY - timedelta(hours=30), "busy")
    assert question(debt_id).verdict.allowed
    call(debt_id, WEDNESDAY - timedelta(hours=2), "voicemail_left")
    found = question(debt_id).verdict
    assert (found.outcome, found.rule) == ("refused", "1006.14(b)(2)(i)(A)")
    assert question(debt_id, at=WEDNESDAY + timedelta(days=8)).verdict.allowed


def test_calls_to_a_number_that_was_somebody_else_s_are_taken_back(book: Book, debt_id: int) -> None:
    phone = ContactPoint.objects.get(person_id=book.debtor_id, kind="phone")
    for minutes in range(7):
        called = WEDNESDAY - timedelta(days=1, minutes=minutes)
        fact = ContactFact(called, called, "outbound", "call", "no_answer")
        record_contact(
            [debt_id], fact=fact, contact_point_id=phone.pk, by=COLLECTOR, at=WEDNESDAY - timedelta(hours=20)
        )
    assert question(debt_id).verdict.rule == "1006.14(b)(2)(i)(A)"
    mark_contact_point(phone.pk, "wrong person", source="Call.", by=COLLECTOR, at=WEDNESDAY - timedelta(hours=1))
    assert "1006.14(b)(2)(i)(A)" not in {
        one.rule for one in question(debt_id).verdict.answers if one.state == "refused"
    }


def test_a_voicemail_dropped_by_a_machine_needs_consent_and_a_call_by_hand_does_not(debt_id: int) -> None:
    assert question(debt_id, channel="call").verdict.allowed
    assert "64.1200(a)(1)(iii)" in question(debt_id, channel="ringless_voicemail").verdict.rule


def test_the_same_question_as_of_an_earlier_knowledge_gives_the_earlier_answer(debt_id: int) -> None:
    spoke = WEDNESDAY - timedelta(days=2)
    learned = WEDNESDAY - timedelta(hours=1)
    fact = ContactFact(spoke, learned, "outbound", "call", "conversation")
    record_contact([debt_id], fact=fact, by=COLLECTOR, at=learned)
    assert not question(debt_id).verdict.allowed
    assert question(debt_id, known_at=learned - timedelta(seconds=1)).verdict.allowed


def test_a_withdrawn_consent_closes_the_medium_and_hours_are_kept(book: Book, debt_id: int) -> None:
    earlier = WEDNESDAY - timedelta(days=1)
    record_preference(book.debtor_id, "hours", value="mon-fri 16:00-18:00", source="Call.", effective_at=earlier,
                      by=COLLECTOR, at=earlier)  # fmt: skip
    early = question(debt_id).verdict
    assert early.rule == "1006.6(b)(1)(i)"
    assert early.next_at == datetime(2026, 6, 17, 20, 0, tzinfo=UTC)
    record_consent(
        book.debtor_id,
        channel="call",
        decision="withdrawn",
        source="Call.",
        effective_at=earlier,
        by=COLLECTOR,
        at=earlier,
    )
    refused = question(debt_id, at=datetime(2026, 6, 17, 20, 30, tzinfo=UTC)).verdict
    assert (refused.outcome, refused.rule) == ("refused", "1006.14(h)(1)")


def test_a_bankruptcy_stays_every_channel(book: Book, debt_id: int) -> None:
    earlier = WEDNESDAY - timedelta(days=1)
    record_circumstance(book.debtor_id, "bankrupt", source="Court notice.", effective_date=earlier.date(), by=COLLECTOR,
                        at=earlier)  # fmt: skip
    for channel in ("call", "letter"):
        found = question(debt_id, channel=channel).verdict
        assert not found.allowed
        assert "362" in found.rule


def test_an_electronic_message_without_a_known_basis_is_refused(debt_id: int) -> None:
    assert not question(debt_id, channel="sms").verdict.allowed
    assert not question(debt_id, channel="email").verdict.allowed


def test_nobody_knows_where_the_person_is(book: Book) -> None:
    ContactPoint.objects.filter(person_id=book.debtor_id).update(zones=[], region="", postal_code="")
    found = question(place(book, item("INV-1", 10_000))).verdict
    assert (found.outcome, found.rule) == ("refused", "lawbook: unknown state")
    assert {"unknown"} <= {one.state for one in found.answers if one.rule == "1006.6(b)(1)(i)"}


def test_a_business_s_own_debt_is_outside_consumer_law_but_not_outside_the_law(book: Book) -> None:
    Person.objects.filter(id=book.debtor_id).update(kind="organisation")
    number = place(book, item("INV-1", 10_000))
    Debt.objects.filter(account_id=number).update(debt_type="invoice")
    found = question(number, channel="letter").verdict
    assert (found.outcome, found.rule) == ("permitted", "15 USC 1692a(5)")


def test_what_cannot_be_asked_is_a_sentence(book: Book, debt_id: int) -> None:
    with pytest.raises(QuestionRefused, match="not a channel"):
        question(debt_id, channel="pigeon")
    with pytest.raises(QuestionRefused, match="no account"):
        question(10**9)
    with pytest.raises(QuestionRefused, match="No account"):
        find_account("NOWHERE", by=OPERATOR)
    with pytest.raises(PermissionRefused):
        ask(debt_id, channel="call", at=WEDNESDAY, by=elsewhere(COLLECTOR))
    address = ContactPoint.objects.get(person_id=book.debtor_id, kind="address")
    with pytest.raises(QuestionRefused, match="does not go to"):
        ask(debt_id, channel="call", at=WEDNESDAY, contact_point_id=address.pk, by=OPERATOR)
    with pytest.raises(QuestionRefused, match="not this person's"):
        ask(debt_id, channel="call", at=WEDNESDAY, contact_point_id=10**9, by=OPERATOR)
    address.status = "wrong person"
    address.save(update_fields=["status"])
    with pytest.raises(QuestionRefused, match="Somebody else"):
        ask(debt_id, channel="letter", at=WEDNESDAY, contact_point_id=address.pk, by=OPERATOR)
    with pytest.raises(QuestionRefused, match="No account"):
        find_account("²", by=OPERATOR)
    assert find_account("D-1", by=OPERATOR) == find_account(str(debt_id), by=OPERATOR) == debt_id


def test_who_may_not_read_the_law_may_not_ask_it(debt_id: int) -> None:
    client_user = Actor("user:9", frozenset({Role.CLIENT_USER}), Scope(clients=frozenset({client_of(debt_id)})))
    with pytest.raises(PermissionRefused, match="read the law"):
        ask(debt_id, channel="call", at=WEDNESDAY, by=client_user)
    with pytest.raises(PermissionRefused, match="read the law"):
        duties_of(debt_id, at=WEDNESDAY, by=client_user)


def client_of(debt_id: int) -> int:
    return Debt.objects.get(account_id=debt_id).client_id


def test_an_instant_whose_clocks_nobody_knows_is_a_sentence(debt_id: int) -> None:
    for year in (1970, 2060):
        with pytest.raises(QuestionRefused, match="after 1970 and before 2060"):
            question(debt_id, at=WEDNESDAY.replace(year=year))
    assert question(debt_id, at=WEDNESDAY.replace(year=2059), known_at=WEDNESDAY).verdict.answers
