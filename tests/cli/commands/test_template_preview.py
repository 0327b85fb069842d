"""`goodstanding templates preview`: a message about an account, as it would be sent, and what is refused."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import templates
from goodstanding.outreach.models.message import Message
from goodstanding.refusal import Refusal
from tests.workbench.cast import Book, enter_book

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return enter_book(timezone.now())


def call(*words: str) -> Result:
    return CliRunner().invoke(templates.app, ("preview", *words), catch_exceptions=False)


def refused(*words: str) -> None:
    CliRunner().invoke(templates.app, ("preview", *words), catch_exceptions=False, standalone_mode=False)


def test_a_mail_about_an_account_is_shown_and_nothing_is_made(book: Book, tmp_path: Path) -> None:
    done = call("friendly-reminder", "--account", str(book.juniper))
    assert done.exit_code == 0
    assert "Subject:" in done.stdout
    told = json.loads(call("friendly-reminder", "--account", str(book.juniper), "--json").stdout)
    assert told["text"].rstrip() in done.stdout
    assert told["html"].startswith("<!DOCTYPE html>")
    page = tmp_path / "mail.html"
    call("friendly-reminder", "--account", str(book.juniper), "--out", str(page))
    assert page.read_text(encoding="utf-8") == told["html"]
    assert not Message.objects.exists()


def test_a_letter_is_written_as_it_is_printed(book: Book, tmp_path: Path) -> None:
    paper = tmp_path / "letter.pdf"
    told = json.loads(
        call(
            "friendly-reminder", "--account", str(book.juniper), "--channel", "letter", "--language", "es", "--json",
            "--out", str(paper),
        ).stdout
    )  # fmt: skip
    assert told["language"] == "es"
    assert told["files"] == {"letter.pdf": paper.stat().st_size}
    assert paper.read_bytes().startswith(b"%PDF")


def test_what_a_template_brings_can_be_taken_from_the_examples(book: Book) -> None:
    done = call("promise-confirmation", "--account", str(book.juniper), "--examples")
    assert "200.00" in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("friendly-reminder", "--account", "nothing"), "No account has the number or reference 'nothing'"),
        (("lullaby", "--account", "{juniper}"), "There is no template 'lullaby'"),
        (("friendly-reminder", "--account", "{juniper}", "--channel", "pigeon"), "Nothing is sent by 'pigeon'"),
        (("friendly-reminder", "--account", "{juniper}", "--out", "mail.doc"), "is nothing a preview is written as"),
        (("friendly-reminder", "--account", "{juniper}", "--out", "mail.pdf"), "A message by email has no .pdf"),
        (("friendly-reminder", "--account", "{juniper}", "--out", "/nowhere/mail.html"), "cannot be written"),
        (("receipt", "--account", "{juniper}"), "not known"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(book: Book, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        refused(*(word.format(juniper=book.juniper) for word in words))
