"""The page of calls: the account in front of whoever calls, one key to dial and one to say what became of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR
from goodstanding.access.role import Role
from goodstanding.outreach.channels.call.outcome import ALL
from goodstanding.outreach.models.call import Call
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.sending.house import House
from goodstanding.receivables.models import Debt
from goodstanding.workbench.views.outreach import calls as views
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import About, Wanted, open_task
from tests.outreach.channels.call.dialling_cast import free, holding
from tests.workbench.cast import Book

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def task(book: Book, monkeypatch: pytest.MonkeyPatch) -> int:
    """A call to make, at an hour at which the law would have no objection."""
    monkeypatch.setattr(views, "the_house", lambda: House(weigh=free))
    debt = Debt.objects.get(account_id=book.juniper)
    at = timezone.now() - timedelta(minutes=30)
    wanted = Wanted("call", "call:act:1", "Call them: first call.", {"debts": [book.juniper], "act": 1})
    return open_task(wanted, About(debt.debtor_id, book.juniper, debt.client_id), by=OPERATOR, at=at)


def text(browser: Client) -> str:
    return browser.get("/calls/").content.decode()


def taken(browser: Client) -> int:
    assert browser.post("/calls/next/").status_code == 302
    return Call.objects.get(state="shown").pk


def test_the_next_call_stands_there_with_its_account_and_its_keys(signed_in: SignedIn) -> None:
    browser = signed_in(Role.COLLECTOR)
    assert "Next call" in text(browser)
    taken(browser)
    shown = text(browser)
    for words in (
        "Juniper Ångström-Sample",
        "GF-0001",
        "+12075550142",
        'data-key="y"',
        "you dial on your own telephone",
    ):
        assert words in shown


def test_one_key_dials_and_one_says_what_became_of_it(signed_in: SignedIn, task: int) -> None:
    browser = signed_in(Role.COLLECTOR)
    number = taken(browser)
    browser.post(f"/calls/{number}/dial/")
    shown = text(browser)
    assert all(f'data-key="{one.key}"' in shown for one in ALL)
    assert shown.count("Not counted.") == 2
    browser.post(f"/calls/{number}/outcome/", {"outcome": "n", "note": "Rang long.", "again": "24"})
    assert "No answer. Try again on another day and at another hour." in text(browser)
    assert Contact.objects.get(id=Call.objects.get(id=number).contact_id or 0).outcome == "rang_no_answer"
    assert Task.objects.get(id=task).outcome == "It rang and nobody answered."
    later = Task.objects.get(matter=f"call:after:{number}")
    assert later.due_at is not None
    assert later.due_at > timezone.now() + timedelta(hours=23)


def test_no_two_things_on_a_page_share_a_key(signed_in: SignedIn) -> None:
    browser = signed_in(Role.COLLECTOR)
    number = taken(browser)
    for _ in range(2):
        keys = [part[0] for part in text(browser).split('data-key="')[1:]]
        assert len(keys) == len(set(keys))
        browser.post(f"/calls/{number}/dial/")


def test_what_stands_against_a_call_is_said_and_it_can_be_left_for_later(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(Role.COLLECTOR)
    number = taken(browser)
    browser.post(f"/calls/{number}/skip/", {"reason": ""})
    assert "Say why it is left for later." in text(browser)
    monkeypatch.setattr(views, "the_house", lambda: House(weigh=holding("law: It is too late in the day.")))
    browser.post(f"/calls/{number}/dial/")
    assert "It is too late in the day." in text(browser)
    browser.post("/calls/next/")
    assert "Nobody on the worklist can be called now." in text(browser)
    browser.post("/calls/next/", {"task": str(Task.objects.get(matter="call:act:1").pk)})
    assert "It is too late in the day." in text(browser)


def test_hostile_words_are_refused_in_a_sentence(signed_in: SignedIn) -> None:
    browser = signed_in(Role.COLLECTOR)
    number = taken(browser)
    browser.post(f"/calls/{number}/dial/")
    browser.post(f"/calls/{number}/outcome/", {"outcome": "<script>", "again": "1e9"})
    shown = text(browser)
    assert "&lt;script&gt;" in shown
    assert "<script>'" not in shown
    browser.post("/calls/next/", {"task": "9" * 40})
    assert browser.post("/calls/987654321/dial/").status_code == 302
    assert "There is no call 987654321." in text(browser)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.STRATEGIST, Role.ADMINISTRATOR, None])
def test_who_may_not_dial_sees_no_such_page(signed_in: SignedIn, role: Role | None) -> None:
    browser = signed_in(role)
    assert browser.get("/calls/").status_code == 403
    assert browser.post("/calls/next/").status_code == 403
    assert not Call.objects.exists()


def test_a_page_is_read_and_a_deed_is_posted(signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    assert browser.post("/calls/").status_code == 405
    assert browser.get("/calls/next/").status_code == 405
