"""What the tests of the pages share: the book, and somebody signed in."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from goodstanding.access.models import User
from goodstanding.access.permission import EVERYTHING, Scope
from goodstanding.access.role import Role
from tests.workbench import cast

SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def static_folder() -> None:
    """Make the folder that serving makes, lest every start of a client warns that it is missing."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)


@pytest.fixture
def book(db: None) -> cast.Book:
    """Enter the invented book as it stands an hour ago."""
    cache.clear()
    return cast.enter_book(timezone.now() - timedelta(hours=1))


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """Return a browser in which somebody of a role, within a scope, has signed in."""

    def enter(role: Role | None, scope: Scope = EVERYTHING) -> Client:
        email = cast.let_somebody_in(role, at=timezone.now() - timedelta(minutes=1), scope=scope)
        browser = Client()
        browser.force_login(User.objects.get(email=email), "allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return enter
