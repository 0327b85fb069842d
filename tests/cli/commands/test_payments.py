"""Gateways, payments, mandates and pay links from the command line: what works, and what is refused in a sentence."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from typer.testing import CliRunner

from goodstanding.cli.commands import gateway, mandates, pay_link, payments, simulator
from goodstanding.cli.commands.gateway_findings import findings
from goodstanding.payments.gateway.queries.settings import gateway_of
from goodstanding.payments.gateway.simulator.provider import SimulatorGateway
from goodstanding.refusal import Refusal
from tests.payments.gateway.till import Till, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Till:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    return Till(None)


def said(app: Any, *words: str) -> str:
    answer = CliRunner().invoke(app, list(words))
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def told(app: Any, *words: str) -> Any:
    return json.loads(said(app, *words, "--json").splitlines()[0])


def test_a_gateway_is_set_shown_checked_and_turned_off(till: Till) -> None:
    assert "no real money moves" in said(gateway.app, "show")
    assert told(gateway.app, "show")["provider"] == "simulator"
    assert told(gateway.app, "check", "simulator") == {"provider": "simulator", "answers": True}
    assert "simulator" in said(gateway.app, "show", "--providers")
    assert told(gateway.app, "set", "simulator", "--off")["is_on"] is False
    assert "No gateway is set" in said(gateway.app, "show")
    assert "simulator is set." in said(gateway.app, "set", "simulator", "--pages")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["set", "nobody"], "no provider"),
        (["set", "simulator", "base_address"], "name=value"),
        (["set", "simulator", "--secret-file", "post_secret=/nowhere"], "cannot be read"),
        (["check", "nobody"], "no provider"),
    ],
)
def test_a_gateway_that_cannot_be_is_refused(till: Till, words: list[str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        said(gateway.app, *words)


def test_payments_are_listed_shown_followed_refunded_and_retried(till: Till) -> None:
    number = str(till.page(10_000))
    assert told(payments.app, "list", "D-1")["state"] == "open"
    assert told(payments.app, "list", "--state", "open")["amount"] == "100.00"
    found = gateway_of("simulator", at=now())
    assert isinstance(found, SimulatorGateway)
    found.engine.act(till.of(int(number)).reference, "pay")
    assert told(payments.app, "follow", number)["state"] == "paid"
    assert [one["word"] for one in told(payments.app, "show", number)["events"]][-1] == "paid"
    assert "It is paid." in said(payments.app, "show", number)
    assert told(payments.app, "refund", number, "--amount", "20", "--reason", "Twice.")["refund"] > 0
    mandate = str(till.bank_mandate())
    words = ["collect", "D-1", "--mandate", mandate, "--amount", "50", "--key", "k", "--on", "2030-01-01"]
    planned = str(told(payments.app, *words)["payment"])
    assert told(payments.app, "withhold", planned, "--reason", "Paid.")["state"] == "withheld"
    assert "No payout was taken in yet" in said(payments.app, "payouts")
    assert CliRunner().invoke(payments.app, ["payouts", "--json"]).stdout == ""
    with pytest.raises(Refusal, match="only what came back"):
        said(payments.app, "retry", str(till.collected(10_000, int(mandate))))
    assert told(mandates.app, "list", "D-1")["label"] == "Test bank account"
    assert told(mandates.app, "end", mandate, "--reason", "Asked.")["provider_fault"] == ""
    assert "There are none." in said(mandates.app, "list", "D-1")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "999"], "no payment 999"),
        (["follow", "999"], "no payment 999"),
        (["retry", "999"], "no payment 999"),
        (["withhold", "999", "--reason", "x"], "no payment 999"),
        (["refund", "999", "--amount", "1", "--reason", "x"], "no payment 999"),
        (["list", "--state", "gone"], "no state"),
        (["list", "D-none"], "D-none"),
        (["collect", "D-1", "--mandate", "9", "--amount", "1", "--key", "k", "--on", "never"], "no day"),
        (["collect", "D-1", "--mandate", "9", "--amount", "1", "--key", "k"], "no mandate 9"),
    ],
)
def test_what_cannot_be_done_is_refused(till: Till, words: list[str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        said(payments.app, *words)


def test_a_pay_link_is_printed_and_refused_where_nobody_can_pay(till: Till) -> None:
    assert re.fullmatch(r"/pay/p\d+-\d+\.[a-z2-7]{26}/", told(pay_link.app, "D-1")["path"])
    said(gateway.app, "set", "simulator", "--off")
    with pytest.raises(Refusal, match="set a gateway"):
        said(pay_link.app, "D-1")


def test_the_simulator_says_what_amounts_do_and_refuses_to_post_unsigned() -> None:
    assert "returned_R01" in said(simulator.app, "--scenarios")
    with pytest.raises(Refusal, match="secret"):
        said(simulator.app, "--hook", "http://127.0.0.1:1/")


def test_the_doctor_says_what_takes_payments(till: Till) -> None:
    (one,) = findings()
    assert one.ok and "no real money" in one.sentence
    till.page(10_000)
    said(gateway.app, "set", "simulator", "--off")
    assert "No gateway is set" in findings()[0].sentence
