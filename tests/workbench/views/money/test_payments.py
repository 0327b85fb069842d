"""The page of payments and the block on an account: what somebody may see, and asking the provider now."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.gateway.simulator.provider import SimulatorGateway
from tests.payments.gateway.till import Till, now
from tests.workbench.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    return Till(None)


@pytest.fixture
def supervisor(till: Till, signed_in: SignedIn) -> Client:
    return signed_in(Role.SUPERVISOR, Scope(clients=frozenset({till.book.client_id})))


def test_what_waits_is_listed_and_can_be_asked_about(till: Till, supervisor: Client) -> None:
    number = till.page(10_000)
    page = supervisor.get("/payments/").content.decode()
    assert f"/payments/{number}/follow/" in page and "100.00" in page
    gateway = gateway_of("simulator", at=now())
    assert isinstance(gateway, SimulatorGateway)
    gateway.engine.act(till.of(number).reference, "pay")
    answer = supervisor.post(f"/payments/{number}/follow/", follow=True)
    assert f"Payment {number} is paid." in answer.content.decode()
    assert "stands in the books" in answer.content.decode()
    part = supervisor.get(f"/accounts/{till.debt_id}/payments/", headers={"hx-request": "true"}).content.decode()
    assert "Paid" in part and "<html" not in part
    assert "Back to the account" in supervisor.get(f"/accounts/{till.debt_id}/payments/").content.decode()


def test_a_chargeback_says_until_when_it_is_answered(till: Till, supervisor: Client) -> None:
    number = till.page(10_021)
    gateway = gateway_of("simulator", at=now())
    assert isinstance(gateway, SimulatorGateway)
    gateway.engine.act(till.of(number).reference, "pay")
    gateway.engine.pass_days(5)
    till.see_to(number)
    page = supervisor.get("/payments/").content.decode()
    assert "did not order this" in page and "not said" not in page


def test_nobody_sees_payments_of_others(till: Till, signed_in: SignedIn) -> None:
    number = till.page(10_000)
    stranger = signed_in(Role.SUPERVISOR, Scope(clients=frozenset({999_999})))
    assert f"/payments/{number}/" not in stranger.get("/payments/").content.decode()
    assert stranger.post(f"/payments/{number}/follow/").status_code == 404
    assert stranger.get(f"/accounts/{till.debt_id}/payments/").status_code == 404
    assert signed_in(Role.STRATEGIST).get("/payments/").status_code == 403
