"""Signing in: by e-mail only, counted by name, locked after ten failures, with sealed second factors."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.test import Client as Browser
from django.test import override_settings
from django.utils import timezone

from goodstanding.access import models, operations
from goodstanding.access.permission import OPERATOR
from goodstanding.access.role import Role
from goodstanding.evidence.models import Entry

pytestmark = pytest.mark.django_db

PASSWORD = "a calm grey harbour"
SIGN_IN = "/accounts/login/"


@pytest.fixture
def fern() -> models.User:
    done = operations.let_in(
        "fern@example.com", "Fern", password=PASSWORD, roles=[Role.COLLECTOR], by=OPERATOR, at=timezone.now()
    )
    return models.User.objects.get(pk=done.user_id)


def sign_in(browser: Browser, password: str = PASSWORD, *, login: str = "fern@example.com") -> int:
    return browser.post(SIGN_IN, {"login": login, "password": password}).status_code


def is_signed_in(browser: Browser) -> bool:
    return "_auth_user_id" in browser.session


def test_somebody_signs_in_by_their_email_whatever_its_capitals(fern: models.User) -> None:
    browser = Browser()
    assert sign_in(browser, login="FERN@example.com") == 302
    assert browser.session["_auth_user_id"] == str(fern.pk)


def test_nobody_signs_up(fern: models.User) -> None:
    email = "moss@example.com"
    Browser().post("/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD})
    assert list(models.User.objects.all()) == [fern]


def test_somebody_stopped_does_not_get_in(fern: models.User) -> None:
    operations.stop(fern.pk, by=OPERATOR, at=timezone.now())
    browser = Browser()
    sign_in(browser)
    assert not is_signed_in(browser)


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_ten_failures_lock_the_name_and_no_other(fern: models.User) -> None:
    browser = Browser()
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert sign_in(browser, "wrong", login="Fern@example.com") == 200
    assert AccessAttempt.objects.get().username == "fern@example.com"
    assert sign_in(browser, "wrong") == 429
    assert sign_in(browser) == 429 and not is_signed_in(browser)
    assert sign_in(browser, "wrong", login="rowan@example.com") == 200


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_nine_failures_do_not_lock(fern: models.User) -> None:
    browser = Browser()
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        sign_in(browser, "wrong")
    assert sign_in(browser) == 302 and is_signed_in(browser)
    assert not AccessAttempt.objects.exists()


def test_attempts_are_counted_in_a_cache_that_all_processes_share(fern: models.User) -> None:
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]
    for _ in range(6):
        answer = Browser().post(SIGN_IN, {"login": "fern@example.com", "password": "wrong"})
    assert "Too many failed login attempts" in answer.content.decode()


def test_a_password_changed_on_the_page_is_on_record(fern: models.User) -> None:
    browser = Browser()
    sign_in(browser)
    new = "a calm green meadow"
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    fern.refresh_from_db()
    assert fern.check_password(new)
    entry = Entry.objects.latest("position")
    assert (entry.kind, entry.actor) == ("access.password_changed", f"user:{fern.pk}")


def test_a_second_factor_lies_sealed_and_is_asked_for(fern: models.User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(fern, secret)
    assert secret not in str(Authenticator.objects.get().data)
    browser = Browser()
    sign_in(browser)
    assert not is_signed_in(browser)
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    wrong = "000000" if right != "000000" else "111111"
    browser.post("/accounts/2fa/authenticate/", {"code": wrong})
    assert not is_signed_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": right})
    assert is_signed_in(browser)
