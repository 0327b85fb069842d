"""Saying yes or no in the browser: who is asked, what becomes of it, and what is refused."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from goodstanding.access.permission import OPERATOR, Scope
from goodstanding.access.role import Role
from goodstanding.outreach.port.recording import FOLDER, RecordingPort
from goodstanding.strategy.models.hand_over import Approval
from goodstanding.strategy.operations.approving import approve
from goodstanding.strategy.operations.hand_over import hand_over
from goodstanding.worklists.models import Task
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn
from tests.workbench.referral import plan_referral

LIST = "/worklists/approval/"


@pytest.fixture(autouse=True)
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordingPort:
    """The port of a folder of its own; the gate permits everything, for what it says is another test's matter."""
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    permitted = partial(approve, ask=lambda _acts, _at: {})
    monkeypatch.setattr("goodstanding.workbench.views.worklists.approve", permitted)
    return RecordingPort(tmp_path / FOLDER)


@pytest.fixture
def act(book: Book, port: RecordingPort) -> Iterator[int]:
    yield listed(book, port)


def listed(book: Book, port: RecordingPort, *, role: str = "supervisor") -> int:
    """Plan a referral of the bakery's debt and have it put on the list."""
    act = plan_referral(book.mill, role=role)
    hand_over(timezone.now().date(), port=port, by=OPERATOR, at=timezone.now())
    return act


def main(answer: bytes) -> str:
    return answer.decode().split("<main")[1]


def test_whoever_may_is_asked_for_a_yes_or_no(act: int, signed_in: SignedIn) -> None:
    page = main(signed_in(Role.SUPERVISOR).get(LIST).content)
    for text in (
        "Place it with an agency",
        "Old Mill Test Bakery",
        f"/worklists/acts/{act}/decide/",
        "Yes, hand it over",
    ):
        assert text in page
    assert "/close/" not in page, "It is closed by deciding."


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.COMPLIANCE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_see_it_and_may_not_decide(act: int, port: RecordingPort, signed_in: SignedIn, role: Role) -> None:
    browser = signed_in(role)
    page = main(browser.get(LIST).content)
    assert "Place it with an agency" in page
    assert "It can be decided until" in page and "/decide/" not in page
    answer = browser.post(f"/worklists/acts/{act}/decide/", {"answer": "yes", "reason": "Tried."})
    assert answer.status_code == 403
    assert not Approval.objects.exists() and port.log() == []


def test_a_yes_hands_it_over(act: int, port: RecordingPort, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    answer = browser.post(
        f"/worklists/acts/{act}/decide/", {"answer": "yes", "reason": "Tried.", "after": "5.1"}, follow=True
    )  # fmt: skip
    assert answer.redirect_chain == [(f"{LIST}?after=5.1", 302)]
    assert f"Act {act} got its yes and was handed over." in main(answer.content)
    assert [line["key"] for line in port.log()] == [f"act:{act}"]
    assert Task.objects.get().outcome == "Yes: Tried."


def test_a_no_does_not(act: int, port: RecordingPort, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    answer = browser.post(f"/worklists/acts/{act}/decide/", {"answer": "no", "reason": "They pay."}, follow=True)
    assert f"Act {act} got a no and does not leave" in main(answer.content)
    assert port.log() == []
    again = browser.post(f"/worklists/acts/{act}/decide/", {"answer": "yes", "reason": "Tried."}, follow=True)
    assert "was decided on" in main(again.content)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [({"answer": "perhaps", "reason": "x"}, "Say yes or no."), ({}, "Say yes or no."), ({"answer": "yes"}, "Say why")],
)
def test_half_an_answer_is_none(act: int, signed_in: SignedIn, sent: dict[str, str], sentence: str) -> None:
    browser = signed_in(Role.SUPERVISOR)
    assert sentence in main(browser.post(f"/worklists/acts/{act}/decide/", sent, follow=True).content)
    assert not Approval.objects.exists()


def test_an_act_that_is_not_there_or_not_theirs(act: int, book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR, Scope(clients=frozenset({book.harbour})))
    assert "Old Mill" not in main(browser.get(LIST).content)
    sent = {"answer": "yes", "reason": "Tried."}
    assert browser.post(f"/worklists/acts/{act}/decide/", sent).status_code == 403
    assert browser.post("/worklists/acts/98765432/decide/", sent).status_code == 404
    assert browser.get(f"/worklists/acts/{act}/decide/").status_code == 405
    assert not Approval.objects.exists()


def test_a_task_whose_act_waits_no_longer_is_closed_as_others_are(act: int, signed_in: SignedIn) -> None:
    Task.objects.update(closed_at=timezone.now(), closed_by="operator", outcome="No longer.")
    task = Task.objects.create(
        kind="approval", matter="approval:old", title="An old one.", evidence={"act": "none"}, entry_id=1,
        opened_date=timezone.now().date(), opened_at=timezone.now(),
    )  # fmt: skip
    assert f"/worklists/tasks/{task.pk}/close/" in main(signed_in(Role.SUPERVISOR).get(LIST).content)
