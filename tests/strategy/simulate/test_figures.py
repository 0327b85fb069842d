import json
from datetime import time

from goodstanding.strategy.document.document import Team
from goodstanding.strategy.simulate.figures import cost, counted, figures, segments
from goodstanding.strategy.simulate.segment import SegmentKey
from tests.strategy.simulate.cast import answer, decided, line, message, plain
from tests.strategy.simulate.test_gathering import gathered

TRIED = json.dumps([{"channel": "call", "rule": "us.cap", "reason": "Seven calls are enough."}])


def test_a_day_is_told_in_the_words_of_the_night() -> None:
    found = counted(gathered(plain(3), plain(2, first=3, state="law"), plain(1, first=5, state="exception")))
    assert found == {
        "date": "2026-03-17", "accounts": 33, "due": 6, "acts": 3, "refused": 2, "exceptions": 1, "calls_placed": 0,
    }  # fmt: skip


def test_who_receives_what_and_what_is_held_back() -> None:
    day = gathered(plain(2, tried=TRIED), plain(2, first=2, state="law", rule="us.hours", tried=TRIED))
    told = figures(day, teams=[], costs={})
    assert told["by_step"] == [
        {
            "strategy": "plain", "edition": 1, "treatment": "ladder", "step": "friendly", "kind": "contact",
            "channel": "email", "messages": 2,
        }
    ]  # fmt: skip
    assert told["withheld"] == [{"cause": "law", "rule": "us.hours", "messages": 2}]
    assert told["refusals"] == [{"rule": "us.cap", "channel": "call", "refusals": 4}]
    assert json.loads(json.dumps(told)) == told


def test_costs_are_told_by_channel_and_currency() -> None:
    sent = [
        {"strategy": "plain", "channel": "letter", "currency": "USD", "messages": 3},
        {"strategy": "plain", "channel": "letter", "currency": "JPY", "messages": 3},
        {"strategy": "other", "channel": "letter", "currency": "USD", "messages": 1},
    ]
    assert cost(sent, {"plain": {"letter": 85}, "other": {"letter": 15}}) == [
        {"channel": "letter", "currency": "JPY", "amount": "255"},
        {"channel": "letter", "currency": "USD", "amount": "2.70"},
    ]


def test_the_load_of_a_team_stands_beside_what_it_can_do() -> None:
    team = Team("desk", 1, time(9), time(11), "UTC")
    calls = answer(
        [message(number, team="desk") for number in range(3)],
        [decided(number, channel="call") for number in range(3)],
        [line(number) for number in range(3)],
    )
    told = figures(gathered(calls, teams=(team,)), teams=[team], costs={})
    assert told["calls_placed"] == 2
    assert told["load"] == [
        {"team": "desk", "hour_at": "2026-03-17T09:00:00+00:00", "calls": 1, "capacity": 1},
        {"team": "desk", "hour_at": "2026-03-17T10:00:00+00:00", "calls": 1, "capacity": 1},
    ]


def test_segments_are_told_with_their_accounts() -> None:
    day = gathered(plain(1))
    day.segments[SegmentKey("plain", 1, "all", is_rest=False)] = 9
    day.segments[SegmentKey("", 0, "not covered", is_rest=True)] = 2
    assert [(one["segment"], one["rests"], one["accounts"]) for one in segments(day)] == [
        ("not covered", True, 2), ("all", False, 9),
    ]  # fmt: skip
