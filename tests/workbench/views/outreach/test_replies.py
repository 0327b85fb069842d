"""The pages of replies and of the conversation: marked words, one click, and what nobody may see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from goodstanding.access.permission import OPERATOR, Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.models import Promise
from goodstanding.disputes.models import Dispute
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.reply import ReplyAct, ReplyReading
from goodstanding.outreach.reply.operations import receive
from goodstanding.parties.contact_point import read_email
from goodstanding.parties.models import Consent
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.receivables.models import Debt, Hold
from goodstanding.worklists.models import Task
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

AT = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def collector(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))


@pytest.fixture
def person_id(book: Book) -> int:
    number = Debt.objects.get(account_id=book.juniper).debtor_id
    assert number is not None
    add_contact_point(number, read_email("reply@example.com"), source="File", by=OPERATOR, at=AT)
    return number


def reply(text: str, *, sender: str = "reply@example.com", key: str = "mail:1") -> int:
    return receive(Incoming("email", key, AT, sender, "help@example.org", text=text), by=OPERATOR, at=AT)


def main(answer: bytes) -> str:
    return answer.decode().split("<main")[1]


def test_the_words_that_count_are_marked_and_nothing_of_them_is_a_page(collector: Client, person_id: int) -> None:
    assert "No reply waits for anybody" in main(collector.get("/replies/").content)
    reply("<script>alert(1)</script> Hello. I dispute this debt. {{ debt }} Bye.")
    page = main(collector.get("/replies/").content)
    assert "<mark>I dispute this debt</mark>" in page
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "{{ debt }}" in page
    assert 'data-key="d"' in page


def test_one_click_opens_the_dispute_and_the_list_goes_on(collector: Client, book: Book, person_id: int) -> None:
    Dispute.objects.filter(debt_id=book.juniper).update(withdrawn_at=AT)
    number = reply("I dispute this debt.")
    answer = collector.post(f"/replies/{number}/decide/", {"what": "dispute", "account": book.juniper}, follow=True)
    assert answer.redirect_chain == [("/replies/", 302)]
    assert Dispute.objects.get(debt_id=book.juniper, withdrawn_at=None).reason.endswith("“I dispute this debt”")
    assert Task.objects.get(matter=f"reply:{number}").closed_at is not None
    assert "A dispute was opened." in main(collector.get(f"/replies/{number}/").content)


def test_a_promise_is_filled_in_from_what_was_written(collector: Client, book: Book, person_id: int) -> None:
    day = (AT + timedelta(days=10)).date()
    number = reply(f"I can pay $5.00 on {day.isoformat()}.")
    page = main(collector.get("/replies/").content)
    assert 'value="5.00"' in page and f'value="{day.isoformat()}"' in page
    form = {"what": "promise", "account": book.juniper, "amount": "5.00", "by_date": day.isoformat()}
    collector.post(f"/replies/{number}/decide/", form)
    assert Promise.objects.get(debt_id=book.juniper).due_date == day


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Say what is to be done."),
        ({"what": "dispute"}, "Name the account."),
        ({"what": "promise", "account": "1" * 30}, "Name the account."),
        ({"what": "settle"}, "in a few words"),
        ({"what": "read", "label": "nonsense"}, "is no meaning of a reply"),
        ({"what": "stop", "channel": "pigeon"}, "no channel"),
        ({"what": "confirm"}, "nothing to confirm"),
    ],
)
def test_what_cannot_be_is_a_sentence(collector: Client, person_id: int, form: dict[str, str], words: str) -> None:
    number = reply("I dispute this debt.")
    answer = collector.post(f"/replies/{number}/decide/", form, follow=True)
    assert answer.redirect_chain == [(f"/replies/{number}/", 302)]
    assert words in answer.content.decode()
    assert set(ReplyAct.objects.values_list("deed", flat=True)) == {"report"}


def test_hold_stop_read_and_settle(collector: Client, book: Book, person_id: int) -> None:
    number = reply("Things are hard at the moment, sorry.")
    address = f"/replies/{number}/decide/"
    collector.post(address, {"what": "read", "label": "hardship"})
    assert ReplyReading.objects.latest("id").by.startswith("user:")
    collector.post(address, {"what": "hold", "account": book.juniper, "reason": "vulnerability"})
    assert Hold.objects.filter(debt_id=book.juniper, reason="vulnerability").exists()
    second = reply("Fewer of these would be nice.", key="mail:2")
    collector.post(f"/replies/{second}/decide/", {"what": "stop", "channel": "email"})
    assert Consent.objects.filter(person_id=person_id, channel="email", decision="withdrawn").exists()


def test_whom_it_is_from_is_said_by_those_who_see_everything(signed_in: SignedIn, book: Book, person_id: int) -> None:
    supervisor = signed_in(Role.SUPERVISOR)
    number = reply("Stop emailing me.", sender="elsewhere@example.net")
    assert "Nobody knows whom it is from" in main(supervisor.get("/replies/").content)
    supervisor.post(f"/replies/{number}/decide/", {"what": "match", "person": str(person_id)})
    assert Consent.objects.filter(person_id=person_id, channel="email").exists()


def test_replies_of_other_clients_are_not_there(signed_in: SignedIn, book: Book, person_id: int) -> None:
    number = reply("I dispute this debt.")
    stranger = signed_in(Role.COLLECTOR, Scope(clients=frozenset({999_999})))
    assert "No reply waits for anybody" in main(stranger.get("/replies/").content)
    assert stranger.get(f"/replies/{number}/").status_code == 404
    assert stranger.post(f"/replies/{number}/decide/", {"what": "settle", "outcome": "x"}).status_code == 403
    assert stranger.get(f"/people/{person_id}/conversation/").status_code == 403
    assert stranger.get("/replies/0/").status_code == 404
    assert stranger.get("/people/0/conversation/").status_code == 404


def test_looking_decides_nothing(collector: Client, person_id: int) -> None:
    number = reply("I dispute this debt.")
    assert collector.get(f"/replies/{number}/decide/").status_code == 405
    assert set(ReplyAct.objects.values_list("deed", flat=True)) == {"report"}


def test_the_conversation_holds_what_was_said(collector: Client, book: Book, person_id: int) -> None:
    number = reply("I dispute this debt. <b>Really.</b>")
    answer = collector.get(f"/accounts/{book.juniper}/conversation/", follow=True)
    assert answer.redirect_chain == [(f"/people/{person_id}/conversation/", 302)]
    page = main(answer.content)
    assert "I dispute this debt." in page and "<b>Really" not in page
    assert f"/replies/{number}/" in page and "They say that the debt" in page
    assert "Conversation" in main(collector.get(f"/accounts/{book.juniper}/").content)
    assert "Nothing was said yet before that" in main(
        collector.get(f"/people/{person_id}/conversation/?before=2001-01-01T00:00:00%2B00:00~0~0").content
    )


def test_what_was_said_is_written_down_on_the_conversation(collector: Client, book: Book, person_id: int) -> None:
    address = f"/people/{person_id}/note/"
    answer = collector.post(address, {"text": "Says stop calling him.", "account": book.juniper}, follow=True)
    assert "Contact by a channel was stopped." in answer.content.decode()
    assert Consent.objects.filter(person_id=person_id, channel="call", decision="withdrawn").exists()
    assert "Says stop calling him." in main(answer.content)
    refused = collector.post(address, {"text": "Hello.", "account": "0"}, follow=True)
    assert "Name the account it was about." in refused.content.decode()
    assert (
        "Write down what was said."
        in collector.post(address, {"text": " ", "account": book.juniper}, follow=True).content.decode()
    )
