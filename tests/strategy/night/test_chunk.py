"""Times of a chunk by phase, by a clock that is handed in; what a chunk decides is tried by whole nights."""

import pytest

from goodstanding.strategy.night.chunk import PHASES, Stopwatch, no_clock


class Ticking:
    """A clock that moves on by one second whenever it is looked at."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1.0
        return self.seconds


def test_a_phase_adds_up() -> None:
    watch = Stopwatch(Ticking())
    for phase in ("read", "gate", "read"):
        with watch.timing(phase):
            pass
    assert watch.seconds == {**dict.fromkeys(PHASES, 0.0), "read": 2.0, "gate": 1.0}


def test_a_phase_that_fails_is_timed_too() -> None:
    watch = Stopwatch(Ticking())
    with pytest.raises(ValueError, match="no"), watch.timing("facts"):
        raise ValueError("no")
    assert watch.seconds["facts"] == 1.0


def test_without_a_clock_nothing_takes_time() -> None:
    watch = Stopwatch()
    with watch.timing("decide"):
        assert no_clock() == no_clock()
    assert watch.seconds == dict.fromkeys(PHASES, 0.0)
