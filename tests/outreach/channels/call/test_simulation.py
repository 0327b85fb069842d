"""The proof of the pacing: whatever people do, no day and no thirty days see more abandoned calls than the limit.

By default a few seeds a scene; GOODSTANDING_LONG=1 runs forty, and longer days.
"""

import os
from random import Random

import pytest

from goodstanding.outreach.channels.call.simulation import Day, Scene, days_of, figures, worst_window_per_mille

LONG = bool(os.environ.get("GOODSTANDING_LONG"))
SEEDS = range(40 if LONG else 2)
HOURS = 8.0 if LONG else 0.3
DAYS = 45 if LONG else 34
WINDOW = 30
MOST = 30

SCENES = {
    "steady": Scene(collectors=8, hours=HOURS, days=DAYS),
    "from one in ten to six in ten": Scene(collectors=8, hours=max(1.2, HOURS), days=DAYS, answer_rates=(0.1, 0.6)),
    "everybody answers": Scene(collectors=5, hours=HOURS, days=DAYS, answer_rates=(0.95,), machine_rate=0.0),
    "many machines, nobody listens for them": Scene(
        collectors=8, hours=HOURS, days=DAYS, machine_rate=0.6, detects=False
    ),
    "long talks and many pauses": Scene(collectors=6, hours=HOURS, days=DAYS, talk_s=400.0, pause_share=0.4),
    "a small team": Scene(collectors=2, hours=max(1.0, HOURS), days=DAYS, answer_rates=(0.3, 0.5, 0.1)),
}


@pytest.mark.law
@pytest.mark.parametrize("name", list(SCENES))
@pytest.mark.parametrize("seed", SEEDS)
def test_no_day_and_no_thirty_days_see_too_many_abandoned_calls(name: str, seed: int) -> None:
    days = list(days_of(SCENES[name], Random(f"{name} {seed}").random))
    assert len(days) == DAYS
    assert sum(day.answered for day in days) > 50
    assert all(day.worst_per_mille <= MOST for day in days)
    assert worst_window_per_mille(days, window=WINDOW) <= MOST


def test_a_limit_of_the_house_is_kept_as_well() -> None:
    days = list(days_of(Scene(collectors=10, hours=4.0, days=2, most_per_mille=10), Random(7).random))
    assert all(day.worst_per_mille <= 10 for day in days)


def test_it_dials_more_than_one_line_a_collector_where_the_day_bears_it() -> None:
    """Otherwise keeping the limit would prove nothing."""
    days = list(days_of(Scene(collectors=10, hours=4.0, days=1), Random(3).random))
    told = figures(days)
    assert told["abandoned"] > 0
    one_line = list(days_of(Scene(collectors=10, hours=4.0, days=1, most_per_mille=0), Random(3).random))
    assert figures(one_line)["abandoned"] == 0
    assert told["utilisation_percent"] > figures(one_line)["utilisation_percent"]


def test_the_same_seed_tells_the_same_story() -> None:
    one, other = (figures(list(days_of(Scene(hours=0.5, days=1), Random(5).random))) for _ in range(2))
    assert one == other


def test_the_worst_run_of_days_is_found() -> None:
    quiet, loud = Day(answered=100, abandoned=0), Day(answered=100, abandoned=6)
    assert worst_window_per_mille([quiet, loud, loud, quiet], window=2) == 60
    assert worst_window_per_mille([quiet, loud], window=30) == 30
    assert worst_window_per_mille([quiet], window=30) == 0
