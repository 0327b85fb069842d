from typing import get_args

from goodstanding.sample_book.situation import SHOWCASE, Life, PortfolioName, Second, Standing, Twist, situation


def test_the_showcase_has_every_state() -> None:
    assert {one.portfolio for one in SHOWCASE} == set(get_args(PortfolioName))
    assert {one.standing for one in SHOWCASE} == set(get_args(Standing))
    assert {twist for one in SHOWCASE for twist in one.twists} == set(get_args(Twist))
    assert {one.life for one in SHOWCASE} - {None} == set(get_args(Life))
    assert {one.second for one in SHOWCASE} - {None} == set(get_args(Second))
    assert {one.currency for one in SHOWCASE} == {"USD", "EUR", "GBP", "JPY", "KWD"}


def test_the_first_debtors_are_the_showcase_whatever_the_seed() -> None:
    count = len(SHOWCASE)
    assert [situation(number, seed=5) for number in range(1, count + 1)] == list(SHOWCASE)
    after = count + 1
    assert len({situation(after, seed=seed) for seed in range(20)}) > 5


def test_what_cannot_go_together_does_not() -> None:
    for number in range(1, 4_000):
        one = situation(number, seed=2)
        assert one.portfolio == "Invoices" or one.currency == "USD"
        assert not (one.is_organisation and (one.life or one.second))
        assert one.life != "minor" or one.second == "guarantor"
        assert not {"partly paid", "bounced"} <= one.twists
        assert not {"disputed", "dispute closed"} <= one.twists
        assert "overpaid" not in one.twists or one.standing == "paid"
        assert one.is_late or not one.twists & {"partly paid", "bounced", "disputed", "recalled", "on hold"}
