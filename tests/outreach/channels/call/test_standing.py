"""A call moves forward only."""

from itertools import permutations

from goodstanding.outreach.channels.call.standing import IN_FLIGHT, LEFT, LINE, MEANINGS, NEVER_LEFT, OPEN, moves


def test_every_state_has_its_meaning_and_its_place() -> None:
    assert set(LINE) == set(MEANINGS)
    assert set(OPEN) | set(NEVER_LEFT) | {"done"} == set(LINE)
    assert set(IN_FLIGHT) < set(OPEN)
    assert set(LEFT) < set(OPEN)


def test_every_order_of_what_a_provider_tells_comes_to_one_state() -> None:
    ends = set()
    for told in permutations(["placed", "dialled", "answered", "ended"]):
        state = "asked"
        for word in told:
            state = word if moves(state, word) else state
        ends.add(state)
    assert ends == {"ended"}


def test_nothing_takes_a_call_back() -> None:
    assert not moves("done", "ended")
    assert not moves("refused", "answered")
    assert not moves("dialled", "dialled")
