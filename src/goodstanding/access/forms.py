"""How people sign in here, where it differs from allauth's own way."""

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from goodstanding.access import models, operations, queries, second_factor


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes the sign-up page, and puts every change of a password on record."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # The name is allauth's.
        """Say no: nobody signs up by themselves."""
        return False

    def set_password(self, user: models.User, password: str) -> None:
        """Change one's own password; the page has asked for the old one."""
        at = timezone.now()
        operations.change_password(user.pk, password, by=queries.actor_of(user, at), at=at)
        user.refresh_from_db(fields=["password"])


class SealedFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the secrets of second factors sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Return what is stored."""
        return second_factor.seal(text, secret=settings.SECOND_FACTOR_SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was stored."""
        return second_factor.unseal(encrypted_text, secret=settings.SECOND_FACTOR_SECRET)


def sign_in_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str | None:
    """Return whom somebody tries to sign in as, for counting failed attempts; the page and the backend differ."""
    named = credentials or {}
    name = named.get("email") or named.get("username") or request.POST.get("login")
    return name.strip().lower() if name else None
