"""How bank debit is set."""

from pathlib import Path

from goodstanding.payments.gateway.adapters.bank_debit.making import BANK_DEBIT, make, make_reader
from tests.payments.gateway.adapters.street import setting


def test_the_token_and_the_secret_of_posts_are_two() -> None:
    gateway = make(setting("bank_debit"), Path())
    assert gateway.exchange.headers["Authorization"] == "Bearer gc_test"
    assert make_reader(setting("bank_debit"), Path()).secrets == ("gc_posts",)
    assert "gc_test" not in repr(gateway.account)
    assert "bank_debit" in BANK_DEBIT.can
