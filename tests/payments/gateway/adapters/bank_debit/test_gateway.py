"""What is bank debit's own: a page gives a mandate and the payment follows once; debits come back late."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.payments.gateway.adapters.street import Street, charge_ask, page_ask, refund_ask, street


@pytest.fixture
def bank() -> Iterator[Street]:
    with street("bank_debit") as opened:
        yield opened


def test_what_the_payer_agreed_to_is_asked_for_once_however_often_it_is_looked_at(bank: Street) -> None:
    made = bank.gateway.open_page(page_ask(minor=700))
    assert bank.look_up(made.reference).state == "open"
    assert bank.payments_made() == 0
    bank.fake.agree(made.reference)
    bank.fake.faults = ["cut"]
    assert bank.look_up(made.reference).state == "cannot tell"
    assert bank.payments_made() == 1
    assert bank.look_up(made.reference).state == "pending"
    # Long after, when the provider has forgotten the key.
    bank.fake.keys.clear()
    now = bank.look_up(made.reference)
    assert bank.payments_made() == 1
    assert now.amount is not None
    assert now.amount.minor == 700
    assert now.mandate is None


def test_a_page_that_saves_tells_of_the_mandate(bank: Street) -> None:
    made = bank.gateway.open_page(page_ask(saves=True))
    mandate = bank.fake.agree(made.reference)
    now = bank.look_up(made.reference)
    assert now.mandate is not None
    assert (now.mandate.reference, now.mandate.kind) == (mandate, "ach")


def test_a_page_is_the_same_request_when_its_flow_was_lost(bank: Street) -> None:
    first = bank.gateway.open_page(page_ask())
    again = bank.gateway.open_page(page_ask())
    assert first.reference == again.reference
    assert first.address != again.address
    assert len(bank.fake.of("billing_requests")) == 1


@pytest.mark.parametrize(("currency", "scheme"), [("USD", "ach"), ("EUR", "sepa_core"), ("GBP", "bacs")])
def test_a_currency_has_its_scheme(bank: Street, currency: str, scheme: str) -> None:
    made = bank.gateway.open_page(page_ask(currency=currency))
    assert bank.fake.of("billing_requests")[made.reference]["mandate_request"]["scheme"] == scheme
    assert bank.gateway.open_page(page_ask(currency="JPY")).word == "failed"


def test_a_debit_fails_before_it_counts_or_comes_back_after(bank: Street) -> None:
    mandate = bank.fake.mandate()
    early, late = (bank.gateway.charge(charge_ask(mandate, key=one)).reference for one in ("pay:1", "pay:2"))
    bank.fake.move(early, "failed", reason_code="R01", description="Insufficient funds")
    now = bank.look_up(early)
    assert (now.state, now.code, now.returned_code, now.paid_date) == ("declined", "R01", "", None)
    bank.fake.settle(late)
    bank.fake.later(days=4)
    bank.fake.move(late, "failed", reason_code="R10", description="Not authorized")
    now = bank.look_up(late)
    assert (now.state, now.returned_code, now.returned_date) == ("paid", "R10", date(2026, 3, 6))
    assert (now.paid_date, now.reason) == (date(2026, 3, 5), "Not authorized.")


def test_a_refund_that_somebody_else_doubled_is_refused(bank: Street) -> None:
    paid = bank.paid()
    bank.gateway.refund(refund_ask(paid.reference))
    told = bank.fake.asks[-1].json()["refunds"]
    assert told["total_amount_confirmation"] == 345
    second = bank.gateway.refund(refund_ask(paid.reference, key="refund:2", minor=5))
    assert second.word == "taken"
    assert bank.fake.asks[-1].json()["refunds"]["total_amount_confirmation"] == 350


def test_the_provider_tries_nothing_again_by_itself(bank: Street) -> None:
    bank.gateway.charge(charge_ask(bank.fake.mandate()))
    assert bank.fake.asks[-1].json()["payments"]["retry_if_possible"] is False
