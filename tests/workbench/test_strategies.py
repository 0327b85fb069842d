"""The strategies in the browser: what runs, how an edition reads, and the button that stops one."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.access.role import Role
from goodstanding.strategy.operations.editions import propose
from goodstanding.strategy.queries.editions import is_stopped
from tests.strategy.published import publish_shipped, shipped_text
from tests.workbench.conftest import SignedIn

AT = datetime(2026, 6, 15, 4, tzinfo=UTC)
SECOND = Actor("user:2", OPERATOR.roles)


@pytest.fixture
def published(db: None) -> None:
    """The agency's strategy runs; a second edition of it is proposed."""
    publish_shipped("agency", by=OPERATOR, second=SECOND, at=AT)
    propose(shipped_text("agency").replace("edition: 1\n", "edition: 2\n", 1), by=OPERATOR, at=AT)


def main(answer: bytes) -> str:
    return " ".join(answer.decode().split("<main")[1].split())


def test_without_a_strategy_the_page_says_which_are_ready(signed_in: SignedIn) -> None:
    assert "goodstanding strategy adopt small-business" in main(signed_in(Role.AUDITOR).get("/strategies/").content)


def test_the_list_says_what_runs_since_when_and_for_whom(published: None, signed_in: SignedIn) -> None:
    page = main(signed_in(Role.AUDITOR).get("/strategies/").content)
    for text in (
        "Runs",
        "Edition 1 for 100 % of people, published 15 Jun 2026, 04:00 UTC",
        'href="/strategies/agency/"',
    ):
        assert text in page, text
    assert "Stop" not in page


def test_a_strategy_reads_as_a_calendar(published: None, signed_in: SignedIn) -> None:
    browser = signed_in(Role.STRATEGIST)
    page = main(browser.get("/strategies/agency/").content)
    for text in (
        "On placement", "validation-notice", "Who gets which treatment", "Published for 100 % of people", "Experiment",
        "contacts in 7 days", "Edition 1 published for 100 %", "by operator", "/strategies/agency/?edition=2",
    ):  # fmt: skip
        assert text in page, text
    assert "Proposed" in main(browser.get("/strategies/agency/?edition=2").content)


def test_a_strategy_or_an_edition_nobody_proposed_is_not_there(published: None, signed_in: SignedIn) -> None:
    browser = signed_in(Role.STRATEGIST)
    assert browser.get("/strategies/agnecy/").status_code == 404
    assert browser.get("/strategies/agency/?edition=9").status_code == 404


def test_whoever_may_stops_a_strategy_at_once(published: None, signed_in: SignedIn) -> None:
    supervisor = signed_in(Role.SUPERVISOR)
    assert "Stop agency now" in main(supervisor.get("/strategies/agency/").content)
    answer = supervisor.post("/strategies/agency/stop/", follow=True)
    assert answer.redirect_chain == [("/strategies/agency/", 302)]
    page = main(answer.content)
    assert "The strategy agency is stopped" in page
    assert "Stop agency now" not in page
    assert is_stopped("agency")
    assert "is stopped already" in main(supervisor.post("/strategies/agency/stop/", follow=True).content)


def test_nobody_else_stops_it(published: None, signed_in: SignedIn) -> None:
    for role in (Role.AUDITOR, Role.COLLECTOR):
        assert signed_in(role).post("/strategies/agency/stop/").status_code == 403
    supervisor = signed_in(Role.SUPERVISOR)
    assert supervisor.get("/strategies/agency/stop/").status_code == 405
    assert Client().post("/strategies/agency/stop/").status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = supervisor.cookies
    assert strict.post("/strategies/agency/stop/").status_code == 403
    assert not is_stopped("agency")
