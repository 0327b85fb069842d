from hypothesis import given
from hypothesis import strategies as st

from goodstanding.workbench.search.hit import Match, choose, distance, slips, slips_allowed, swapped


def test_the_surest_match_of_a_debt_counts() -> None:
    chosen = choose([Match(1, "part of the name", 5), Match(1, "reference", 0)], limit=5)
    assert chosen == [Match(1, "reference", 0)]


def test_one_reason_leaves_room_for_another() -> None:
    phones = [Match(number, "telephone", 3) for number in range(10)]
    references = [Match(100 + number, "part of the reference", 7) for number in range(10)]
    chosen = choose(phones + references, limit=6)
    assert [match.reason for match in chosen] == ["telephone"] * 3 + ["part of the reference"] * 3


def test_a_lone_reason_fills_the_list() -> None:
    assert len(choose([Match(number, "name", 2) for number in range(10)], limit=6)) == 6


@given(st.lists(st.builds(Match, st.integers(1, 20), st.sampled_from("ab"), st.integers(0, 9))), st.integers(1, 8))
def test_nothing_is_shown_twice_and_the_order_is_by_rank(matches: list[Match], limit: int) -> None:
    chosen = choose(matches, limit=limit)
    assert len(chosen) == min(limit, len({match.debt_id for match in matches}))
    assert len({match.debt_id for match in chosen}) == len(chosen)
    assert [match.rank for match in chosen] == sorted(match.rank for match in chosen)


def test_slips_are_counted() -> None:
    assert distance("smith", "smith") == 0
    assert distance("smtih", "smith") == 1
    assert distance("smth", "smith") == 1
    assert distance("smithh", "smith") == 1
    assert distance("smoth", "smith") == 1
    assert distance("", "abc") == distance("abc", "") == 3


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_the_same_both_ways(left: str, right: str) -> None:
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) == 0) == (left == right)


def test_words_meet_the_parts_of_a_name_that_are_nearest() -> None:
    assert slips(["jumiper", "sample"], name="juniper angstrom sample") == 1
    assert slips(["x"], name="") == 1


@given(st.text("abcd", min_size=2, max_size=7), st.data())
def test_a_swap_of_two_letters_is_among_those_swapped_back(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert word in swapped(typed)


def test_a_long_word_may_have_two_slips() -> None:
    assert [slips_allowed("x" * letters) for letters in (4, 7, 8)] == [1, 1, 2]
