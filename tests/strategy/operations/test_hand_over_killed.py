"""A hand-over is killed at every point and at random instants, and called again: nothing is lost, nothing doubled.

The judge is the log of the port: it shows every order that ever left, whatever its key. GOODSTANDING_CRASHES says how
many random instants (20; 200 in the long run).
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from goodstanding.database import cluster
from goodstanding.outreach.port.recording import RecordingPort
from tests.cli.calling import call

TRIES = int(os.environ.get("GOODSTANDING_CRASHES", "200" if os.environ.get("GOODSTANDING_LONG") == "1" else "20"))
# Everything that became of a day's acts: what was planned, what was asked, what was answered, and the open tasks.
STATE = """
    SELECT a.person_id, a.channel, coalesce(h.answer, 'nothing'), split_part(coalesce(h.reason, ''), ':', 1),
        q.key = 'act:' || a.id,
        (SELECT count(*) FROM worklists_task t WHERE t.matter = 'call:act:' || a.id)
    FROM strategy_act a LEFT JOIN strategy_handoveranswered h ON h.act_id = a.id
    LEFT JOIN strategy_handoverasked q ON q.act_id = a.id
    WHERE a.day = %s ORDER BY a.person_id
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a private database of its own."""
    place = tmp_path_factory.mktemp("handing")
    yield place
    cluster.remove(place)


def test_a_hand_over_that_is_killed_loses_and_doubles_nothing(folder: Path, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    sys.stdout.write(f"The seed of the kills is {seed}.\n")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.strategy.operations.handing", str(folder), str(tmp_path), str(TRIES), str(seed)],
        env=environment | {"GOODSTANDING_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tries = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one for one in tries if one["finished"] or one["again"]] == [], done.stderr
    points = [one for one in tries if one["try"].startswith("point")]
    assert len(points) > 20, "A hand-over has more points than that to die at."
    assert all(one["killed"] for one in points)
    by_day = recorded_by_day(RecordingPort(tmp_path).log())
    with psycopg.connect(cluster.connect_url(folder, {})) as connection:
        clean = connection.execute(STATE, [tries[0]["day"]]).fetchall()
        assert {row[2] for row in clean} == {"taken", "withheld"}
        left = sorted(row[0] for row in clean if row[2] == "taken" and row[1] != "task")
        for one in tries:
            where = f"{one} with seed {seed}"
            assert connection.execute(STATE, [one["day"]]).fetchall() == clean, where
            assert sorted(by_day[one["day"]]) == left, where
    assert call("verify", folder=folder).returncode == 0


def recorded_by_day(log: list[dict[str, Any]]) -> dict[str, list[int]]:
    """Return, by day, the people to whom something left, as often as it did; no key may stand twice either."""
    keys = Counter(line["key"] for line in log)
    assert max(keys.values()) == 1
    found: dict[str, list[int]] = {}
    for line in log:
        found.setdefault(line["planned_at"][:10], []).append(line["person_id"])
    return found
