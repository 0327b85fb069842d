"""The pages of messages: what waits and what went wrong, one life, writing with a look first, undo, pausing."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.outreach.channels.provider import Outcome
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.pausing import is_paused
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.models import Debt
from tests.outreach.sending.post_office import Clock, PostOffice, ask, send, states
from tests.receivables.cast import Book as DebtorBook
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def collector(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))


def main(answer: bytes) -> str:
    return answer.decode().split("<main")[1]


def a_message(book: Book) -> int:
    """Ask for a reminder about Juniper's debt, by mail."""
    debt = Debt.objects.get(account_id=book.juniper)
    assert debt.debtor_id is not None, "Juniper owes it."
    if not ContactPoint.objects.filter(person_id=debt.debtor_id, kind="email").exists():
        ContactPoint.objects.create(
            person_id=debt.debtor_id, kind="email", value="j@example.com", search_value="j@example.com", entry_id=1
        )
    return ask(DebtorBook(debt.client_id, debt.portfolio_id, debt.debtor_id), book.juniper)


def test_what_went_wrong_is_listed_and_sent_again(collector: Client, book: Book, folder: Path) -> None:
    assert "Nothing stands here" in main(collector.get("/messages/").content)
    number = a_message(book)
    assert f"/messages/{number}/" in main(collector.get("/messages/?shelf=waiting").content)
    send(folder, PostOffice(says=lambda _one: Outcome("failed", reason="No such mailbox.")))
    page = main(collector.get("/messages/").content)
    assert "No such mailbox." in page and f"/messages/{number}/" in page
    one = main(collector.get(f"/messages/{number}/").content)
    assert "Send it again" in one and "Undo" not in one and "handed over" in one
    answer = collector.post(f"/messages/{number}/again/", follow=True)
    again = Message.objects.get(again_of_id=number)
    assert answer.redirect_chain == [(f"/messages/{again.pk}/", 302)]
    assert "Undo: take it back" in main(answer.content)


def test_what_nobody_can_tell_is_settled_by_whoever_may(
    collector: Client, book: Book, folder: Path, signed_in: SignedIn
) -> None:
    number = a_message(book)
    send(folder, PostOffice(says=lambda _one: Outcome("unknown")))
    assert "Did it go?" not in main(collector.get(f"/messages/{number}/").content)
    form = {"answer": "went", "reason": "The provider said so."}
    assert collector.post(f"/messages/{number}/settle/", form).status_code == 403
    supervisor = signed_in(Role.SUPERVISOR)
    assert "Did it go?" in main(supervisor.get(f"/messages/{number}/").content)
    assert "Say whether it went" in main(supervisor.post(f"/messages/{number}/settle/", {}, follow=True).content)
    supervisor.post(f"/messages/{number}/settle/", form)
    assert states(number) == ["accepted"]


def test_a_message_is_looked_at_first_sent_once_and_taken_back(collector: Client, book: Book) -> None:
    a_message(book)
    address = f"/accounts/{book.juniper}/message/"
    assert address in main(collector.get(f"/accounts/{book.juniper}/").content)
    page = main(collector.get(f"{address}?template=friendly-reminder&channel=email").content)
    assert "What would be sent" in page
    assert Message.objects.count() == 1, "Looking sends nothing."
    key = re.search(r'name="key" value="(hand:[^"]+)"', page)
    assert key is not None
    form = {"template": "friendly-reminder", "channel": "email", "key": key[1]}
    collector.post(f"{address}send/", form)
    answer = collector.post(f"{address}send/", form, follow=True)
    assert Message.objects.count() == 2, "Pressed twice, sent once."
    row = Message.objects.latest("id")
    assert "Undo: take it back" in main(answer.content) and row.not_before > row.made_at
    collector.post(f"/messages/{row.pk}/cancel/")
    assert states(row.pk) == ["cancelled"]


def test_what_cannot_be_sent_is_said_beside_the_form(collector: Client, book: Book) -> None:
    page = main(collector.get(f"/accounts/{book.juniper}/message/?template=no-such&channel=email").content)
    assert "There is no template" in page and "Send it" not in page
    assert collector.post(f"/accounts/{book.juniper}/message/send/", {"template": "reminder"}).status_code == 400


def test_sending_is_paused_with_a_reason_and_every_page_says_so(book: Book, signed_in: SignedIn) -> None:
    collector = signed_in(Role.COLLECTOR)
    assert "Give the reason" in main(collector.post("/messages/pause/", {}, follow=True).content)
    collector.post("/messages/pause/", {"reason": "A wrong letter."})
    assert is_paused() and "A wrong letter." in main(collector.get("/accounts/").content)
    assert collector.post("/messages/resume/", {"reason": "Mended."}).status_code == 403
    supervisor = signed_in(Role.SUPERVISOR)
    supervisor.post("/messages/resume/", {"reason": "Mended."})
    assert not is_paused() and "A wrong letter." not in main(collector.get("/accounts/").content)


def test_a_copy_is_a_file_and_never_a_page(collector: Client, book: Book, folder: Path) -> None:
    number = a_message(book)
    send(folder, PostOffice(), Clock())
    answer = collector.get(f"/messages/{number}/copies/mail")
    assert answer.content.startswith(b"Hello, this is") and answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_messages_of_other_clients_are_not_there(book: Book, signed_in: SignedIn) -> None:
    number = a_message(book)
    stranger = signed_in(Role.COLLECTOR, Scope(clients=frozenset({999_999})))
    assert stranger.get(f"/messages/{number}/").status_code == 404
    assert "/messages/1" not in main(stranger.get("/messages/?shelf=waiting").content)
    assert stranger.post(f"/messages/{number}/cancel/").status_code == 404
