"""A promise, a dispute and a hold made of a reply, with its words."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.models import Promise
from goodstanding.disputes.models import Dispute
from goodstanding.evidence.models import Entry
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.reply import ReplyAct
from goodstanding.outreach.reply.operations import ReplyRefused, receive
from goodstanding.parties.contact_point import read_email
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.receivables.models import Debt, Hold
from goodstanding.receivables.operations.holds import HoldRefused
from goodstanding.strategy.operations.reply_acts import dispute_from_reply, hold_from_reply, promise_from_reply
from goodstanding.worklists.models import Task
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, SUPERVISOR, Book, item, open_book, person, place, usd

pytestmark = pytest.mark.django_db
MAIL = Incoming("email", "mail:1", NOON, "juniper@example.com", "help@example.org")


@pytest.fixture
def book() -> Book:
    book = open_book()
    add_contact_point(book.debtor_id, read_email("juniper@example.com"), source="File", by=SUPERVISOR, at=NOON)
    return book


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def reply(text: str) -> int:
    return receive(replace(MAIL, text=text), by=SUPERVISOR, at=NOON)


def test_one_click_makes_the_promise(debt_id: int) -> None:
    number = reply("I can pay $50 on June 25.")
    promise_from_reply(number, debt_id, amount=usd(5_000), due_date=date(2026, 6, 25), by=COLLECTOR, at=NOON)
    row = Promise.objects.get()
    assert (row.amount_minor, row.due_date, row.made_date, row.channel) == (
        5_000, date(2026, 6, 25), NOON.date(), "email",
    )  # fmt: skip
    assert "I can pay $50 on June 25" in row.evidence
    assert ReplyAct.objects.get(deed="promise").facts["promise"] == row.pk
    assert Task.objects.get(kind="reply").outcome.startswith("Promise of")
    assert Entry.objects.filter(kind="outreach.reply_decided").count() == 1


def test_one_click_opens_the_dispute(debt_id: int) -> None:
    number = reply("I dispute this debt. I returned it.")
    dispute_from_reply(number, debt_id, by=COLLECTOR, at=NOON)
    row = Dispute.objects.get()
    assert (row.debt_id, row.opened_date, row.source_key) == (debt_id, NOON.date(), f"reply:{number}:{debt_id}")
    assert "I dispute this debt" in row.reason


def test_one_click_places_the_hold(debt_id: int) -> None:
    number = reply("I lost my job and cannot pay.")
    hold_from_reply(number, debt_id, reason="vulnerability", ends_date=date(2026, 7, 15), by=COLLECTOR, at=NOON)
    row = Hold.objects.get()
    assert (row.reason, row.ends_date) == ("vulnerability", date(2026, 7, 15))
    assert "I lost my job" in row.note


def test_nobodys_words_are_held_against_another(book: Book, debt_id: int) -> None:
    other = book._replace(debtor_id=person(book.client_id, "Sorrel Trial").pk)
    theirs = place(other, item("INV-2", 5_000), reference="D-2")
    number = reply("I dispute this debt.")
    assert Debt.objects.get(pk=theirs).debtor_id != book.debtor_id
    for deed in (dispute_from_reply,):
        with pytest.raises(ReplyRefused, match="not from whoever owes"):
            deed(number, theirs, by=COLLECTOR, at=NOON)
    with pytest.raises(ReplyRefused, match="not from whoever owes"):
        hold_from_reply(number, 0, reason="other", by=COLLECTOR, at=NOON)


def test_what_is_refused_leaves_nothing_behind(debt_id: int) -> None:
    number = reply("I dispute this debt.")
    with pytest.raises(HoldRefused):
        hold_from_reply(number, debt_id, reason="nonsense", by=COLLECTOR, at=NOON)
    with pytest.raises(PermissionRefused):
        dispute_from_reply(number, debt_id, by=AUDITOR, at=NOON)
    assert Task.objects.get(kind="reply").closed_at is None
    assert set(ReplyAct.objects.values_list("deed", flat=True)) == {"report"}
