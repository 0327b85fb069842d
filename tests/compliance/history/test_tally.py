"""A tally counts as a naive count does, for any histories."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.compliance.history.tally import ROOM, joined, tally
from goodstanding.factsheet.sheet import whole

NAMES = st.integers(0, 3)
TIMES = st.integers(-50, 50)
EVENTS = st.lists(st.tuples(NAMES, NAMES, TIMES), max_size=40)
QUESTIONS = st.lists(st.tuples(NAMES, NAMES, TIMES, TIMES), min_size=1, max_size=20)
Events = list[tuple[int, int, int]]
Questions = list[tuple[int, int, int, int]]


@given(happened=EVENTS, asked=QUESTIONS, huge=st.sampled_from([1, 10**9, 10**17]))
def test_a_tally_is_a_naive_count(happened: Events, asked: Questions, huge: int) -> None:
    """Large numbers of persons and debts are put in room by numbering them anew."""
    columns = [whole(event[place] * huge for event in happened) for place in (0, 1)]
    questions = [whole(question[place] * huge for question in asked) for place in (0, 1)]
    order = tally(columns, whole(event[2] for event in happened), np.arange(len(happened)), questions)
    low, high = order.places(whole(one[2] for one in asked), whole(one[3] for one in asked))
    for (person, debt, after, until), first, last in zip(asked, low, high, strict=True):
        naive = [place for place, one in enumerate(happened) if one[:2] == (person, debt) and after <= one[2] <= until]
        found = order.index[first:last].tolist() if last > first else []
        assert sorted(found) == naive
        assert [happened[place][2] for place in found] == sorted(happened[place][2] for place in naive)


def test_both_ends_count() -> None:
    order = tally([whole([0, 0, 0])], whole([10, 20, 30]), np.arange(3), [whole([0] * 4)])
    low, high = order.places(whole([10, 11, 10, 31]), whole([30, 30, 29, 99]))
    assert (high - low).tolist() == [3, 2, 2, 0]


def test_nothing_happened() -> None:
    order = tally([whole([])], whole([]), np.empty(0, np.int64), [whole([0, 5])])
    low, high = order.places(whole([0, 0]), whole([9, 9]))
    assert (high - low).tolist() == [0, 0]


def test_columns_are_equal_only_where_all_are() -> None:
    mine, theirs = joined([whole([1, 1, 2]), whole([5, 6, 5])], [whole([1, 2]), whole([6, 6])])
    assert (mine[:, None] == theirs[None, :]).tolist() == [[False, False], [True, False], [False, False]]
    far = ROOM - 1
    mine, theirs = joined([whole([far, 0]), whole([far, 1])], [whole([far, 0]), whole([far, far])])
    assert (mine[:, None] == theirs[None, :]).tolist() == [[True, False], [False, False]]
