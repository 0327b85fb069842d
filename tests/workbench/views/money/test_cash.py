"""The page Unapplied cash: what waits, why, and applying it, for those who may."""

import re

import pytest
from django.test import Client

from goodstanding.access.role import Role
from goodstanding.payments.models.bank import LineMatch
from goodstanding.payments.models.matching import PayerRule
from tests.payments.matching.operations.bank_book import bank_account, bank_line, look_now
from tests.receivables.cast import item, open_book, open_minor, place
from tests.workbench.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def debt_id() -> int:
    return place(open_book(), item("INV-1001", 10_000))


@pytest.fixture
def line_id(debt_id: int) -> int:
    made = bank_line(
        bank_account(), 700, "<script>alert(1)</script>", party_name="Juniper Testcase", party_account="DE99"
    )
    look_now()
    return made


def sent(client: Client, line_id: int, **more: str) -> str:
    shown = client.get("/cash/").content.decode()
    made_at = re.search(r'name="made_at" value="([^"]+)"', shown)
    assert made_at is not None
    asked = {"place": "1", "made_at": made_at[1], **more}
    return client.post(f"/cash/{line_id}/apply/", asked, follow=True).content.decode()


def test_an_empty_queue_says_so(signed_in: SignedIn) -> None:
    assert "No line waits." in signed_in(Role.SUPERVISOR).get("/cash/").content.decode()


def test_a_line_shows_what_it_may_pay_and_why_and_its_text_as_text(signed_in: SignedIn, line_id: int) -> None:
    shown = signed_in(Role.SUPERVISOR).get("/cash/").content.decode()
    assert "7.00" in shown
    assert "so is the debtor" in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert(1)" not in shown


def test_one_click_applies(signed_in: SignedIn, line_id: int, debt_id: int) -> None:
    assert f"Line {line_id} is applied" in sent(signed_in(Role.COLLECTOR), line_id)
    assert (open_minor(debt_id), PayerRule.objects.count()) == (9_300, 0)


def test_one_click_teaches(signed_in: SignedIn, line_id: int, debt_id: int) -> None:
    sent(signed_in(Role.COLLECTOR), line_id, teach="yes")
    assert PayerRule.objects.get().debt_id == debt_id


@pytest.mark.parametrize("place", ["9", "", "-1", "x", "1" * 400])
def test_a_suggestion_that_is_not_there_is_refused_calmly(
    signed_in: SignedIn, line_id: int, debt_id: int, place: str
) -> None:
    assert "suggestions changed" in sent(signed_in(Role.COLLECTOR), line_id, place=place)
    assert open_minor(debt_id) == 10_000


def test_a_line_is_set_aside_with_a_reason(signed_in: SignedIn, line_id: int) -> None:
    client = signed_in(Role.COLLECTOR)
    refused = client.post(f"/cash/{line_id}/aside/", {"kind": "other", "reason": " "}, follow=True)
    assert "Say why" in refused.content.decode()
    client.post(f"/cash/{line_id}/aside/", {"kind": "other", "reason": "Ours."})
    assert LineMatch.objects.get().kind == "other"


def test_an_auditor_reads_and_a_strategist_does_not(signed_in: SignedIn, line_id: int) -> None:
    auditor = signed_in(Role.AUDITOR)
    assert '<button type="submit" aria-label="Apply' not in auditor.get("/cash/").content.decode()
    assert auditor.post(f"/cash/{line_id}/apply/", {"place": "1"}).status_code == 403
    assert signed_in(Role.STRATEGIST).get("/cash/").status_code == 403
