"""What does not fit of a payout is named, and a payout that fits names nothing."""

from datetime import date, timedelta

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.payout.difference import PATIENCE, Part, Seen, differences

DAY = date(2026, 6, 1)
GOOD = Seen("po", Amount(470, "USD"), DAY, "paid", [Part("payment", "p", 500, 500), Part("fee", "p", -30)], 470)


def test_what_fits_names_nothing() -> None:
    assert differences(GOOD, today=DAY + timedelta(days=60)) == []


@pytest.mark.parametrize(
    ("payout", "says"),
    [
        (GOOD._replace(amount=Amount(400, "USD"), booked_minor=400), "off by"),
        (GOOD._replace(parts=[Part("payment", "p", 500, None), Part("fee", "p", -30)]), "no payment of ours"),
        (GOOD._replace(parts=[Part("payment", "p", 500, 600), Part("fee", "p", -30)]), "our receipt says"),
        (GOOD._replace(booked_minor=469), "The bank shows"),
        (GOOD._replace(state="failed"), "failed"),
    ],
)
def test_what_does_not_fit_is_one_sentence(payout: Seen, says: str) -> None:
    (found,) = differences(payout, today=DAY)
    assert says in found


def test_the_bank_has_some_days() -> None:
    waiting = GOOD._replace(booked_minor=None)
    assert differences(waiting, today=DAY + PATIENCE) == []
    assert "no line of the bank" in differences(waiting, today=DAY + PATIENCE + timedelta(days=1))[0]
