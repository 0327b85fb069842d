"""The nights in the browser: the list, one night, and the story of an account, for those who may see them."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.strategy.models.hand_over import HandOverAnswered
from goodstanding.strategy.models.night import Act, ActLine, Night, Withheld
from goodstanding.strategy.queries import nights
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

DAY = date(2026, 6, 15)
AT = datetime(2026, 6, 15, 4, tzinfo=UTC)
TRIED = '[{"channel": "sms", "rule": "us.regf.hours", "reason": "Too early."}]'


def enter_night(day: date, *, debts: list[int], finished: bool = True) -> Night:
    """A night with one e-mail for each debt, the first handed over, and one message held back."""
    figures = {"accounts": 4, "due": 3, "refused": 1, "exceptions": 2, "new_acts": len(debts), "calls_placed": 0}
    row = Night.objects.create(
        day=day, began_at=AT, known_at=AT, strategies=[["plain", 1, 1_000_000, None]],
        finished_at=AT if finished else None, figures=figures if finished else {}, entry_id=1,
    )  # fmt: skip
    shared = {
        "night_id": row.pk, "day": day, "client_id": 1, "kind": "contact", "strategy": "plain", "edition": 1,
        "segment": "all", "treatment": "ladder", "step": "friendly", "entry_id": 1,
    }  # fmt: skip
    for person, debt in enumerate(debts, start=1):
        act = Act.objects.create(
            **shared, person_id=person, channel="email", currency="USD", balance_minor=1, value_minor=1,
            planned_at=AT, not_before=AT, not_after=AT.replace(hour=18), tried=TRIED,
        )  # fmt: skip
        ActLine.objects.create(
            act_id=act.pk, person_id=person, debt_id=debt, strategy="plain", treatment="ladder", step="friendly",
            day=day, channel="email", currency="USD", balance_minor=1,
        )  # fmt: skip
        if person == 1:
            HandOverAnswered.objects.create(act_id=act.pk, answer="taken", answered_at=AT, entry_id=1)
    Withheld.objects.create(**shared, person_id=77, cause="law", rule="us.regf.call_count", debt_ids=[12])
    return row


@pytest.fixture
def strategist(signed_in: SignedIn) -> Client:
    return signed_in(Role.STRATEGIST)


def main(answer: bytes) -> str:
    return " ".join(answer.decode().split("<main")[1].split())


def test_before_the_first_night_the_page_says_what_to_do(strategist: Client) -> None:
    assert "goodstanding strategy adopt small-business" in main(strategist.get("/nights/").content)


def test_every_day_is_listed_with_its_figures(book: Book, strategist: Client) -> None:
    enter_night(DAY, debts=[book.juniper, book.mill])
    enter_night(date(2026, 6, 16), debts=[book.asa], finished=False)
    page = main(strategist.get("/nights/").content)
    assert page.index("16 Jun 2026") < page.index("15 Jun 2026")
    assert "Not finished" in page
    line = page.split("15 Jun 2026")[1]
    for figure in (">4<", ">3<", ">2<", ">1<"):
        assert figure in line
    assert "No night was run before that day." in main(strategist.get("/nights/?before=2026-06-15").content)


def test_more_days_than_a_page_holds_have_a_further_page(
    book: Book, strategist: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("goodstanding.strategy.queries.nights", "goodstanding.workbench.views.nights"):
        monkeypatch.setattr(f"{module}.DAYS_LISTED", 1)
    enter_night(DAY, debts=[book.juniper])
    enter_night(date(2026, 6, 16), debts=[])
    assert "/nights/?before=2026-06-16" in main(strategist.get("/nights/").content)
    assert nights.DAYS_LISTED == 1


def test_one_night_tells_steps_refusals_and_hand_over(book: Book, strategist: Client) -> None:
    enter_night(DAY, debts=[book.juniper, book.mill])
    page = main(strategist.get("/nights/2026-06-15/").content)
    for text in (
        "Night of 15 Jun 2026", "friendly", "E-mail", "us.regf.hours", "us.regf.call_count",
        "1 handed over, 1 still open", "/law/rules/us.regf.hours/", "/worklists/exception/",
        "/strategies/plain/?edition=1",
    ):  # fmt: skip
        assert text in page, text


@pytest.mark.parametrize(("address", "status"), [("/nights/2026-06-14/", 404), ("/nights/yesterday/", 400)])
def test_a_night_that_was_not_run_is_not_there(strategist: Client, address: str, status: int) -> None:
    assert strategist.get(address).status_code == status


def test_outsiders_and_those_of_one_client_see_no_night(book: Book, signed_in: SignedIn) -> None:
    scope = Scope(clients=frozenset({book.garden}))
    for browser in (signed_in(Role.CLIENT_USER, scope), signed_in(Role.COLLECTOR, scope)):
        for address in ("/nights/", "/nights/2026-06-15/", "/strategies/", "/strategies/plain/"):
            assert browser.get(address).status_code == 403
    assert Client().get("/nights/").status_code == 302


def test_why_is_told_on_a_page_of_its_own_and_in_the_panel(book: Book, signed_in: SignedIn) -> None:
    collector = signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))
    address = f"/accounts/{book.juniper}/night/"
    page = main(collector.get(address).content)
    assert "Nothing happens on" in page
    assert "No strategy that runs covers this account." in page or "no strategy that runs covers this account." in page
    assert "This is worked out now" in page
    part = collector.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert f'href="{address}?day=' in part
    assert f'hx-get="{address}"' in collector.get(f"/accounts/{book.juniper}/").content.decode()


def test_an_account_of_another_client_has_no_story(book: Book, signed_in: SignedIn) -> None:
    collector = signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))
    assert collector.get(f"/accounts/{book.asa}/night/").status_code == 404
    assert collector.get("/accounts/99999999/night/").status_code == 404
    assert collector.get(f"/accounts/{book.juniper}/night/?day=soon").status_code == 400
