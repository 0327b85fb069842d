from typing import get_args

import pytest

from goodstanding.sample_book.portfolio import PORTFOLIOS, cents_in
from goodstanding.sample_book.situation import PORTFOLIO_WEIGHTS, PortfolioName


def test_there_are_five_portfolios_of_four_clients() -> None:
    assert set(PORTFOLIOS) == set(get_args(PortfolioName)) == {name for name, _ in PORTFOLIO_WEIGHTS}
    assert len({portfolio.client for portfolio in PORTFOLIOS.values()}) == 4
    assert {portfolio.debt_type for portfolio in PORTFOLIOS.values()} == {
        "card", "medical", "utility", "personal loan", "invoice",
    }  # fmt: skip


def test_the_weights_share_out_a_hundred() -> None:
    assert sum(weight for _, weight in PORTFOLIO_WEIGHTS) == 100


def test_every_client_says_that_it_is_no_client() -> None:
    assert all("Specimen" in portfolio.client for portfolio in PORTFOLIOS.values())


@pytest.mark.parametrize(("currency", "minor"), [("USD", 1), ("EUR", 1), ("JPY", 1), ("KWD", 3)])
def test_the_smallest_amount_is_worth_something_everywhere(currency: str, minor: int) -> None:
    assert cents_in(currency, 1) == minor
