"""How Stripe is set."""

from pathlib import Path

from goodstanding.payments.gateway.adapters.stripe.gateway import StripeGateway
from goodstanding.payments.gateway.adapters.stripe.making import STRIPE, check, make, make_reader
from goodstanding.wire.option import read_options
from tests.payments.gateway.adapters.street import setting


def test_the_first_key_is_shown_and_both_secrets_of_posts_count() -> None:
    gateway = make(setting("stripe"), Path())
    assert isinstance(gateway, StripeGateway)
    assert gateway.exchange.headers["Authorization"] == "Bearer sk_test"
    assert "sk_test" not in repr(gateway.account)
    reader = make_reader(setting("stripe", tolerance_s="60"), Path())
    assert (reader.secrets, reader.tolerance_s) == (("whsec_new", "whsec_old"), 60)


def test_unknown_ways_to_pay_are_refused() -> None:
    told = read_options({"methods": "card, cheque"}, options=STRIPE.options, what="stripe")
    assert "cheque is not among them" in check(told)
    assert check(read_options({"methods": ","}, options=STRIPE.options, what="stripe"))
    assert check(read_options({}, options=STRIPE.options, what="stripe")) == ""
