"""The password of whoever is named by `--by`."""

import sys

import typer

from goodstanding.refusal import Refusal


class PasswordMissing(Refusal):
    """There is nobody to ask for a password."""


def asked_password(email: str, *, from_input: bool) -> str:
    """Return a password as it was typed, or a line of standard input; raises PasswordMissing where nobody answers."""
    if from_input:
        return sys.stdin.readline().rstrip("\n")
    try:
        return str(typer.prompt(f"Password of {email}", hide_input=True))
    except typer.Abort:
        if sys.stdin.isatty():  # Somebody pressed Ctrl-C.
            raise
        raise PasswordMissing(
            f"There is nobody to ask for the password of {email}; give it by --password-stdin."
        ) from None
