from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.payments.sharing import Claim, How, SharingRefused, share_out

OLD, MIDDLE, NEW = (Claim(number, date(2026, number, 1), 70) for number in (1, 2, 3))


def test_the_oldest_of_all_debts_is_paid_first() -> None:
    newer_item_of_old = Claim(1, date(2026, 6, 1), 10)
    found = share_out(145, [1, 2], [newer_item_of_old, MIDDLE, OLD], how="oldest first", directed={})
    assert found == {1: 75, 2: 70}


def test_what_is_directed_goes_there_and_the_rest_to_the_oldest() -> None:
    assert share_out(100, [1, 2, 3], [OLD, MIDDLE, NEW], how="direction", directed={3: 60}) == {1: 40, 3: 60}


def test_what_is_directed_counts_against_what_is_open_on_that_debt() -> None:
    assert share_out(100, [1, 2], [OLD, MIDDLE], how="direction", directed={1: 60}) == {1: 70, 2: 30}


def test_pro_rata_goes_by_what_is_open_to_the_last_unit() -> None:
    two = Claim(2, date(2026, 1, 1), 35)
    assert share_out(100, [1, 2], [OLD, two], how="pro rata", directed={}) == {1: 67, 2: 33}


@pytest.mark.parametrize("how", ["oldest first", "pro rata"])
def test_what_nothing_is_open_for_stays_with_the_first_that_takes_money(how: How) -> None:
    assert share_out(141, [1, 2], [OLD, MIDDLE], how=how, directed={}) == {1: 71, 2: 70}
    assert share_out(9, [5, 6], [], how=how, directed={}) == {5: 9}


@pytest.mark.parametrize(
    ("how", "amount", "debts", "directed", "words"),
    [
        ("direction", 10, [1], {}, "how much goes"),
        ("direction", 10, [1], {1: 11}, "More is directed"),
        ("direction", 10, [1], {2: 5}, "a debt of the payment"),
        ("direction", 10, [1], {1: 0}, "above zero"),
        ("oldest first", 0, [1], {}, "above zero"),
        ("oldest first", 10, [], {}, "Name the debts"),
        ("oldest first", 10, [1, 1], {}, "each once"),
        ("by heart", 10, [1], {}, "no way to share"),
    ],
)
def test_what_cannot_be_shared_is_refused(
    how: How, amount: int, debts: list[int], directed: dict[int, int], words: str
) -> None:
    with pytest.raises(SharingRefused, match=words):
        share_out(amount, debts, [OLD], how=how, directed=directed)


@settings(max_examples=100)
@given(
    amount=st.integers(1, 500),
    opens=st.lists(st.integers(0, 100), min_size=1, max_size=5),
    how=st.sampled_from(["oldest first", "pro rata"]),
    reverse=st.booleans(),
)
def test_nothing_is_lost_and_the_order_of_claims_does_not_matter(
    amount: int, opens: list[int], how: How, reverse: bool
) -> None:
    claims = [Claim(number, date(2026, 1, 1 + number), minor) for number, minor in enumerate(opens)]
    debts = list(range(len(opens)))
    found = share_out(amount, debts, claims, how=how, directed={})
    assert sum(found.values()) == amount
    if how == "oldest first" and reverse:
        assert share_out(amount, debts, claims[::-1], how=how, directed={}) == found
    if amount <= sum(opens):
        assert all(minor <= opens[number] for number, minor in found.items())
