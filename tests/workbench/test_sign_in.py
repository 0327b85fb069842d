"""Signing in and its pages: the doors that are open, those that are closed, and the offer of a second factor."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from goodstanding.access.role import Role
from tests.workbench import cast
from tests.workbench.conftest import SignedIn

pytestmark = pytest.mark.django_db


def sign_in(browser: Client, *, email: str, password: str = cast.PASSWORD) -> int:
    answer = browser.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR="127.0.0.7")
    return answer.status_code


@pytest.fixture
def supervisor() -> str:
    return cast.let_somebody_in(Role.SUPERVISOR, at=timezone.now() - timedelta(minutes=1))


def test_the_right_password_opens_whatever_the_capitals_of_the_address(supervisor: str) -> None:
    browser = Client()
    assert sign_in(browser, email=supervisor.upper()) == 302
    assert browser.get("/").status_code == 200


def test_a_wrong_password_is_told_calmly_beside_the_form(supervisor: str) -> None:
    answer = Client().post("/accounts/login/", {"login": supervisor, "password": "wrong"}, REMOTE_ADDR="127.0.0.8")
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def try_often(browser: Client, *, email: str) -> list[str]:
    answers = [
        browser.post("/accounts/login/", {"login": email, "password": "wrong"}, REMOTE_ADDR="127.0.0.7")
        for _ in range(12)
    ]
    return [answer.content.decode() for answer in answers]


def test_too_many_tries_in_a_row_have_to_wait(supervisor: str) -> None:
    assert "Too many failed login attempts" in try_often(Client(), email=supervisor)[-1]


def test_too_many_tries_in_an_hour_end_in_a_calm_page(supervisor: str, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    assert "Please wait before you try again" in try_often(Client(), email=supervisor)[-1]
    assert sign_in(Client(), email=supervisor) != 302


def test_signing_out_takes_a_form(signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    assert "Stay and go back." in browser.get("/accounts/logout/").content.decode()
    assert browser.get("/").status_code == 200
    browser.post("/accounts/logout/")
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("page", ["signup/", "email/", "password/reset/", "password/set/"])
def test_what_an_administrator_does_nobody_does_alone(page: str, signed_in: SignedIn) -> None:
    for browser in (Client(), signed_in(Role.SUPERVISOR)):
        for answer in (browser.get(f"/accounts/{page}"), browser.post(f"/accounts/{page}", {"email": "x@example.com"})):
            assert "Ask an administrator" in answer.content.decode()


def test_a_second_factor_is_offered_and_can_be_put_off(signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    assert "Make your sign-in safer." in browser.get("/").content.decode()
    assert browser.get("/second-factor/later/").status_code == 405
    browser.post("/second-factor/later/")
    assert "Make your sign-in safer." not in browser.get("/").content.decode()


def test_the_appearance_is_kept_in_a_cookie() -> None:
    browser = Client()
    assert 'data-theme="auto"' in browser.get("/accounts/login/").content.decode()
    answer = browser.post("/appearance/", {"theme": "dark", "next": "/accounts/?q=x"})
    assert answer["Location"] == "/accounts/?q=x"
    assert answer.cookies["theme"]["httponly"]
    assert 'data-theme="dark"' in browser.get("/accounts/login/").content.decode()
    browser.post("/appearance/", {"theme": "auto"})
    assert 'data-theme="auto"' in browser.get("/accounts/login/").content.decode()
    assert browser.get("/appearance/").status_code == 405


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_choosing_an_appearance_leads_nowhere_else(address: str) -> None:
    assert Client().post("/appearance/", {"theme": "dark", "next": address})["Location"] == "/"


def test_an_invented_theme_is_none() -> None:
    browser = Client()
    browser.cookies["theme"] = '"><script>'
    assert 'data-theme="auto"' in browser.get("/accounts/login/").content.decode()


def test_a_form_without_its_token_is_refused_calmly() -> None:
    answer = Client(enforce_csrf_checks=True).post("/appearance/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "This form has grown old" in answer.content.decode()


def test_a_page_that_is_not_there_is_calm() -> None:
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_a_defect_of_ours_is_calm(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("goodstanding.workbench.views.accounts.find_accounts", broken)
    browser = signed_in(Role.SUPERVISOR)
    browser.raise_request_exception = False
    answer = browser.get("/accounts/?q=x")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
