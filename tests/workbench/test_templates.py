"""The templates in the browser: the list, one text in every channel, and a preview on an account."""

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR
from goodstanding.access.role import Role
from goodstanding.outreach.template.catalogue import shipped
from goodstanding.outreach.template.operations.editions import save_text
from goodstanding.outreach.template.operations.standing import withdraw_template
from tests.outreach.template.samples import SOUND
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

NAME = "friendly-reminder"


def main(answer: bytes) -> str:
    return " ".join(answer.decode().split("<main")[1].split())


@pytest.fixture
def supervisor(signed_in: SignedIn, book: Book) -> Client:
    return signed_in(Role.SUPERVISOR)


def test_every_template_is_listed_with_its_standing(signed_in: SignedIn) -> None:
    withdraw_template("reminder", channel="sms", language="es", by=OPERATOR, at=timezone.now())
    page = main(signed_in(Role.COLLECTOR).get("/templates/").content)
    for name in shipped():
        assert f'href="/templates/{name}/"' in page
    assert "Text in Spanish" in page
    assert page.count("Withdrawn") == 1


def test_a_template_says_what_it_says_in_every_channel(signed_in: SignedIn) -> None:
    row = save_text(SOUND, by=OPERATOR, at=timezone.now())
    browser = signed_in(Role.AUDITOR)
    page = main(browser.get(f"/templates/{NAME}/?number={row.pk}").content)
    for text in ("E-mail", "Letter", "1 segment", "Dear Rosa Specimen,", "USD 1,234.50 is open on JE-104233", "Waits"):
        assert text in page, text
    assert f"/templates/{NAME}/email/shown/?language=en&amp;number={row.pk}" in page
    assert "On an account" not in page


def test_a_mail_is_shown_as_a_page_that_may_do_nothing(signed_in: SignedIn) -> None:
    row = save_text(SOUND, by=OPERATOR, at=timezone.now())
    browser = signed_in(Role.AUDITOR)
    answer = browser.get(f"/templates/{NAME}/email/shown/?number={row.pk}")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script-src" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.content.startswith(b"<!DOCTYPE html>")
    frame = browser.get(f"/templates/{NAME}/")
    assert "frame-src 'self'" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "DENY"


def test_a_message_about_an_account_is_shown_as_it_would_be_sent(supervisor: Client, book: Book) -> None:
    asked = f"/templates/{NAME}/?account={book.juniper}&channel=email"
    page = main(supervisor.get(asked).content)
    assert "Subject" in page and "On an account" in page
    source = f"/templates/{NAME}/email/shown/?account={book.juniper}"
    assert f'src="{source}&amp;language=en"' in page
    assert supervisor.get(source).content.startswith(b"<!DOCTYPE html>")


def test_what_cannot_be_previewed_says_why(supervisor: Client, book: Book) -> None:
    page = main(supervisor.get(f"/templates/{NAME}/?account=nothing&channel=email").content)
    assert "No account has the number or reference" in page
    page = main(supervisor.get(f"/templates/{NAME}/?account={book.juniper}&channel=pigeon").content)
    assert "Nothing is sent by" in page
    page = main(supervisor.get(f"/templates/promise-confirmation/?account={book.mill}&channel=letter").content)
    assert 'role="status"' in page


def test_what_is_not_there_and_who_may_not(signed_in: SignedIn, book: Book) -> None:
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get("/templates/lullaby/").status_code == 404
    assert auditor.get(f"/templates/{NAME}/sms/shown/").status_code == 400
    assert auditor.get(f"/templates/{NAME}/email/shown/?number=999999").status_code == 400
    assert auditor.get(f"/templates/{NAME}/email/shown/?account={book.juniper}").status_code == 403
    assert signed_in(None).get("/templates/").status_code == 403
