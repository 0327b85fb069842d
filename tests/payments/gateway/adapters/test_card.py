"""Numbers of cards are seen wherever somebody may have typed one."""

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.card import ask_holds_card_number, holds_card_number, last_four
from goodstanding.payments.gateway.port import ChargeAsk, PageAsk, RefundAsk

CARDS = ("4242424242424242", "4000 0566 5566 5556", "3782-822463-10005", "6011111111111117", "4222222222222")
NONE = ("4242424242424241", "424242424242", "42424242424242424242", "pi_4242424242424242", "2026-03-02 12:00:00", "")


@pytest.mark.parametrize("number", CARDS)
def test_a_number_whose_check_digit_fits_is_one(number: str) -> None:
    assert holds_card_number(f"please take {number}, thanks")


@pytest.mark.parametrize("words", NONE)
def test_other_digits_are_none(words: str) -> None:
    assert not holds_card_number(words)


def test_every_field_somebody_may_type_into_is_looked_at() -> None:
    one = Amount(1, "USD")
    assert ask_holds_card_number(PageAsk("k", one, CARDS[0], "", ""))
    assert ask_holds_card_number(PageAsk("k", one, "w", "", "", email=CARDS[1]))
    assert ask_holds_card_number(ChargeAsk("k", one, "w", CARDS[0]))
    assert ask_holds_card_number(ChargeAsk("k", one, "w", "m", customer_reference=CARDS[0]))
    assert ask_holds_card_number(RefundAsk("k", one, "p", CARDS[2]))
    assert not ask_holds_card_number(ChargeAsk("k", one, "w", "pm_1"))


def test_only_four_digits_are_ever_shown() -> None:
    assert [last_four(one) for one in ("4242", "42", "", "4242424242424242", "12 4")] == ["4242", "42", "", "", ""]
