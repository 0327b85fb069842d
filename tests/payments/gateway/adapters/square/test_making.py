"""How Square is set."""

from pathlib import Path

import pytest

from goodstanding.payments.gateway.adapters.square.making import SQUARE, make, make_reader
from goodstanding.wire.option import OptionRefused, read_options
from tests.payments.gateway.adapters.street import setting


def test_the_token_and_the_key_of_posts_are_two_secrets() -> None:
    gateway, reader = make(setting("square"), Path()), make_reader(setting("square"), Path())
    assert gateway.exchange.headers["Authorization"] == "Bearer sq_test"
    assert reader.secrets == ("sq_posts",)
    assert "sq_test" not in repr(gateway.account)


def test_the_address_of_posts_is_needed() -> None:
    with pytest.raises(OptionRefused, match=r"needs location.*needs posts_address"):
        read_options({}, options=SQUARE.options, what="square")
