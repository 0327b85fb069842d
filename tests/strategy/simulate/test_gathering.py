from datetime import time

from goodstanding.strategy.document.document import Team
from goodstanding.strategy.night.order import Answer
from goodstanding.strategy.simulate.gathering import Gathered, gather
from tests.strategy.decide.cast import DAY
from tests.strategy.simulate.cast import answer, decided, line, message, plain

TEAM = Team("desk", 2, time(9), time(11), "UTC")


def gathered(*answers: Answer, teams: tuple[Team, ...] = ()) -> Gathered:
    return gather(answers, day=DAY, running=(), teams=teams, with_segments=False)


def test_messages_are_numbered_on_over_the_chunks() -> None:
    found = gathered(plain(2), plain(3, first=2))
    assert found.messages["message"].to_pylist() == [0, 1, 2, 3, 4]
    assert found.lines["message"].to_pylist() == [0, 1, 2, 3, 4]
    assert found.lines["reference"].to_pylist() == ["A-1", "A-2", "A-3", "A-4", "A-5"]
    assert (found.accounts, found.due) == (22, 5)


def test_a_day_without_chunks_is_empty() -> None:
    found = gathered()
    assert (found.messages.num_rows, found.lines.num_rows, found.slots.num_rows, found.accounts) == (0, 0, 0, 0)


def test_calls_get_the_places_there_are_by_their_worth() -> None:
    numbers = range(6)
    calls = answer(
        [message(number, team="desk") for number in numbers],
        [decided(number, channel="call") for number in numbers],
        [line(number) for number in numbers],
    )
    found = gathered(calls, teams=(TEAM,))
    assert sorted(found.slots["act_id"].to_pylist()) == [2, 3, 4, 5]


def test_an_exception_is_counted_once() -> None:
    assert gathered(plain(2, state="exception")).exceptions == 2
