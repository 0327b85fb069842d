"""The password of `--by`: from standard input, from a terminal, and refused where there is neither."""

import io
import sys

import pytest
import typer

from goodstanding.cli.password import PasswordMissing, asked_password


def test_a_line_of_standard_input_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("plain words \nmore\n"))
    assert asked_password("susan@example.com", from_input=True) == "plain words "


def test_whoever_sits_there_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer, "prompt", lambda question, *, hide_input: f"{question} {hide_input}")
    assert asked_password("susan@example.com", from_input=False) == "Password of susan@example.com True"


def given_up(_question: str, *, hide_input: bool) -> str:
    raise typer.Abort


def test_where_nobody_answers_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer, "prompt", given_up)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(PasswordMissing, match="nobody to ask for the password of susan@example"):
        asked_password("susan@example.com", from_input=False)


def test_whoever_breaks_off_is_not_told_more(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(typer, "prompt", given_up)
    with pytest.raises(typer.Abort):
        asked_password("susan@example.com", from_input=False)
