"""What is PayPal's own: an approved order is captured once, wallets in the vault, and reports that lag."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from goodstanding.money.amount import Amount
from tests.payments.gateway.adapters.fake_server import NOON
from tests.payments.gateway.adapters.street import Street, charge_ask, page_ask, street


@pytest.fixture
def paypal() -> Iterator[Street]:
    with street("paypal") as opened:
        yield opened


def test_what_was_approved_is_captured_once_by_looking(paypal: Street) -> None:
    made = paypal.gateway.open_page(page_ask(saves=True))
    asked = paypal.fake.asks[-1]
    assert asked.headers["paypal-request-id"] == "pay:1"
    assert asked.json()["purchase_units"][0]["custom_id"] == "pay:1"
    paypal.fake.approve(made.reference)
    paypal.fake.faults = ["cut"]
    assert paypal.look_up(made.reference).state == "cannot tell"
    states = [paypal.look_up(made.reference).state for _ in range(3)]
    assert states == ["paid"] * 3
    assert paypal.payments_made() == 1
    now = paypal.look_up(made.reference)
    assert now.mandate is not None
    assert (now.mandate.reference, now.mandate.kind, now.mandate.label) == (
        "vault-ok",
        "wallet",
        "PayPal p…@example.com",
    )
    assert now.fee_minor == 59


def test_looking_at_an_order_that_is_open_takes_nothing(paypal: Street) -> None:
    made = paypal.gateway.open_page(page_ask())
    assert paypal.look_up(made.reference).state == "open"
    assert not any(one.path.endswith("/capture") for one in paypal.fake.asks)


def test_a_payment_that_waits_is_pending(paypal: Street) -> None:
    paypal.fake.vault.add("vault-later")
    made = paypal.gateway.charge(charge_ask("vault-later"))
    assert made.word == "taken"
    assert paypal.look_up(made.reference).state == "pending"


@pytest.mark.parametrize(("minor", "currency"), [(1, "KWD"), (1250, "HUF")])
def test_what_paypal_cannot_take_is_not_asked_for(paypal: Street, minor: int, currency: str) -> None:
    assert paypal.gateway.open_page(page_ask(minor=minor, currency=currency)).word == "failed"
    assert not paypal.fake.asks


def test_yen_have_no_decimals(paypal: Street) -> None:
    paypal.gateway.charge(charge_ask("vault-ok", minor=500, currency="JPY"))
    assert paypal.fake.asks[-1].json()["purchase_units"][0]["amount"] == {"currency_code": "JPY", "value": "500"}
    assert paypal.look_up(next(iter(paypal.fake.captures))).amount == Amount(500, "JPY")


def test_a_report_that_has_not_come_so_far_makes_nothing_absent(paypal: Street) -> None:
    assert paypal.look_up(key="pay:9").state == "cannot tell"
    paypal.fake.reported_at = NOON + timedelta(hours=4) - timedelta(seconds=1)
    assert paypal.look_up(key="pay:9").state == "cannot tell"
    paypal.fake.reported_at = NOON + timedelta(hours=4)
    assert paypal.look_up(key="pay:9").state == "absent"


def test_a_wallet_that_left_the_vault_takes_nothing(paypal: Street) -> None:
    assert paypal.gateway.end_mandate("vault-ok").word == "taken"
    assert paypal.gateway.charge(charge_ask("vault-ok")).word == "failed"
    assert paypal.payments_made() == 0
