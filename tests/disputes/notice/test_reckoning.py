from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.disputes.notice.content import Notice
from goodstanding.disputes.notice.reckoning import amount_problems
from goodstanding.money.amount import Amount
from tests.disputes.notice.sample import NOTICE

CENTS = st.integers(0, 10**12)


def reckoned(then: int, interest: int, fees: int, paid: int, now: int) -> Notice:
    def usd(minor: int) -> Amount:
        return Amount(minor, "USD")

    since = replace(NOTICE.since, interest=usd(interest), fees=usd(fees), paid=usd(paid))
    return replace(NOTICE, then=replace(NOTICE.then, amount=usd(then)), since=since, amount_now=usd(now))


@given(CENTS, CENTS, CENTS, CENTS)
def test_only_the_sum_itself_is_sound(then: int, interest: int, fees: int, paid: int) -> None:
    due = then + interest + fees - paid
    if due > 0:
        assert not list(amount_problems(reckoned(then, interest, fees, paid, due)))
        assert [key for key, _ in amount_problems(reckoned(then, interest, fees, paid, due + 1))] == ["amount_now"]


def test_each_blank_is_told_by_itself() -> None:
    blank = replace(NOTICE, since=replace(NOTICE.since, interest=None, fees=None, paid=None), amount_now=None)
    assert [key for key, _ in amount_problems(blank)] == ["interest", "fees", "paid", "amount_now"]
