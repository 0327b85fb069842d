"""A night is killed at every commit and at random instants, and called again: no act is lost and none is doubled.

The oracle is an undisturbed night over the same books, and the log of the port. By default one night dies at one commit
after the other, and others at 3 random instants. With GOODSTANDING_LONG=1 every commit kills a night of its own, and
the random instants are 200.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goodstanding.database import cluster

LONG = os.environ.get("GOODSTANDING_LONG") == "1"
TRIES, MANNER = (200, "singly") if LONG else (3, "in a row")
COMMITS_LEAST = 6
"""A night begins, commits two parts, ends; its hand-over asks, and is answered."""
SAME = ("acts", "withheld", "calls", "answers")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a private database of its own."""
    place = tmp_path_factory.mktemp("nights")
    yield place
    cluster.remove(place)


def test_a_night_that_is_killed_loses_and_doubles_nothing(folder: Path) -> None:
    seed = random.randrange(10**6)
    sys.stdout.write(f"The seed of the kills is {seed}.\n")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.strategy.operations.nighting", str(folder), str(TRIES), str(seed), MANNER],
        env=environment | {"GOODSTANDING_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    clean, *tries = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(clean["acts"]) > 20, "A night without acts proves nothing."
    at_commits = [one["deaths"] for one in tries if not one["try"].startswith("random")]
    if LONG:
        assert len(at_commits) >= 2 * COMMITS_LEAST and set(at_commits) == {1}, at_commits
    else:
        before, after = at_commits
        assert after >= COMMITS_LEAST and before == after - 1, "Somebody died at each, but before the first."
    assert len(tries) == len(at_commits) + TRIES
    for one in tries:
        whole_and_once(one, clean, where=f"{one['try']} with seed {seed}: {done.stderr[-2000:]}")


def whole_and_once(one: dict[str, Any], clean: dict[str, Any], *, where: str) -> None:
    """Hold a night that was killed and called again against the undisturbed one."""
    assert (one["finished"], one["again"]) == (0, 0), where
    for what in SAME:
        assert one[what] == clean[what], f"{what} of {where}"
    assert one["open"] == [[0]], where
    assert one["asked"] == [[0]], where
    assert len(one["recorded"]) == len(set(one["recorded"])), where
    assert sorted(one["recorded"]) == sorted(key for (key,) in one["taken"]), where
    assert one["files"] == len(one["sheets"]), where
