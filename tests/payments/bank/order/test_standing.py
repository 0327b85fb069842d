"""How debits stand: pending until their money counts, on the day and the day before; returned whatever the day."""

from datetime import date

from goodstanding.money.amount import Amount
from goodstanding.payments.bank.order.standing import REFERENCE_LENGTH, Ordered, reference_of, standing
from goodstanding.payments.gateway.life import state_of

DAY, BEFORE, AFTER = date(2026, 11, 27), date(2026, 11, 26), date(2026, 11, 30)
ONE = Ordered("GS1", Amount(500, "USD"), settles_date=DAY, paid_day=DAY)


def test_a_reference_is_short_plain_and_of_its_key() -> None:
    assert reference_of("gs-1-abc") == reference_of("gs-1-abc") != reference_of("gs-1-abd")
    assert len(reference_of("x")) == REFERENCE_LENGTH
    assert reference_of("x").isalnum()


def test_money_counts_from_its_day() -> None:
    assert standing(ONE._replace(settles_date=None, paid_day=None), today=AFTER).state == "pending"
    assert standing(ONE, today=BEFORE).state == "pending"
    told = standing(ONE, today=DAY)
    assert (told.state, told.amount, told.paid_date) == ("paid", ONE.amount, DAY)


def test_what_came_back_is_returned() -> None:
    after = standing(ONE._replace(returned_code="R01", returned_date=AFTER), today=AFTER)
    assert (state_of(after), after.returned_code, after.paid_date) == ("returned", "R01", DAY)
    before = standing(ONE._replace(returned_code="MD07", returned_date=BEFORE), today=AFTER)
    assert (state_of(before), before.amount) == ("returned", None)


def test_what_was_set_aside_is_cancelled() -> None:
    told = standing(ONE._replace(set_aside_reason="The debt is on hold."), today=AFTER)
    assert (told.state, told.reason) == ("cancelled", "The debt is on hold.")
