"""A person stops texts: the law in force lets one confirmation through, and nothing else on that channel."""

from datetime import timedelta

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.operations.opt_out import opt_out
from goodstanding.outreach.reply.operations import receive
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.queries import waiting_of
from goodstanding.parties.models import ContactPoint, Person
from goodstanding.parties.operations.consent import record_consent
from goodstanding.receivables.models import Debt, Item
from goodstanding.strategy.queries.house.house import the_house
from tests.outreach.sending.post_office import NOON, wanted
from tests.receivables.cast import item, open_book, place

pytestmark = pytest.mark.django_db


def test_the_confirmation_may_go_and_a_reminder_may_not() -> None:
    book = open_book()
    debt = place(book, item("INV-1", 10_000))
    ContactPoint.objects.create(
        person_id=book.debtor_id, kind="address", value="1 Example Street", search_value="1", region="OH",
        country="US", postal_code="43215", locality="Columbus", zones=["America/New_York"], entry_id=1,
    )  # fmt: skip
    phone = ContactPoint.objects.create(
        person_id=book.debtor_id, kind="phone", value="+12025550101", search_value="12025550101",
        zones=["America/New_York"], status="valid", entry_id=1,
    ).pk  # fmt: skip
    for model in (Person, ContactPoint, Debt, Item):
        model.objects.all().update(recorded_at=NOON - timedelta(days=1))
    record_consent(book.debtor_id, channel="sms", decision="given", source="Call.", effective_at=NOON,
                   contact_point_id=phone, by=OPERATOR, at=NOON)  # fmt: skip
    stopped_at = NOON + timedelta(minutes=1)
    receive(
        Incoming("sms", "twilio:SM1", stopped_at, sender="+12025550101", receiver="+12175550100", text="STOP"),
        by=OPERATOR, at=stopped_at,
    )  # fmt: skip
    answer = Message.objects.get(template="opt-out-confirmation")
    again = wanted(book, debt, key="later", channel="sms", contact_point_id=phone)
    reminder = Message.objects.get(id=ask_for_message(again, by=OPERATOR, at=stopped_at))
    at = stopped_at + timedelta(seconds=5)
    told = {**the_house().weigh([waiting_of(answer)], at), **the_house().weigh([waiting_of(reminder)], at)}
    assert told[answer.pk].held == ""
    assert told[reminder.pk].held.startswith("law: ")


def test_a_person_whom_we_cannot_place_is_stopped_all_the_same() -> None:
    book = open_book()
    place(book, item("INV-1", 10_000))
    came = opt_out(book.debtor_id, channel="sms", contact_point_id=None, source="Call", event_key="note:1",
                   by=OPERATOR, at=NOON)  # fmt: skip
    assert came.is_new and came.confirmation_id is None
