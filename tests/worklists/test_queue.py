"""Places in a queue, and who sees which task."""

import pytest

from goodstanding.access.permission import EVERYTHING, Scope
from goodstanding.worklists.queue import Place, is_seen, read_place

HARBOUR, MEADOW, LANE, ROAD = 1, 2, 11, 12


@pytest.mark.parametrize("place", [Place(0, 1), Place(-3, 7), Place(10**15, 10**15)])
def test_a_place_comes_back_from_an_address(place: Place) -> None:
    assert read_place(str(place)) == place


@pytest.mark.parametrize("text", ["", "1", ".", "1.", ".1", "a.1", "1.b", "--1.2", "1.2.3", "1." + "9" * 19, "²·1"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert read_place(text) is None


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (EVERYTHING, [True, True, True, True, True]),
        (Scope(clients=frozenset({HARBOUR})), [False, True, True, True, False]),
        (Scope(portfolios=frozenset({LANE})), [False, False, True, False, False]),
        (Scope(clients=frozenset({HARBOUR}), portfolios=frozenset({LANE})), [False, True, True, False, False]),
    ],
)
def test_a_task_is_seen_within_what_was_given(scope: Scope, seen: list[bool]) -> None:
    tasks = [(None, None), (HARBOUR, None), (HARBOUR, LANE), (HARBOUR, ROAD), (MEADOW, None)]
    assert [is_seen([scope], client_id=client, portfolio_id=portfolio) for client, portfolio in tasks] == seen


def test_without_any_scope_nothing_is_seen() -> None:
    assert not is_seen([], client_id=HARBOUR, portfolio_id=LANE)
