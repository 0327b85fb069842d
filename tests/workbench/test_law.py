"""The pages of the law: who finds them, what they show, and what becomes of names and questions that mean harm."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR, Scope
from goodstanding.access.role import Role
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.evidence.models import Entry
from goodstanding.strategy.queries.question import ask
from goodstanding.workbench.queries import law
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn
from tests.workbench.law.small_book import HOSTILE, write_book

CALLS = "/law/rules/xx.test.calls/"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lawbook:
    """Put the small lawbook in the place of ours."""
    book = write_book(tmp_path)
    monkeypatch.setattr(law, "law_in_force", lambda **_: book)
    monkeypatch.setattr(law, "shipped", lambda: book)
    return book


@pytest.fixture
def officer(signed_in: SignedIn) -> Client:
    return signed_in(Role.COMPLIANCE_OFFICER)


def text_of(browser: Client, address: str, *, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_shelf_shows_every_pack(officer: Client, small: Lawbook) -> None:
    page = text_of(officer, "/law/")
    for text in ("Testland", "xx.test", "State or province", "Enabled", "To be checked by counsel", small.edition[:12]):
        assert text in page, text
    assert CALLS not in page


def test_words_find_rules_and_htmx_gets_only_what_was_found(officer: Client, small: Lawbook) -> None:
    assert CALLS in text_of(officer, "/law/?words=so+many")
    part = officer.get("/law/?words=winter", headers={"HX-Request": "true"}).content.decode()
    assert "/law/rules/xx.test.letters/" in part
    assert "<html" not in part
    assert "Nothing found for “atlantis”" in text_of(officer, "/law/?words=atlantis")


def test_a_pack_shows_its_rules(officer: Client, small: Lawbook) -> None:
    page = text_of(officer, "/law/packs/xx.test/")
    for text in (CALLS, "May this be done?", "Barred", "Letters Order 2", "House policy", "Made for tests."):
        assert text in page, text


def test_a_rule_shows_the_values_of_the_chosen_day(officer: Client, small: Lawbook) -> None:
    values = {"2024-05-31": "7 calls", "2024-06-01": "5 calls", "2028-01-01": "1 call"}
    for day, shown in values.items():
        page = text_of(officer, f"{CALLS}?day={day}")
        table = page.split('id="values"')[1].split("</table>")[0]
        assert f">{shown}<" in table, day
        others = page.split('id="others"')[1]
        assert all(f">{other}<" in others for other in set(values.values()) - {shown}), day
    assert "what is not known is refused" in text_of(officer, f"{CALLS}?day=2021-12-31")
    assert "It is not law on this day" in text_of(officer, f"{CALLS}?day=2030-01-01")


def test_a_rule_shows_everything_the_lawbook_holds(officer: Client, small: Lawbook) -> None:
    page = text_of(officer, f"{CALLS}?day=2026-05-05")
    for text in (
        "Presumed violation", "made &gt;= :calls_max", "Where it stands", "<strong>so many</strong>",
        "<code>calls</code>", "<li>one</li>", "The first call &lt;i&gt;", "Calls Act 4(2)", "Order 9",
        "To be checked by counsel", "Nothing is sold.", "Not yet gazetted.", "2 Jan 2026",
    ):  # fmt: skip
        assert text in page, text


def test_the_coverage_register_is_shown(officer: Client, small: Lawbook) -> None:
    page = text_of(officer, "/law/coverage/")
    for text in ("Testland", "Complete: 1", "None: 1", "everything, all else"):
        assert text in page, text
    assert "Testland" not in text_of(officer, "/law/coverage/?words=farland")
    assert "No line of the register holds" in text_of(officer, "/law/coverage/?words=atlantis")


def test_our_own_lawbook_can_be_read_from_end_to_end(officer: Client) -> None:
    packs = re.findall(r'href="(/law/packs/[^"]+)"', text_of(officer, "/law/"))
    rules = re.findall(r'href="(/law/rules/[^"]+)"', text_of(officer, next(one for one in packs if "regf" in one)))
    assert rules
    for address in rules[:5]:
        text_of(officer, address)
    text_of(officer, "/law/coverage/")


@pytest.mark.parametrize("address", ["/law/", "/law/?words=calls", "/law/packs/xx.test/", CALLS, "/law/coverage/"])
def test_nothing_written_in_the_lawbook_brings_markup_into_a_page(
    address: str, officer: Client, small: Lawbook
) -> None:
    page = text_of(officer, address)
    assert HOSTILE not in page
    assert "alert(&#x27;law&#x27;)" in page


@pytest.mark.parametrize("word", [HOSTILE, '"><img src=x>', "' OR 1=1 --", "%00", "𝕏" * 500])
def test_words_that_mean_harm_find_nothing(word: str, officer: Client, small: Lawbook) -> None:
    for address in ("/law/", "/law/coverage/"):
        page = text_of(officer, f"{address}?{urlencode({'words': word})}")
        assert "<script>alert" not in page
        assert "<img src" not in page


@pytest.mark.parametrize("name", ["xx.other", "..", "%2e%2e", quote(HOSTILE, safe=""), "x" * 900])
def test_a_pack_or_rule_that_is_not_there_is_calmly_not_there(name: str, officer: Client, small: Lawbook) -> None:
    for kind in ("packs", "rules"):
        page = text_of(officer, f"/law/{kind}/{name}/", status=404)
        assert "There is nothing here" in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "0000-00-00"])
def test_a_day_that_is_none_is_refused_with_a_sentence(day: str, officer: Client, small: Lawbook) -> None:
    for address in ("/law/", "/law/packs/xx.test/", CALLS):
        assert "is not a day" in text_of(officer, f"{address}?day={day}", status=400)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_are_days_too(day: str, officer: Client, small: Lawbook) -> None:
    for address in ("/law/", "/law/packs/xx.test/", CALLS):
        text_of(officer, f"{address}?day={day}")


# What if: an account is asked about.


@pytest.fixture
def asked(book: Book) -> str:
    return f"/accounts/{book.juniper}/law/"


def test_an_account_leads_to_the_question(officer: Client, book: Book, asked: str) -> None:
    assert f'href="{asked}"' in text_of(officer, f"/accounts/{book.juniper}/")
    page = text_of(officer, asked)
    assert f'href="/accounts/{book.juniper}/"' in page
    assert re.search(r'href="/accounts/" aria-current="page"', page)


def test_a_call_at_night_is_refused_with_the_citation_and_every_rule(officer: Client, asked: str) -> None:
    page = text_of(officer, f"{asked}?channel=call&when=2026-11-24T23:00")
    answer = page.split('role="status"')[1].split("</section>")[0]
    assert '<strong class="word">No.</strong>' in answer
    assert "12 CFR 1006" in answer
    assert "Tue 24 Nov 2026, 23:00 (America/New_York)" in page
    assert "/law/rules/us.regf.hours/" in page
    assert "It is before 08:00 or not before 21:00" in page
    assert 'value="2026-11-24T23:00"' in page
    assert '<option value="call" selected>' in page


def test_an_hour_with_its_offset_is_shown_on_their_clock(officer: Client, asked: str) -> None:
    address = f"{asked}?{urlencode({'when': '2026-11-24T23:00+00:00'})}"
    assert "Tue 24 Nov 2026, 18:00 (America/New_York), that is 24 Nov 2026, 23:00 UTC" in text_of(officer, address)


def test_the_answer_is_that_of_the_command_line(officer: Client, book: Book, asked: str) -> None:
    at = timezone.now() + timedelta(days=1)
    found = ask(book.juniper, channel="email", at=at, by=OPERATOR).verdict
    page = text_of(officer, f"{asked}?{urlencode({'channel': 'email', 'when': at.isoformat()})}")
    assert page.count('<td class="state">') == len(found.answers) > 0
    assert found.edition in page
    for one in found.answers:
        assert f"/law/rules/{one.rule_id}/" in page


def test_a_contact_point_of_the_account_can_be_chosen(officer: Client, asked: str) -> None:
    page = text_of(officer, asked)
    points = re.findall(r'<option value="(\d+)">', page.split('id="contact_point"')[1].split("</select>")[0])
    assert len(points) == 4
    assert f'<option value="{points[0]}" selected>' in text_of(officer, f"{asked}?contact_point={points[0]}")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"channel": "pigeon"}, "is not a channel"),
        ({"channel": HOSTILE}, "is not a channel"),
        ({"when": "soon"}, "is not a moment"),
        ({"when": "2026-11-24"}, "names no hour"),
        ({"when": "0001-01-01T00:00"}, "the years from 1970"),
        ({"when": "9999-12-31T23:59"}, "the years from 1970"),
        ({"contact_point": "999999999"}, "no such contact point"),
        ({"contact_point": "٣"}, "no such contact point"),
        ({"contact_point": "1 OR 1=1"}, "no such contact point"),
        ({"purpose": "x" * 81}, "A purpose is a word or two"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_a_sentence(
    query: dict[str, str], sentence: str, officer: Client, asked: str
) -> None:
    page = text_of(officer, f"{asked}?{urlencode(query)}", status=400)
    assert sentence in page
    assert "<script>alert" not in page


def test_a_purpose_that_means_harm_is_only_text(officer: Client, asked: str) -> None:
    page = text_of(officer, f"{asked}?{urlencode({'purpose': HOSTILE, 'when': '2026-11-24T12:00'})}")
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_where_nobody_knows_their_clock_moments_are_told_in_utc(officer: Client, book: Book) -> None:
    page = text_of(officer, f"/accounts/{book.yen}/law/?when=2026-11-24T12:00")
    assert "When, in UTC" in page
    assert "24 Nov 2026, 12:00 UTC (nobody knows what time it is for them)" in page


def test_accounts_with_nobody_or_with_somebody_who_died_can_be_asked_about(officer: Client, book: Book) -> None:
    for debt in (book.yen, book.asa, book.mill):
        for channel in ("call", "letter", "email"):
            text_of(officer, f"/accounts/{debt}/law/?channel={channel}")


def test_an_account_of_another_client_cannot_be_asked_about(book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))
    text_of(browser, f"/accounts/{book.juniper}/law/")
    for debt in (book.asa, 999_999, 10**20):
        text_of(browser, f"/accounts/{debt}/law/", status=404)


@pytest.mark.parametrize("role", [Role.CLIENT_USER, Role.AGENCY_USER])
def test_outsiders_find_neither_the_law_nor_the_question(role: Role, book: Book, signed_in: SignedIn) -> None:
    browser = signed_in(role, Scope(clients=frozenset({book.garden})))
    account = text_of(browser, f"/accounts/{book.juniper}/")
    assert "May we" not in account
    assert 'href="/law/"' not in account
    for address in ("/law/", "/law/coverage/", "/law/packs/us.regf/", f"/accounts/{book.juniper}/law/"):
        assert "You may not read the law in force." in text_of(browser, address, status=403)


def test_asking_changes_nothing(officer: Client, asked: str) -> None:
    before = Entry.objects.count()
    text_of(officer, asked)
    assert Entry.objects.count() == before
