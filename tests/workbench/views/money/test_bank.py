"""The page Bank: accounts, statements with their standing, and lines, for those who may see them."""

import pytest

from goodstanding.access.role import Role
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.bank.operations.entering import enter_bank_file
from goodstanding.payments.models.bank import Statement
from tests.payments.bank.test_mt940 import ONE
from tests.receivables.cast import ADMINISTRATOR, NOON, SUPERVISOR
from tests.workbench.conftest import SignedIn

pytestmark = pytest.mark.django_db
HOSTILE = ONE.replace(b"SVWZ+INV-1?", b"SVWZ+<script>alert(1)</script>?").replace(b"EUR107,50", b"EUR107,60")


def test_the_page_says_what_to_do_while_there_is_nothing(signed_in: SignedIn) -> None:
    assert "goodstanding bank account add" in signed_in(Role.SUPERVISOR).get("/bank/").content.decode()


def test_statements_say_whether_they_reconcile_and_lines_are_shown_as_text(signed_in: SignedIn) -> None:
    open_bank_account("Clients", number="DE02120300000000202051", currency="EUR", by=ADMINISTRATOR, at=NOON)
    enter_bank_file(HOSTILE, name="one.sta", taken_reason="The bank knows.", by=SUPERVISOR, at=NOON)
    client = signed_in(Role.SUPERVISOR)
    listed = client.get("/bank/?account=Clients").content.decode()
    assert "off by EUR 0.10, taken as it is" in listed
    assert "Clients" in listed
    number = Statement.objects.get().pk
    shown = client.get(f"/bank/{number}/").content.decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert(1)" not in shown
    assert "The bank knows." in shown
    assert "AC04 reversed" in shown
    assert client.get("/bank/999999/").status_code == 404


def test_a_strategist_does_not_see_it(signed_in: SignedIn) -> None:
    assert signed_in(Role.STRATEGIST).get("/bank/").status_code == 403
