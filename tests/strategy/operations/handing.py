"""A program that hands acts over and kills itself in the middle, again and again: for test_hand_over_killed.py.

It loads everything once and forks. Every try is a day of its own with acts of its own, so all share one database and
one log of the port. Called with: data folder, folder of the port's log, random tries, seed. Prints one JSON line a try.
"""

import importlib
import json
import os
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import readiness
from goodstanding.database import cluster
from goodstanding.outreach.port.recording import RecordingPort
from tests.forking import ended, forked, in_child, kill_self, timed

PEOPLE, BATCH = 24, 7
HAND_OVER = "goodstanding.strategy.operations.hand_over"
FIRST_DAY = date(2027, 1, 4)
PAID_EVERY, CALL_EVERY, REACH_EVERY = 8, 5, 11
"""Some acts are about a debt that is paid, some are calls, some are for the list of people hard to reach."""


def main(folder: Path, log: Path, *, tries: int, seed: int) -> None:
    """Kill at every point there is, then at random instants; each time somebody else finishes."""
    assert in_child(readiness.ready_books) == 0
    os.environ["DATABASE_URL"] = cluster.connect_url(folder, {})
    readiness.ready_names()
    importlib.import_module(HAND_OVER)
    importlib.import_module("tests.strategy.operations.handing_acts").prepare(PEOPLE, paid_every=PAID_EVERY)
    close()
    days = (FIRST_DAY + timedelta(days=number) for number in range(10_000))
    clean = clean_seconds(next(days), log)
    points = int(counted(next(days), log))
    dice = random.Random(seed)
    for number in range(1, points + 1):
        attempt(next(days), log, name=f"point {number}", arm=lambda number=number: die_at(number))  # type: ignore[misc]
    for _ in range(tries):
        attempt(next(days), log, name="random", arm=lambda: None, after=dice.uniform(0, clean))
    for _ in range(max(2, tries // 10)):
        side_by_side(next(days), log)


def attempt(day: date, log: Path, *, name: str, arm: Callable[[], None], after: float | None = None) -> None:
    """Plan the acts of a day, have a first process killed, let a second finish and a third find nothing to do."""
    plan(day)

    def deed() -> None:
        arm()
        give(day, log)

    killed = in_child(deed, kill_after=after)
    tell(
        name, day, killed=killed != 0, finished=in_child(lambda: give(day, log)), again=in_child(lambda: give(day, log))
    )


def side_by_side(day: date, log: Path) -> None:
    """Let two processes hand the same day over at once."""
    plan(day)
    first = forked(lambda: give(day, log))
    second = in_child(lambda: give(day, log))
    tell("two at once", day, killed=False, finished=ended(first), again=second)


def tell(name: str, day: date, *, killed: bool, finished: int, again: int) -> None:
    """Print what came of one try."""
    told = {"try": name, "day": day.isoformat(), "killed": killed, "finished": finished, "again": again}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def give(day: date, log: Path) -> None:
    """Hand a day over. The connection begins here, in the child."""
    handing = importlib.import_module(HAND_OVER)
    acts = importlib.import_module("tests.strategy.operations.handing_acts")
    handing.hand_over(day, port=RecordingPort(log), by=OPERATOR, at=acts.eight(day), ask=permits, batch=BATCH)


def permits(_acts: Sequence[Any], _at: Any) -> Mapping[int, str]:
    """Permit everything; what the gate says is another test's matter."""
    return {}


def plan(day: date) -> None:
    """Plan the acts of a day, in a child, so that no connection is shared."""
    acts = importlib.import_module("tests.strategy.operations.handing_acts")
    assert in_child(lambda: acts.plan_day(day, call_every=CALL_EVERY, reach_every=REACH_EVERY)) == 0


def close() -> None:
    """Let go of the connection before anybody forks."""
    importlib.import_module("django.db").connections.close_all()


def on_points(notice: Callable[[], None]) -> None:
    """Have `notice` called just before and just after every commit, and at every writing of the port."""
    base = importlib.import_module("django.db.backends.base.base").BaseDatabaseWrapper
    system: Any = os
    commit, sync = base._commit, os.fsync

    def committing(self: Any) -> None:
        notice()
        commit(self)
        notice()

    def syncing(number: int) -> None:
        notice()
        sync(number)
        notice()

    base._commit, system.fsync = committing, syncing


def die_at(number: int) -> None:
    """Kill this very process at its n-th point."""
    seen = [0]

    def notice() -> None:
        seen[0] += 1
        if seen[0] == number:
            kill_self()

    on_points(notice)


def counted(day: date, log: Path) -> str:
    """Hand a day over undisturbed and return how many points there were."""
    plan(day)
    ours, theirs = os.pipe()

    def deed() -> None:
        seen = [0]
        on_points(lambda: seen.__setitem__(0, seen[0] + 1))
        give(day, log)
        os.write(theirs, str(seen[0]).encode())

    status = in_child(deed)
    os.close(theirs)
    tell("undisturbed", day, killed=False, finished=status, again=0)
    with os.fdopen(ours) as pipe:
        return pipe.read()


def clean_seconds(day: date, log: Path) -> float:
    """Hand a day over undisturbed and return how long it took, in seconds."""
    plan(day)
    seconds = timed(lambda: give(day, log))
    tell("undisturbed", day, killed=False, finished=0, again=0)
    return seconds


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), tries=int(sys.argv[3]), seed=int(sys.argv[4]))
