"""Caught mail in the browser: for those who may read messages, and harmless whatever stands in a mail."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

import pytest
from django.conf import settings

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.outreach.channels.email import caught
from goodstanding.outreach.channels.email.mail import built
from goodstanding.outreach.channels.provider import Part
from tests.outreach.channels.email.consigned import dressed
from tests.workbench.conftest import SignedIn

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def name() -> Iterator[str]:
    folder = Path(settings.DATA_FOLDER)
    evil = dressed(
        subject=EVIL, text=EVIL, html=f"{EVIL}<p>Hello</p>", parts=(Part("page.html", "text/html", EVIL.encode()),)
    )
    yield caught.keep(folder, built(evil), at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    rmtree(folder / caught.FOLDER)


def test_the_list_and_a_mail_show_what_was_caught(signed_in: SignedIn, name: str) -> None:
    browser = signed_in(Role.SUPERVISOR)
    for address in ("/caught-mail/", f"/caught-mail/{name}/"):
        answer = browser.get(address)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert EVIL not in text
        assert "&lt;script&gt;" in text
    assert 'sandbox title="' in text
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "page.html" in text


def test_a_mails_html_can_do_nothing_in_its_frame(signed_in: SignedIn, name: str) -> None:
    answer = signed_in(Role.SUPERVISOR).get(f"/caught-mail/{name}/html/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src 'none'" in policy
    assert policy.count("'self'") == 1
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert b"<p>Hello</p>" in answer.content


def test_files_are_handed_over_as_files(signed_in: SignedIn, name: str) -> None:
    browser = signed_in(Role.SUPERVISOR)
    for address in (f"/caught-mail/{name}/0/", f"/caught-mail/{name}/source/"):
        answer = browser.get(address)
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert browser.get(f"/caught-mail/{name}/7/").status_code == 404


def test_what_is_not_there_is_not_there(signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    assert "Nothing catches mail here" in browser.get("/caught-mail/").content.decode()
    assert browser.get("/caught-mail/20261123T120000000000-abcdef01.eml/").status_code == 404
    assert browser.get("/caught-mail/..%2Fkeys%2Fweb_secret/").status_code == 404


def test_whoever_may_not_read_messages_sees_none(signed_in: SignedIn, name: str) -> None:
    browser = signed_in(Role.CLIENT_USER, Scope(clients=frozenset({1})))
    for address in ("", f"{name}/", f"{name}/html/", f"{name}/0/", f"{name}/source/"):
        assert browser.get(f"/caught-mail/{address}").status_code == 403


def test_whoever_works_for_some_clients_sees_none_for_a_mail_does_not_say_whose_it_is(
    signed_in: SignedIn, name: str
) -> None:
    browser = signed_in(Role.SUPERVISOR, Scope(clients=frozenset({1})))
    for address in ("", f"{name}/", f"{name}/html/", f"{name}/0/", f"{name}/source/"):
        assert browser.get(f"/caught-mail/{address}").status_code == 403
