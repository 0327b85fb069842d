"""What the books should hold: the same standing comes to the same money, from wherever they stand."""

import random
from datetime import date, timedelta

from goodstanding.payments.gateway.books import NOTHING, Held, change, wanted_minor
from goodstanding.payments.gateway.port import Dispute, Standing

TODAY = date(2026, 6, 30)
PAID = date(2026, 6, 1)


def dispute(state: str, minor: int = 500, *, withdrawn: bool = True) -> Dispute:
    return Dispute("d1", state, minor, date(2026, 6, 10), withdrawn)  # type: ignore[arg-type]  # A state by its word.


def followed(standing: Standing, held: Held) -> Held:
    told = change(standing, paid_minor=500, held=held, today=TODAY)
    if told == NOTHING:
        return held
    return Held(told.records_minor, told.received_date or held.received_date)


def test_paid_money_counts_from_its_day_and_not_from_one_to_come() -> None:
    assert followed(Standing("paid", paid_date=PAID), Held()) == Held(500, PAID)
    late = Standing("paid", paid_date=TODAY + timedelta(days=2))
    assert followed(late, Held()) == Held(500, TODAY)


def test_what_is_not_paid_is_not_held() -> None:
    for state in ("open", "pending", "declined", "expired", "cancelled"):
        assert wanted_minor(Standing(state), paid_minor=500) == 0


def test_a_return_takes_everything_back_on_its_day() -> None:
    back = Standing("paid", returned_code="R01", returned_date=date(2026, 6, 5), reason="no funds")
    told = change(back, paid_minor=500, held=Held(500, PAID), today=TODAY)
    assert (told.takes_back, told.reversed_date, told.records_minor) == (True, date(2026, 6, 5), 0)
    assert "R01" in told.reason and "no funds" in told.reason
    assert change(back, paid_minor=500, held=Held(0, PAID), today=TODAY) == NOTHING


def test_nothing_is_taken_back_before_it_was_received() -> None:
    back = Standing("paid", returned_code="R01", returned_date=PAID - timedelta(days=3))
    assert change(back, paid_minor=500, held=Held(500, PAID), today=TODAY).reversed_date == PAID


def test_an_open_dispute_counts_where_the_money_is_withdrawn() -> None:
    open_ = Standing("paid", disputes=(dispute("open", withdrawn=False),))
    assert wanted_minor(open_, paid_minor=500) == 500
    assert wanted_minor(Standing("paid", disputes=(dispute("open"),)), paid_minor=500) == 0
    assert wanted_minor(Standing("paid", disputes=(dispute("lost"),)), paid_minor=500) == 0
    assert wanted_minor(Standing("paid", disputes=(dispute("won"),)), paid_minor=500) == 500


def test_a_part_that_is_disputed_leaves_the_rest() -> None:
    told = change(Standing("paid", disputes=(dispute("open", 200),)), paid_minor=500, held=Held(500, PAID), today=TODAY)
    assert (told.takes_back, told.records_minor, told.received_date) == (True, 300, date(2026, 6, 10))


def test_money_that_was_won_back_counts_from_today() -> None:
    won = Standing("paid", paid_date=PAID, disputes=(dispute("won"),))
    assert followed(won, Held(0, PAID)) == Held(500, TODAY)


def test_from_wherever_the_books_stand_they_come_to_the_same() -> None:
    dice = random.Random(3)
    for _ in range(500):
        disputes = tuple(dispute(dice.choice(["open", "won", "lost"]), dice.randrange(1, 700)) for _ in range(2))
        code = dice.choice(["", "", "R02"])
        standing = Standing(dice.choice(["paid", "declined"]), paid_date=PAID, disputes=disputes, returned_code=code)
        held = Held(dice.choice([0, 100, 500]), PAID)
        once = followed(standing, held)
        assert once.minor == wanted_minor(standing, paid_minor=500)
        assert followed(standing, once) == once
