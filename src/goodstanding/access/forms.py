"""How people sign in here: nobody signs up by themselves; an administrator lets them in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes the sign-up page; everything else is allauth's own way."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # The name is allauth's.
        """Say no: nobody signs up by themselves."""
        return False
