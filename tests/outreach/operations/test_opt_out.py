"""Stopping a channel at once, starting it again, and answering a call for help."""

from datetime import timedelta

import pytest

from goodstanding.access.permission import Actor, PermissionRefused, Scope
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.operations.opt_out import OptOutRefused, Stopped, answer_help, opt_in, opt_out
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.wanted import Wanted
from goodstanding.parties import consent
from goodstanding.parties.consent import ConsentRefused
from goodstanding.parties.models import Consent, ContactPoint, Person
from goodstanding.parties.operations.person import PersonUnknown
from goodstanding.parties.queries import consent_facts
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, Book, elsewhere, item, open_book, place

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def point(book: Book, value: str = "+12025550101", kind: str = "phone") -> int:
    return ContactPoint.objects.create(
        person_id=book.debtor_id, kind=kind, value=value, search_value=value, entry_id=1
    ).pk


def message(book: Book, debt_id: int, channel: str, point_id: int, key: str = "a") -> Message:
    wanted = Wanted(
        f"{key}:{channel}:{point_id}", "person", channel, book.debtor_id, book.client_id, [debt_id],
        "limited-voicemail" if channel == "voicemail" else "friendly-reminder", contact_point_id=point_id,
        not_before=NOON + timedelta(days=1),
    )  # fmt: skip
    return Message.objects.get(id=ask_for_message(wanted, by=COLLECTOR, at=NOON))


def state(book: Book, channel: str, point_id: int | None = None) -> str:
    facts = consent_facts(book.debtor_id)
    return consent.state(facts, channel=channel, at=LATER, known_at=LATER, contact_point_id=point_id)


def stop(book: Book, channel: str = "sms", point_id: int | None = None, event: str = "twilio:SM1") -> Stopped:
    return opt_out(
        book.debtor_id, channel=channel, contact_point_id=point_id, source="Text", event_key=event, by=COLLECTOR,
        at=NOON,
    )  # fmt: skip


def test_a_stop_withdraws_takes_back_and_is_confirmed_once(book: Book, debt_id: int) -> None:
    phone = point(book)
    waiting = message(book, debt_id, "sms", phone)
    came = stop(book, point_id=phone)
    assert (came.is_new, came.cancelled, came.unanswered) == (True, 1, "")
    assert state(book, "sms", phone) == "withdrawn"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("cancelled", "The person asked for this to stop.")
    assert came.confirmation_id is not None
    answer = Message.objects.get(id=came.confirmation_id)
    assert (answer.template, answer.purpose, answer.contact_point_id, answer.state) == (
        "opt-out-confirmation", "opt_out_confirmation_only", phone, "approved",
    )  # fmt: skip
    assert answer.not_after - NOON <= timedelta(hours=1)
    assert Entry.objects.filter(kind="outreach.opted_out").count() == 1


def test_the_same_event_again_changes_nothing(book: Book, debt_id: int) -> None:
    phone = point(book)
    stop(book, point_id=phone)
    before = Consent.objects.count(), Message.objects.count(), Entry.objects.count()
    assert stop(book, point_id=phone) == Stopped(is_new=False)
    assert (Consent.objects.count(), Message.objects.count(), Entry.objects.count()) == before


def test_a_second_stop_is_kept_and_not_confirmed_again(book: Book, debt_id: int) -> None:
    phone = point(book)
    stop(book, point_id=phone)
    again = stop(book, point_id=phone, event="twilio:SM2")
    assert (again.is_new, again.confirmation_id, again.unanswered) == (True, None, "It had been stopped before.")
    assert Consent.objects.count() == 2
    assert Message.objects.filter(template="opt-out-confirmation").count() == 1


def test_a_stop_of_one_number_leaves_another_and_other_channels(book: Book, debt_id: int) -> None:
    first, second, mail = point(book), point(book, "+12025550102"), point(book, "j@example.com", "email")
    kept = [message(book, debt_id, "sms", second), message(book, debt_id, "email", mail)]
    message(book, debt_id, "sms", first)
    assert stop(book, point_id=first).cancelled == 1
    assert {Message.objects.get(id=one.pk).state for one in kept} == {"approved"}
    assert state(book, "sms", second) == "unknown"
    assert stop(book, event="twilio:SM3").cancelled >= 1
    assert state(book, "sms", second) == "withdrawn"


def test_a_stop_of_calls_takes_voicemail_back_and_is_not_confirmed(book: Book, debt_id: int) -> None:
    waiting = message(book, debt_id, "voicemail", point(book))
    came = stop(book, "call")
    assert (came.cancelled, came.confirmation_id) == (1, None)
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"


def test_a_wish_for_no_contact_at_all_stops_every_channel(book: Book, debt_id: int) -> None:
    phone, mail = point(book), point(book, "j@example.com", "email")
    message(book, debt_id, "sms", phone)
    message(book, debt_id, "email", mail)
    came = stop(book, "all", phone)
    assert (len(came.consent_ids), came.cancelled) == (5, 2)
    assert {state(book, channel) for channel in consent.CHANNELS} == {"withdrawn"}


def test_a_stop_counts_though_nothing_is_owed(book: Book) -> None:
    assert "Nothing is held of this person" in stop(book).unanswered
    assert state(book, "sms") == "withdrawn"


def test_a_stop_without_a_usable_number_counts_and_says_why_it_is_not_answered(book: Book, debt_id: int) -> None:
    came = stop(book)
    assert "Nobody knows a usable phone" in came.unanswered
    assert state(book, "sms") == "withdrawn"
    assert not Message.objects.exists()


def test_who_may_record_but_not_send_stops_without_an_answer(book: Book, debt_id: int) -> None:
    agency = Actor("user:8", frozenset({Role.AGENCY_USER}), Scope(clients=frozenset({book.client_id})))
    came = opt_out(
        book.debtor_id, channel="sms", contact_point_id=point(book), source="Call", event_key="note:1", by=agency,
        at=NOON,
    )  # fmt: skip
    assert (came.confirmation_id, "You may not" in came.unanswered) == (None, True)
    assert Consent.objects.get().decision == "withdrawn"


def test_a_start_lets_the_channel_be_used_and_is_confirmed(book: Book, debt_id: int) -> None:
    phone = point(book)
    stop(book, point_id=phone)
    came = opt_in(
        book.debtor_id, channel="sms", contact_point_id=phone, source="Text", event_key="twilio:SM9", by=COLLECTOR,
        at=LATER,
    )  # fmt: skip
    assert state(book, "sms", phone) == "given"
    assert came.confirmation_id is not None
    assert Message.objects.get(id=came.confirmation_id).template == "start-confirmation"
    again = opt_in(
        book.debtor_id, channel="sms", contact_point_id=phone, source="Text", event_key="twilio:SM9", by=COLLECTOR,
        at=LATER,
    )  # fmt: skip
    assert again == Stopped(is_new=False)


def test_a_call_for_help_is_answered_once(book: Book, debt_id: int) -> None:
    phone = point(book)
    told = [
        answer_help(book.debtor_id, contact_point_id=phone, event_key="twilio:SM5", by=COLLECTOR, at=NOON)
        for _ in range(2)
    ]
    assert [one.is_new for one in told] == [True, False]
    assert told[0].confirmation_id == told[1].confirmation_id
    assert Message.objects.get().template == "help-answer"


def test_what_cannot_be_is_refused(book: Book, debt_id: int) -> None:
    with pytest.raises(OptOutRefused, match="is no channel that can be stopped"):
        stop(book, "telegraph")
    with pytest.raises(OptOutRefused, match="needs its source and its event"):
        stop(book, event=" ")
    with pytest.raises(OptOutRefused, match="say which"):
        opt_in(book.debtor_id, channel="all", contact_point_id=None, source="x", event_key="y", by=COLLECTOR, at=NOON)
    with pytest.raises(PersonUnknown):
        opt_out(999_999, channel="sms", contact_point_id=None, source="x", event_key="y", by=COLLECTOR, at=NOON)
    stranger = Person.objects.create(display_name="S", search_name="s", issuer_id=1, reference="S", entry_id=1)
    theirs = ContactPoint.objects.create(person=stranger, kind="phone", value="+1", search_value="1", entry_id=1)
    with pytest.raises(ConsentRefused, match="has no contact point"):
        stop(book, point_id=theirs.pk)
    for by in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            opt_out(book.debtor_id, channel="sms", contact_point_id=None, source="x", event_key="y", by=by, at=NOON)
    assert not Consent.objects.exists()
