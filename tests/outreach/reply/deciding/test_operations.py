"""What a person decides about a reply, each with one click, and the words it was decided for."""

from dataclasses import replace

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.models.reply import ReplyAct, ReplyReading
from goodstanding.outreach.operations.opt_out import OptOutRefused
from goodstanding.outreach.reply.deciding.operations import confirm, match_to, read_otherwise, settle, stop_channel
from goodstanding.outreach.reply.operations import ReplyRefused, receive
from goodstanding.outreach.reply.queries import NoSuchReply, reply_of
from goodstanding.parties.contact_point import read_email
from goodstanding.parties.models import Circumstance, Consent, ContactPoint, Representation
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
MAIL = Incoming("email", "mail:1", NOON, "juniper@example.com", "help@example.org")


@pytest.fixture
def book() -> Book:
    book = open_book()
    place(book, item("INV-1", 10_000))
    add_contact_point(book.debtor_id, read_email("juniper@example.com"), source="File", by=SUPERVISOR, at=NOON)
    return book


def reply(text: str, *, sender: str = "juniper@example.com") -> int:
    return receive(replace(MAIL, text=text, sender=sender), by=SUPERVISOR, at=NOON)


def test_settling_closes_the_task_and_keeps_the_words(book: Book) -> None:
    number = reply("I dispute this debt. Thank you.")
    settle(number, outcome="Spoke with her; it is cleared up.", by=COLLECTOR, at=NOON)
    task = Task.objects.get(kind="reply")
    assert (task.closed_by, task.outcome) == (COLLECTOR.name, "Spoke with her; it is cleared up.")
    assert ReplyAct.objects.get(deed="settled").quote == "I dispute this debt"
    entry = Entry.objects.get(kind="outreach.reply_decided")
    assert (entry.actor, f"reply:{number}" in entry.subjects) == (COLLECTOR.name, True)


def test_one_click_stops_a_channel(book: Book) -> None:
    number = reply("These mails are a bit much for me, to be honest.")
    stop_channel(number, "email", by=COLLECTOR, at=NOON)
    consent = Consent.objects.get(person_id=book.debtor_id)
    assert (consent.channel, consent.decision) == ("email", "withdrawn")
    assert "a bit much for me" in consent.source
    with pytest.raises(OptOutRefused, match="no channel"):
        stop_channel(number, "pigeon", by=COLLECTOR, at=NOON)


@pytest.mark.parametrize(
    ("text", "kind"), [("I filed chapter 7 in May.", "bankrupt"), ("My husband passed away in May.", "deceased")]
)
def test_what_was_held_is_confirmed_by_a_person(book: Book, text: str, kind: str) -> None:
    number = reply(text)
    assert not Circumstance.objects.exists()
    confirm(number, by=COLLECTOR, at=NOON)
    found = Circumstance.objects.get(person_id=book.debtor_id)
    assert (found.kind, found.effective_date) == (kind, NOON.date())
    assert text[:10] in found.source
    assert Hold.objects.get().released_at is None


def test_an_address_of_somebody_else_is_marked(book: Book) -> None:
    confirm(reply("You have the wrong person, I have never heard of her."), by=COLLECTOR, at=NOON)
    assert ContactPoint.objects.get().status == "wrong person"


def test_there_is_not_always_something_to_confirm(book: Book) -> None:
    with pytest.raises(ReplyRefused, match="nothing to confirm"):
        confirm(reply("I dispute this debt."), by=COLLECTOR, at=NOON)


def test_what_a_person_reads_follows_at_once(book: Book) -> None:
    number = reply("Ask Ms. Brandt, she does all that for me now.")
    read_otherwise(number, "attorney", by=COLLECTOR, at=NOON)
    assert Representation.objects.get(person_id=book.debtor_id).role == "attorney"
    assert (ReplyReading.objects.latest("id").by, Task.objects.get(kind="reply").closed_at) == (COLLECTOR.name, None)
    read_otherwise(number, "stop", scope="all", by=COLLECTOR, at=NOON)
    assert Contact.objects.latest("id").content == "cease_communication"
    assert Consent.objects.filter(decision="withdrawn").count() == 3
    with pytest.raises(ReplyRefused, match="'nonsense' is no meaning"):
        read_otherwise(number, "nonsense", by=COLLECTOR, at=NOON)


def test_a_reply_takes_effect_when_it_is_known_whom_it_is_from(book: Book) -> None:
    number = reply("Please stop emailing me.", sender="elsewhere@example.net")
    assert not Consent.objects.exists()
    match_to(number, book.debtor_id, by=SUPERVISOR, at=NOON)
    assert Consent.objects.get(person_id=book.debtor_id).channel == "email"
    assert Contact.objects.get().person_id == book.debtor_id
    assert Task.objects.get(kind="reply", closed_at=None).client_id == book.client_id
    assert reply_of(number, by=COLLECTOR).how == "person"
    with pytest.raises(ReplyRefused, match="known already"):
        match_to(number, book.debtor_id, by=SUPERVISOR, at=NOON)


def test_nothing_is_done_for_nobody(book: Book) -> None:
    number = reply("Hello?", sender="elsewhere@example.net")
    with pytest.raises(ReplyRefused, match="Say first whom this reply is from"):
        stop_channel(number, "email", by=SUPERVISOR, at=NOON)
    with pytest.raises(ReplyRefused, match="There is no person 0"):
        match_to(number, 0, by=SUPERVISOR, at=NOON)


def test_only_those_decide_who_may(book: Book) -> None:
    number = reply("I dispute this debt.")
    for actor in (AUDITOR, elsewhere(COLLECTOR)):
        with pytest.raises(PermissionRefused):
            settle(number, outcome="Done.", by=actor, at=NOON)
    with pytest.raises(NoSuchReply):
        reply_of(number, by=elsewhere(COLLECTOR))
    with pytest.raises(NoSuchReply):
        settle(0, outcome="Done.", by=SUPERVISOR, at=NOON)
    with pytest.raises(ReplyRefused, match="in a few words"):
        settle(number, outcome=" ", by=SUPERVISOR, at=NOON)


def test_a_reply_of_nobody_known_is_seen_by_those_who_see_everything(book: Book) -> None:
    person(book.client_id, "Sorrel Trial")
    number = reply("Hello?", sender="elsewhere@example.net")
    assert reply_of(number, by=SUPERVISOR).person_id is None
    with pytest.raises(NoSuchReply):
        reply_of(number, by=elsewhere(COLLECTOR))
