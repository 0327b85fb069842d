"""Replies taken in: held once, matched, counted, acted on at once, reported."""

from dataclasses import replace
from datetime import timedelta

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.contact import Contact, ContactDebt
from goodstanding.outreach.models.reply import Reply, ReplyAct, ReplyMatch, ReplyReading
from goodstanding.outreach.reply.operations import ReplyRefused, note, receive, receive_from_page
from goodstanding.parties.contact_point import read_email, read_phone
from goodstanding.parties.models import Consent, Representation
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.receivables.models import Hold
from goodstanding.worklists.models import Task
from tests.receivables.cast import (
    AUDITOR,
    COLLECTOR,
    NOON,
    SUPERVISOR,
    Book,
    elsewhere,
    item,
    open_book,
    person,
    place,
)

pytestmark = pytest.mark.django_db
NUMBER = "+12125550123"
SMS = Incoming("sms", "sms:1", NOON - timedelta(minutes=1), NUMBER, "+12125550100", text="STOP")
MAIL = Incoming("email", "mail:1", NOON - timedelta(minutes=1), "juniper@example.com", "help@example.org", text="Hi.")


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    debt = place(book, item("INV-1", 10_000))
    add_contact_point(book.debtor_id, read_phone(NUMBER), source="File", by=SUPERVISOR, at=NOON)
    add_contact_point(book.debtor_id, read_email("juniper@example.com"), source="File", by=SUPERVISOR, at=NOON)
    return debt


def take(incoming: Incoming = SMS, **changes: str) -> int:
    return receive(replace(incoming, **changes), by=SUPERVISOR, at=NOON)  # type: ignore[arg-type]  # texts only


def test_the_same_key_is_the_same_reply(debt_id: int) -> None:
    first = take()
    entries = Entry.objects.count()
    assert take() == first
    assert (Reply.objects.count(), Contact.objects.count(), Entry.objects.count()) == (1, 1, entries)


def test_a_stop_takes_effect_at_once_and_is_reported(book: Book, debt_id: int) -> None:
    reply_id = take()
    consent = Consent.objects.get(person_id=book.debtor_id)
    assert (consent.channel, consent.decision, consent.contact_point_id is not None) == ("sms", "withdrawn", True)
    contact = Contact.objects.get(person_id=book.debtor_id)
    assert (contact.direction, contact.channel, contact.content) == ("inbound", "sms", "STOP")
    assert list(ContactDebt.objects.filter(contact=contact).values_list("debt_id", flat=True)) == [debt_id]
    task = Task.objects.get(kind="reply")
    assert (task.matter, task.person_id, task.client_id) == (f"reply:{reply_id}", book.debtor_id, book.client_id)
    assert set(ReplyAct.objects.values_list("deed", flat=True)) == {"opt_out", "report"}
    assert not Hold.objects.exists()


def test_whoever_wants_no_contact_at_all_gets_none(book: Book, debt_id: int) -> None:
    take(text="Do not contact me again, by any means.")
    assert {f"{one.channel} {one.contact_point_id}" for one in Consent.objects.all()} == {
        "email None", "sms None", "call None",
    }  # fmt: skip
    assert Contact.objects.get().content == "cease_communication"
    assert Hold.objects.get().debt_id == debt_id


def test_an_attorney_is_on_record_before_anybody_knows_the_name(book: Book, debt_id: int) -> None:
    take(MAIL, text="I am represented by counsel. Speak to my attorney from now on.")
    mandate = Representation.objects.get(person_id=book.debtor_id)
    assert (mandate.role, mandate.representative.display_name) == ("attorney", "Attorney not named yet")
    assert Hold.objects.get().reason == "legal"
    assert "ask for the attorney's name" in Task.objects.get(kind="reply").title
    take(MAIL, event_key="mail:2", text="As I said, talk to my lawyer.")
    assert Representation.objects.count() == 1
    assert Hold.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("I filed for bankruptcy under chapter 7 in May.", "bankruptcy", "bankruptcy"),
        ("My husband passed away in March.", "death", "deceased"),
        ("You have the wrong number, I do not know her.", "wrong_person", "other"),
        ("I can't take it any more, I want to die.", "hardship", "vulnerability"),
    ],
)
def test_contact_is_held_until_somebody_has_looked(debt_id: int, text: str, label: str, reason: str) -> None:
    take(text=text)
    assert ReplyReading.objects.get().label == label
    assert Hold.objects.get(debt_id=debt_id).reason == reason
    assert not Consent.objects.exists()


def test_danger_to_a_life_comes_before_everything(debt_id: int) -> None:
    take(text="Stop calling me. I am going to kill myself over this.")
    task = Task.objects.get(kind="reply")
    assert task.priority == 1000
    assert task.title.startswith("Somebody may be in danger")
    assert set(Hold.objects.values_list("reason", flat=True)) == {"vulnerability"}
    assert Consent.objects.get().channel == "call"


def test_a_dispute_is_counted_and_left_to_a_person(debt_id: int) -> None:
    take(MAIL, text="I dispute this debt. I already told you I never ordered anything.")
    reading = ReplyReading.objects.get()
    assert (reading.label, reading.is_sure, reading.quote) == ("dispute", True, "I dispute this debt")
    assert Contact.objects.get().content == "dispute"
    assert not Hold.objects.exists()


def test_nobody_guesses_between_two_people_but_a_stop_binds_for_both(book: Book, debt_id: int) -> None:
    other = person(book.client_id, "Sorrel Trial")
    add_contact_point(other.pk, read_phone(NUMBER), source="File", by=SUPERVISOR, at=NOON)
    take()
    match = ReplyMatch.objects.get()
    assert (match.person_id, match.how, sorted(match.candidates)) == (
        None,
        "several",
        sorted([book.debtor_id, other.pk]),
    )
    assert set(Consent.objects.values_list("person_id", "channel", "decision")) == {
        (book.debtor_id, "sms", "withdrawn"), (other.pk, "sms", "withdrawn"),
    }  # fmt: skip
    assert not Contact.objects.exists()
    assert Task.objects.get(kind="reply").person_id is None


def test_a_reply_of_nobody_known_is_kept_for_a_person(debt_id: int) -> None:
    take(sender="+13475550177")
    assert ReplyMatch.objects.get().how == "nobody"
    assert Task.objects.filter(kind="reply", client_id=None).count() == 1
    assert not Consent.objects.exists()


def test_an_account_named_in_the_text_finds_its_person(book: Book, debt_id: int) -> None:
    take(MAIL, sender="elsewhere@example.net", text="About account D-1: I dispute it.")
    match = ReplyMatch.objects.get()
    assert (match.person_id, match.how, match.debt_ids) == (book.debtor_id, "reference", [debt_id])


def test_a_machine_is_no_contact_and_no_work(debt_id: int) -> None:
    receive(replace(MAIL, headers={"Auto-Submitted": "auto-replied"}, text="I am away. Stop."), by=SUPERVISOR, at=NOON)
    assert ReplyReading.objects.get().label == "autoreply"
    assert not Contact.objects.exists()
    assert not Task.objects.exists()
    assert not Consent.objects.exists()


def test_a_note_of_a_call_acts_as_a_message_does(book: Book, debt_id: int) -> None:
    note(debt_id, "Says she hired an attorney and wants no more calls.", by=COLLECTOR, at=NOON)
    assert Representation.objects.filter(person_id=book.debtor_id).exists()
    assert Consent.objects.get().channel == "call"
    assert ReplyMatch.objects.get().by == COLLECTOR.name


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_note_is_refused(debt_id: int, text: str) -> None:
    with pytest.raises(ReplyRefused, match="Write down what was said"):
        note(debt_id, text, by=COLLECTOR, at=NOON)


def test_a_note_about_no_account_is_refused() -> None:
    with pytest.raises(ReplyRefused, match="There is no account 1"):
        note(1, "Said hello.", by=COLLECTOR, at=NOON)


def test_a_note_is_written_by_those_who_may(debt_id: int) -> None:
    for actor in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            note(debt_id, "Said hello.", by=actor, at=NOON)
    with pytest.raises(PermissionRefused):
        receive(SMS, by=AUDITOR, at=NOON)


def test_what_is_written_on_a_page_is_of_whom_it_was_opened_for(book: Book, debt_id: int) -> None:
    receive_from_page(book.debtor_id, "I dispute this.", event_key="portal:1", by=SUPERVISOR, at=NOON)
    assert ReplyMatch.objects.get().how == "portal"
    assert Contact.objects.get().channel == "portal"
    with pytest.raises(ReplyRefused, match="There is no person 0"):
        receive_from_page(0, "Hello.", event_key="portal:2", by=SUPERVISOR, at=NOON)
    with pytest.raises(ReplyRefused, match="Write something"):
        receive_from_page(book.debtor_id, " ", event_key="portal:3", by=SUPERVISOR, at=NOON)


def test_what_came_from_the_future_came_now(debt_id: int) -> None:
    receive(replace(SMS, happened_at=NOON + timedelta(days=300)), by=SUPERVISOR, at=NOON)
    assert Reply.objects.get().happened_at == NOON


def test_a_channel_there_is_none_of_is_refused() -> None:
    with pytest.raises(ReplyRefused, match="'pigeon' is not a channel"):
        take(channel="pigeon")


def test_texts_are_started_again_by_the_word(book: Book, debt_id: int) -> None:
    take()
    take(event_key="sms:2", text="Start")
    decisions = Consent.objects.order_by("id").values_list("decision", flat=True)
    assert list(decisions) == ["withdrawn", "given"]
    assert list(Contact.objects.order_by("id").values_list("content", flat=True)) == ["STOP", "START"]
    assert Task.objects.filter(kind="reply").count() == 1


def test_a_call_for_help_is_no_question_for_a_person(debt_id: int) -> None:
    take(text="HELP")
    assert ReplyAct.objects.filter(deed="answer").exists()
    assert not Task.objects.exists()
