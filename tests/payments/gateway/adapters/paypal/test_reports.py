"""PayPal's reports, page by page and month by month."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.paypal.reports import payout_of, payouts_since, references_of
from goodstanding.payments.gateway.port import CannotTell
from tests.payments.gateway.adapters.fake_server import NOON
from tests.payments.gateway.adapters.street import Street, charge_ask, street


@pytest.fixture
def paypal() -> Iterator[Street]:
    with street("paypal") as opened:
        yield opened


def exchange(each: Street) -> Any:
    gateway: Any = each.gateway
    return gateway.exchange


def test_a_payment_is_found_by_our_key_on_any_page(paypal: Street) -> None:
    made = [paypal.gateway.charge(charge_ask("vault-ok", key=f"pay:{one}")).reference for one in range(5)]
    found, until = references_of("pay:4", asked_at=NOON, exchange=exchange(paypal))
    assert (found, until) == ([made[4]], NOON)
    assert references_of("", asked_at=NOON, exchange=exchange(paypal))[0] == []


def test_withdrawals_of_several_months_are_found(paypal: Street) -> None:
    numbers = []
    for _ in range(4):
        numbers.append(paypal.fake.pay_out("10.00"))
        paypal.fake.later(days=30)
    paypal.fake.reported_at = paypal.fake.now
    zone = paypal.gateway.zone  # type: ignore[attr-defined]  # The adapter's own.
    found = payouts_since(NOON.date(), exchange=exchange(paypal), zone=zone)
    assert [one.reference for one in found] == numbers
    with pytest.raises(CannotTell, match="further back"):
        payouts_since((NOON - timedelta(days=2000)).date(), exchange=exchange(paypal), zone=zone)


@pytest.mark.parametrize(
    "wrong", [{"transaction_status": "X"}, {"transaction_amount": {}}, {"transaction_updated_date": ""}]
)
def test_a_withdrawal_that_cannot_be_read_is_not(paypal: Street, wrong: dict[str, Any]) -> None:
    paypal.fake.pay_out("10.00")
    info = paypal.fake.withdrawals[0]["transaction_info"]
    zone = paypal.gateway.zone  # type: ignore[attr-defined]  # The adapter's own.
    assert payout_of(info, zone=zone).amount.minor == 1000
    with pytest.raises(CannotTell):
        payout_of(info | wrong, zone=zone)
