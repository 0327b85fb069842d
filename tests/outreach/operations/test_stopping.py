"""A stop that a provider tells of binds as one that the person told us."""

from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.provider import Outcome
from goodstanding.outreach.inbox.telling import Telling
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.learning import learn
from goodstanding.parties.models import Consent, Person
from tests.outreach.sending.post_office import NOON, PostOffice, ask, debtors, send, states

pytestmark = pytest.mark.django_db
STOPPED = Outcome("refused", reason="They told the provider to stop.", code="21610", is_stopped=True)


def test_who_stopped_at_the_provider_gets_nothing_more(tmp_path: Path) -> None:
    ((book, debt),) = debtors(1)
    first = ask(book, debt)
    later = ask(book, debt, key="later", not_before=NOON.replace(day=20))
    send(tmp_path, PostOffice(says=lambda _one: STOPPED))
    assert states(first, later) == ["refused", "cancelled"]
    fact = Consent.objects.get()
    assert (fact.person_id, fact.channel, fact.decision) == (book.debtor_id, "email", "withdrawn")
    assert fact.source.startswith("Told by post office [worker:")
    assert Message.objects.count() == 2


@pytest.mark.parametrize("word", ["complained", "unsubscribed"])
def test_a_complaint_stops_the_channel_once(tmp_path: Path, word: str) -> None:
    ((book, debt),) = debtors(1)
    number = ask(book, debt)
    send(tmp_path, PostOffice())
    told = Telling(word, "e1", NOON, reference=Message.objects.get(id=number).reference)
    for _ in range(3):
        learn([told], source="postmark", by=OPERATOR, at=NOON)
    assert Consent.objects.get().contact_point_id == Message.objects.get(id=number).contact_point_id
    assert states(number) == ["accepted"]


def test_opening_a_mail_stops_nothing(tmp_path: Path) -> None:
    ((book, debt),) = debtors(1)
    number = ask(book, debt)
    send(tmp_path, PostOffice())
    told = Telling("opened", "e1", NOON, reference=Message.objects.get(id=number).reference)
    learn([told], source="postmark", by=OPERATOR, at=NOON)
    assert not Consent.objects.exists()


def test_a_complaint_of_somebody_withdrawn_does_not_hide_what_else_was_told(tmp_path: Path) -> None:
    (book, debt), (other, other_debt) = debtors(2)
    first, second = ask(book, debt), ask(other, other_debt, key="second")
    send(tmp_path, PostOffice())
    Person.objects.filter(id=book.debtor_id).update(withdrawn_at=NOON)
    tellings = [
        Telling(word, f"e{number}", NOON, reference=Message.objects.get(id=number).reference)
        for word, number in (("complained", first), ("delivered", second))
    ]
    figures = learn(tellings, source="postmark", by=OPERATOR, at=NOON)
    assert (figures.applied, figures.complaints) == (2, 1)
    assert states(first, second) == ["accepted", "delivered"]
    assert not Consent.objects.exists()
