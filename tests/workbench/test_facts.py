"""The page of an account's facts: by the books or as sealed, by idea, and only what whoever asks may see."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.factsheet.daily.sheet import IDEAS
from goodstanding.strategy.models.night import SealedSheet
from goodstanding.strategy.night import lake
from goodstanding.strategy.queries.facts import worked_out
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn


@pytest.fixture
def supervisor(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.SUPERVISOR)


def shown(browser: Client, debt_id: int, day: str = "") -> str:
    answer = browser.get(f"/accounts/{debt_id}/facts/", {"day": day} if day else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_idea_is_shown_and_what_every_fact_means(supervisor: Client, book: Book) -> None:
    page = shown(supervisor, book.juniper)
    assert all(f">{idea}</h2>" in page for idea in IDEAS)
    assert "No night sealed the facts of" in page
    for text in ("Days past due", "days_past_due", "America/New_York", "complaint", "Open items", "Item INV-006"):
        assert text in page
    assert "None known" in page


def test_the_account_leads_to_its_facts(supervisor: Client, book: Book) -> None:
    assert f'href="/accounts/{book.juniper}/facts/"' in supervisor.get(f"/accounts/{book.juniper}/").content.decode()


def test_a_sealed_sheet_is_shown_as_sealed(supervisor: Client, book: Book, tmp_path: Path, settings: Settings) -> None:
    settings.DATA_FOLDER = tmp_path
    day = timezone.now().date() - timedelta(days=40)
    found = worked_out(book.juniper, day=day, at=timezone.now())
    file = lake.seal(found.accounts, grain="account", day=day, lane="person", number=0, folder=tmp_path)
    SealedSheet.objects.create(
        day=day, lane="person", number=0, grain="account", name=file.name, sha256=file.sha256, rows=1, entry_id=1
    )
    page = shown(supervisor, book.juniper, day.isoformat())
    assert "sealed it." in page and file.name in page
    (tmp_path / file.name).write_bytes(b"")
    answer = supervisor.get(f"/accounts/{book.juniper}/facts/", {"day": day.isoformat()})
    assert answer.status_code == 400 and "is not what was sealed" in answer.content.decode()


def test_an_account_on_no_sheet_says_why(supervisor: Client, book: Book) -> None:
    page = shown(supervisor, book.juniper, "1900-01-01")
    assert "This account is on no sheet of" in page or "None known" in page


def test_whoever_sees_one_client_sees_nothing_of_the_others(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))
    page = shown(browser, book.juniper)
    assert "balance_minor" in page
    assert "person_balance_minor" not in page and "contacts_7" not in page
    assert browser.get(f"/accounts/{book.asa}/facts/").status_code == 404


def test_a_day_that_is_none_is_refused(supervisor: Client, book: Book) -> None:
    answer = supervisor.get(f"/accounts/{book.juniper}/facts/", {"day": "yesterday"})
    assert answer.status_code == 400 and "is not a day" in answer.content.decode()


@pytest.mark.parametrize("page", ["facts", "night"])
@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_too_far_away_is_refused(supervisor: Client, book: Book, page: str, day: str) -> None:
    answer = supervisor.get(f"/accounts/{book.juniper}/{page}/", {"day": day})
    assert answer.status_code == 400 and "is too far away" in answer.content.decode()


def test_nobody_reads_facts_without_signing_in(book: Book) -> None:
    assert Client().get(f"/accounts/{book.juniper}/facts/").status_code == 302
