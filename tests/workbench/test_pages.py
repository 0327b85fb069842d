"""Every page for every role, what strangers find, and what a page holds."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from tests.workbench import cast
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

EVERYBODY = set(Role)
REPORT_READERS = EVERYBODY - {Role.COLLECTOR, Role.AGENCY_USER}
ACCESS_READERS = {Role.SUPERVISOR, Role.COMPLIANCE_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}
LAW_READERS = EVERYBODY - {Role.CLIENT_USER, Role.AGENCY_USER}
CHART = "?client={garden}&currency=USD"
PAGES = {
    "/accounts/": EVERYBODY,
    "/accounts/?q=juniper": EVERYBODY,
    "/accounts/{juniper}/": EVERYBODY,
    "/?client={garden}": REPORT_READERS,
    f"/charts/ageing.svg{CHART}": REPORT_READERS,
    f"/charts/dso.svg{CHART}": REPORT_READERS,
    f"/charts/ageing.csv{CHART}": REPORT_READERS,
    f"/charts/dso.csv{CHART}": REPORT_READERS,
    "/accounts/{juniper}/law/": LAW_READERS,
    "/accounts/{juniper}/night/": EVERYBODY,
    "/worklists/": LAW_READERS,
    "/worklists/warning/": LAW_READERS,
    "/law/": LAW_READERS,
    "/law/packs/us.regf/": LAW_READERS,
    "/law/rules/us.regf.call_count/": LAW_READERS,
    "/law/coverage/": LAW_READERS,
    "/access/": ACCESS_READERS,
    "/people/": ACCESS_READERS,
}


def filled(page: str, book: Book) -> str:
    return page.format(garden=book.garden, juniper=book.juniper)


@pytest.mark.parametrize("role", Role)
def test_every_role_finds_the_pages_it_may_and_no_other(role: Role, book: Book, signed_in: SignedIn) -> None:
    """Everybody here is given the one client, so that outsiders see it too; access is asked of the house as a whole."""
    browser = signed_in(role, Scope(clients=frozenset({book.garden})))
    for page, roles in PAGES.items():
        if page in {"/access/", "/people/"}:
            continue
        answer = browser.get(filled(page, book))
        if page.startswith("/?") and role not in roles:
            assert answer.status_code == 302
            assert answer["Location"] == "/accounts/"
        else:
            assert answer.status_code == (200 if role in roles else 403), (page, role)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.CLIENT_USER, Role.AGENCY_USER}])
def test_who_may_do_what_is_shown_to_whoever_may_read_it(role: Role, signed_in: SignedIn) -> None:
    browser = signed_in(role)
    for page in ("/access/", "/people/"):
        assert browser.get(page).status_code == (200 if role in ACCESS_READERS else 403), (page, role)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_nobody_reads_a_page_without_signing_in(page: str) -> None:
    answer = Client().get(page.format(garden=1, juniper=1))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/")


@pytest.mark.django_db
def test_a_part_of_a_page_asks_for_the_whole_when_nobody_is_signed_in() -> None:
    answer = Client().get("/accounts/?q=x", headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"


def test_somebody_without_a_role_is_told_who_may(signed_in: SignedIn, book: Book) -> None:
    answer = signed_in(None).get(f"/accounts/{book.juniper}/")
    assert answer.status_code == 403
    assert "You may not read accounts." in answer.content.decode()


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.CLIENT_USER, Role.AUDITOR])
def test_an_account_of_another_client_is_not_there(role: Role, book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(role, Scope(clients=frozenset({book.garden})))
    assert browser.get(f"/accounts/{book.juniper}/").status_code == 200
    other, nowhere = browser.get(f"/accounts/{book.asa}/"), browser.get("/accounts/999999/")
    assert other.status_code == nowhere.status_code == 404
    assert other.content.split(b"<main")[1] == nowhere.content.split(b"<main")[1]
    assert b"Asa" not in browser.get("/accounts/?q=fictional").content


def test_the_book_of_another_client_is_not_there(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.CLIENT_USER, Scope(clients=frozenset({book.garden})))
    assert "All clients" not in browser.get("/").content.decode()
    for address in (f"/?client={book.harbour}", "/?client=", f"/charts/ageing.csv?client={book.harbour}&currency=USD"):
        expected = 200 if address == "/?client=" else 404
        assert browser.get(address).status_code == expected, address
    assert browser.get("/charts/ageing.csv?client=&currency=USD").status_code == 200


def test_all_clients_together_are_for_whoever_may_read_each(book: Book, signed_in: SignedIn) -> None:
    page = signed_in(Role.SUPERVISOR).get("/").content.decode()
    assert "<h1>All clients</h1>" in page
    assert "Harbour Clinic" in page


def test_a_client_user_reads_no_evidence(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.CLIENT_USER, Scope(clients=frozenset({book.garden})))
    assert 'id="evidence"' not in browser.get(f"/accounts/{book.juniper}/").content.decode()


def test_the_account_page_holds_everything(book: Book, signed_in: SignedIn) -> None:
    page = signed_in(Role.SUPERVISOR).get(f"/accounts/{book.juniper}/").content.decode()
    first = page.index("To be seen first")
    for text in ("vulnerable", "Linden Placeholder speaks", "On hold: complaint", "In dispute: the whole debt"):
        assert first < page.index(text) < page.index("<h1>"), text
    for text in (
        "Juniper Ångström-Sample", "GF-0001", "INV-001", "+12075550142", "there now", "Text message: given",
        "Call: withdrawn", "Channel: email.", "Disconnected", "Trade invoices", "US-ME", "Sales region",
        "receipt taken back".capitalize(), "The bank returned it.", "A dispute was opened on the whole debt",
        "Debt placed.", 'id="log-',
    ):  # fmt: skip
        assert text in page, text
    for amount in re.findall(r"<dd>([\d,.]+)</dd>", page)[:1]:
        assert amount == "838.77"


def test_the_account_page_looks_back(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    past = (date.today() - timedelta(days=125)).isoformat()  # noqa: DTZ011  The book is entered relative to today.
    page = browser.get(f"/accounts/{book.juniper}/?as_of={past}").content.decode()
    assert "You look at the books as of" in page
    assert "INV-002" in page
    assert "INV-006" not in page
    assert "A hold began" not in page


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "0000-00-00", "2026-02-30"])
def test_a_day_that_is_none_is_refused_calmly(text: str, book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    for page in (f"/?as_of={text}", f"/accounts/{book.juniper}/?as_of={text}"):
        answer = browser.get(page)
        assert answer.status_code == 400
        assert "is not a day" in answer.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_the_ends_of_time_do_no_harm(day: str, book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    for page in (
        f"/?as_of={day}",
        f"/accounts/{book.juniper}/?as_of={day}",
        f"/charts/dso.svg?currency=USD&as_of={day}",
    ):
        assert browser.get(page).status_code in {200, 400}, page


@pytest.mark.parametrize("address", ["/accounts/99999999999999999999/", "/?client=9", "/charts/dso.csv?currency=XXX"])
def test_what_is_not_there_is_calmly_not_there(address: str, book: Book, signed_in: SignedIn) -> None:
    answer = signed_in(Role.SUPERVISOR).get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_currencies_are_shown_apart(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    page = browser.get(f"/?client={book.harbour}&currency=JPY").content.decode()
    assert "<option selected>JPY</option>" in page
    assert ".00" not in page.split("<dl class")[1].split("</dl>")[0]


def test_an_empty_book_says_what_to_do(signed_in: SignedIn) -> None:
    page = signed_in(Role.SUPERVISOR).get("/").content.decode()
    assert "There is nothing in these books yet" in page
    assert "goodstanding import" in page


def test_a_day_with_nothing_open_leads_to_the_last_entry(book: Book, signed_in: SignedIn) -> None:
    page = signed_in(Role.SUPERVISOR).get("/?as_of=2001-01-01").content.decode()
    assert "The last entry in these books" in page


def test_files_say_the_same_as_the_tables(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    page = browser.get(f"/?client={book.garden}").content.decode()
    content = browser.get(f"/charts/ageing.csv?client={book.garden}&currency=USD")
    assert content["Content-Type"] == "text/csv; charset=utf-8"
    rows = [line.split(",") for line in content.content.decode().splitlines()]
    assert rows[0] == ["Bucket", "Items", "Amount", "Share of open", "Currency"]
    for row in rows[1:]:
        whole, _, fraction = row[2].partition(".")
        assert f"{int(whole):,}.{fraction}" in page
    months = browser.get(f"/charts/dso.csv?client={book.garden}&currency=USD").content.decode().splitlines()
    assert len(months) == 25


def test_no_page_is_kept_by_a_browser_or_a_proxy(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    for page in PAGES:
        assert "no-store" in browser.get(filled(page, book))["Cache-Control"], page


def test_pages_are_for_reading(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    for page in PAGES:
        assert browser.post(filled(page, book)).status_code == 405, page


def test_no_rendered_page_holds_a_style_or_a_script(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.ADMINISTRATOR)
    pages = [filled(page, book) for page in PAGES if ".csv" not in page and ".svg" not in page]
    for page in [*pages, "/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/", "/nowhere/"]:
        answer = browser.get(page)
        text = answer.content.decode()
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), page
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or 'type="application/json"' in script, page


def test_pages_ask_few_questions_whatever_their_size(
    book: Book, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(Role.SUPERVISOR)
    with django_assert_max_num_queries(50):
        browser.get(f"/accounts/{book.mill}/")
    with django_assert_max_num_queries(20):
        browser.get("/accounts/?q=sample")


def test_names_cannot_bring_markup_into_a_page(book: Book, signed_in: SignedIn) -> None:
    page = signed_in(Role.SUPERVISOR).get("/accounts/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_people_are_listed_with_their_roles(signed_in: SignedIn) -> None:
    page = signed_in(Role.ADMINISTRATOR).get("/people/").content.decode()
    assert "administrator-00@example.com" in page
    assert "Administrator" in page
    assert cast.PASSWORD not in page
