"""A preview and what is sent are the same, byte for byte, for mail, letters and texts; the provider's log says so."""

from pathlib import Path

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.channels.operations import set_channel
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations.asking_for import draft
from goodstanding.outreach.sending.operations.sending import send_due
from goodstanding.outreach.sending.preparing.queries import prepared, preview
from goodstanding.outreach.sending.queries import waiting_of
from goodstanding.parties.models import ContactPoint, Person
from tests.outreach.sending.post_office import NOON, Clock, PostOffice, ask, debtors, permits, wanted
from tests.receivables.cast import Book

pytestmark = pytest.mark.django_db
KINDS = {"email": "email", "letter": "address", "sms": "phone"}
POINTS = {"email": "rosa@example.com", "address": "12 Lantern Street\nPortland, ME 04101", "phone": "+12075550142"}
SERVER = {"host": "127.0.0.1", "port": "2525", "security": "none", "from_address": "help@larch.example.com"}
EVIL = '{total.amount} <b>**Rosa**</b> #panic("x")\u202e'


def debtor_of(channel: str, *, name: str = "Rosa Specimen", language: str = "en") -> tuple[Book, int]:
    """Return somebody who can be reached through a channel, and their debt."""
    ((book, debt),) = debtors(1)
    Person.objects.filter(pk=book.debtor_id).update(display_name=name, language=language)
    kind = KINDS[channel]
    ContactPoint.objects.create(
        person_id=book.debtor_id, kind=kind, value=POINTS[kind], search_value=POINTS[kind], country="US", region="ME",
        locality="Portland", postal_code="04101", status="valid", entry_id=1,
    )  # fmt: skip
    return book, debt


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("channel", list(KINDS))
def test_the_preview_is_what_is_sent(channel: str, language: str, tmp_path: Path) -> None:
    book, debt = debtor_of(channel, name=EVIL, language=language)
    set_channel("email", provider="smtp", options=SERVER, by=OPERATOR, at=NOON)
    number = ask(book, debt, channel=channel, template="friendly-reminder")
    clock, office, house = Clock(), PostOffice(), House(permits)
    shown = preview(waiting_of(Message.objects.get(id=number)), house=house, at=clock.at)
    figures = send_due(
        channel, house=house, provider=office, data_folder=tmp_path, by=OPERATOR, now=clock, prepare=prepared
    )
    assert figures.states == {"accepted": 1}
    (sent,) = office.taken
    assert sent == shown
    assert ("Message-ID" in sent.headers) == (channel == "email")
    assert (sent.language, bool(sent.pdf)) == (language, channel == "letter")
    assert "100.00" in sent.text
    assert "1,234.50" not in sent.text and "<b>" not in sent.html and "\u202e" not in sent.text + sent.page


def test_a_draft_differs_from_the_message_only_in_what_a_message_gets_when_it_is_made() -> None:
    book, debt = debtor_of("sms")
    asked = wanted(book, debt, channel="sms", template="friendly-reminder")
    house, at = House(permits), Clock().at
    drafted = preview(draft(asked, by=OPERATOR, at=at), house=house, at=at)
    made = preview(
        waiting_of(Message.objects.get(id=ask(book, debt, channel="sms", template="friendly-reminder"))),
        house=house, at=at,
    )  # fmt: skip
    assert (drafted.text, drafted.to, drafted.channel) == (made.text, made.to, made.channel)
    assert (drafted.message_id, made.message_id > 0) == (0, True)
