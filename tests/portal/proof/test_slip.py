"""Slips: one account, one hour, and nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.portal.proof.slip import VALID, is_good, slip_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def good(slip: str, *, debt_id: int = 7, at: datetime = NOON, house: str = "ours") -> bool:
    return is_good(slip, debt_id, at=at, secret=house)


def test_it_is_good_until_its_hour_is_over_and_not_after() -> None:
    slip = slip_of(7, at=NOON, secret="ours")
    assert good(slip) and good(slip, at=NOON + VALID - timedelta(seconds=1))
    assert not good(slip, at=NOON + VALID)


def test_it_is_nothing_for_another_account_or_of_another_house() -> None:
    slip = slip_of(7, at=NOON, secret="ours")
    assert not good(slip, debt_id=8) and not good(slip, house="theirs")


@pytest.mark.parametrize("slip", ["", "s", "s1.a", "s99999999999." + "a" * 26, "x" * 200, "s\u0661." + "a" * 26])
def test_what_is_none_is_not_good(slip: str) -> None:
    assert not good(slip)


def test_its_end_cannot_be_moved() -> None:
    until, signature = slip_of(7, at=NOON, secret="ours")[1:].split(".")
    assert not good(f"s{int(until) + 60}.{signature}")


def test_one_that_was_got_by_the_reference_says_so_and_cannot_be_made_another() -> None:
    slip = slip_of(7, by_reference=True, at=NOON, secret="ours")
    assert not good(slip) and not good("s" + slip[1:])
    assert is_good(slip, 7, takes_reference=True, at=NOON, secret="ours")
    assert is_good(slip_of(7, at=NOON, secret="ours"), 7, takes_reference=True, at=NOON, secret="ours")
    assert not is_good("s" + slip[1:], 7, takes_reference=True, at=NOON, secret="ours")
