"""What is Stripe's own: ways to pay by currency, 3-D Secure, debits that come back, and what goes along with an ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.stripe.gateway import VERSION
from tests.payments.gateway.adapters.fake_server import NOON, seconds
from tests.payments.gateway.adapters.street import Street, charge_ask, page_ask, refund_ask, street


@pytest.fixture
def stripe() -> Iterator[Street]:
    with street("stripe", time_zone="America/New_York") as opened:
        yield opened


def test_what_goes_along_with_a_page(stripe: Street) -> None:
    until = NOON + timedelta(hours=2)
    made = stripe.gateway.open_page(page_ask(saves=True, email="paula@example.com", expires_at=until, language="es"))
    asked = stripe.fake.asks[-1]
    form = asked.form()
    assert asked.headers["stripe-version"] == VERSION
    assert asked.headers["idempotency-key"] == "pay:1"
    assert form["expires_at"] == str(seconds(until))
    assert form["locale"] == "es"
    assert form["payment_intent_data[setup_future_usage]"] == "off_session"
    assert form["customer_creation"] == "always"
    assert form["metadata[key]"] == form["payment_intent_data[metadata][key]"] == "pay:1"
    assert made.expires_at is not None


@pytest.mark.parametrize(
    ("currency", "ways"),
    [("USD", ["card", "us_bank_account"]), ("EUR", ["card", "sepa_debit"]), ("GBP", ["card", "bacs_debit"]),
     ("JPY", ["card"])],
)  # fmt: skip
def test_a_way_to_pay_is_offered_in_its_currency_only(stripe: Street, currency: str, ways: list[str]) -> None:
    stripe.gateway.open_page(page_ask(currency=currency))
    form = stripe.fake.asks[-1].form()
    assert [value for name, value in form.items() if name.startswith("payment_method_types")] == ways
    assert form["line_items[0][price_data][currency]"] == currency.lower()


@pytest.mark.parametrize(("minor", "currency"), [(1234, "KWD"), (150, "MGA"), (0, "USD"), (10**9, "USD")])
def test_what_stripe_cannot_take_exactly_is_not_asked_for(stripe: Street, minor: int, currency: str) -> None:
    assert stripe.gateway.open_page(page_ask(minor=minor, currency=currency)).word == "failed"
    assert stripe.gateway.charge(charge_ask("pm_ok", minor=minor, currency=currency)).word == "failed"
    assert not stripe.fake.asks


def test_shillings_are_asked_for_as_stripe_counts_them(stripe: Street) -> None:
    made = stripe.gateway.open_page(page_ask(minor=500, currency="UGX"))
    assert stripe.fake.asks[-1].form()["line_items[0][price_data][unit_amount]"] == "50000"
    stripe.pay_page(made.reference)
    assert stripe.look_up(made.reference).amount == Amount(500, "UGX")


def test_a_card_whose_owner_must_confirm_is_declined(stripe: Street) -> None:
    made = stripe.gateway.charge(charge_ask("pm_challenged"))
    assert (made.word, made.code) == ("declined", "authentication_required")
    assert stripe.look_up(made.reference).state == "declined"
    assert stripe.gateway.charge(charge_ask("pm_challenged")).reference == made.reference


def test_without_a_customer_nothing_is_asked_for(stripe: Street) -> None:
    assert stripe.gateway.charge(replace(charge_ask("pm_ok"), customer_reference="")).word == "failed"
    assert not stripe.fake.asks


def test_a_key_that_means_something_else_by_now_is_unknown(stripe: Street) -> None:
    assert stripe.gateway.charge(charge_ask("pm_ok")).word == "paid"
    assert stripe.gateway.charge(charge_ask("pm_ok", minor=5)).word == "unknown"
    assert stripe.payments_made() == 1


def test_a_debit_waits_counts_and_comes_back(stripe: Street) -> None:
    made = stripe.gateway.charge(charge_ask("pm_bank"))
    assert made.word == "taken"
    assert stripe.look_up(made.reference).state == "pending"
    stripe.fake.settle(made.reference)
    assert stripe.look_up(made.reference).state == "paid"
    stripe.fake.later(days=3)
    stripe.fake.bounce(made.reference, "insufficient_funds")
    now = stripe.look_up(made.reference)
    assert (now.state, now.returned_code, now.returned_date) == ("paid", "R01", date(2026, 3, 5))
    assert (now.paid_date, now.amount) == (date(2026, 3, 2), Amount(12_345, "USD"))


def test_a_page_that_is_open_may_be_paid_yet_whatever_was_tried_on_it(stripe: Street) -> None:
    made = stripe.gateway.open_page(page_ask())
    number = stripe.fake.pay(made.reference, "pm_declined")
    stripe.fake.sessions[made.reference]["status"] = "open"
    assert stripe.look_up(made.reference).state == "open"
    assert stripe.look_up(number).state == "declined"
    stripe.fake.sessions[made.reference] |= {"status": "expired", "payment_intent": None}
    assert stripe.look_up(made.reference).state == "expired"


def test_money_counts_from_the_day_of_the_house(stripe: Street) -> None:
    stripe.fake.later(hours=15)
    made = stripe.gateway.charge(charge_ask("pm_ok"))
    assert stripe.look_up(made.reference).paid_date == date(2026, 3, 2)


def test_what_was_charged_is_found_among_many(stripe: Street) -> None:
    for number in range(7):
        stripe.gateway.charge(charge_ask("pm_ok", key=f"pay:{number}"))
    stripe.fake.later(hours=6)
    found = stripe.look_up(key="pay:5")
    assert found.state == "paid"
    assert stripe.fake.intents[found.reference]["metadata"]["key"] == "pay:5"


def test_a_payout_without_its_parts_or_with_wrong_ones(stripe: Street) -> None:
    paid = stripe.paid()
    stripe.gateway.refund(refund_ask(paid.reference))
    number = stripe.fake.pay_out([paid.reference])
    (payout,) = stripe.gateway.payouts(since=NOON.date())
    assert [(one.kind, one.amount_minor) for one in payout.lines] == [
        ("payment", 12_345),
        ("fee", -59),
        ("refund", -345),
    ]
    stripe.fake.payouts[number]["automatic"] = False
    assert stripe.gateway.payouts(since=NOON.date())[0].lines == ()
