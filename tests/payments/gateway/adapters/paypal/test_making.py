"""How PayPal is set."""

from pathlib import Path

import pytest

from goodstanding.payments.gateway.adapters.paypal.making import PAYPAL, make, make_reader
from goodstanding.wire.option import OptionRefused, read_options
from tests.payments.gateway.adapters.street import setting


def test_the_client_and_its_secret_fetch_tokens() -> None:
    gateway = make(setting("paypal"), Path())
    assert gateway.exchange.known["Authorization"] == "Basic Y2xpZW50OnNlY3JldA=="
    assert "secret" not in repr(gateway.account).replace("secret'", "")
    assert make_reader(setting("paypal"), Path()).webhook == "WH1"


def test_reports_have_four_hours() -> None:
    assert setting("paypal").options["settle_s"] == 14_400


def test_client_and_webhook_are_needed() -> None:
    with pytest.raises(OptionRefused, match=r"needs client.*needs webhook"):
        read_options({}, options=PAYPAL.options, what="paypal")
