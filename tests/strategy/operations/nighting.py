"""A program that runs nights over copies of one small book and kills them in the middle: for test_night_killed.py.

It loads everything once and forks, so that a try costs what a night costs and not a start of Python. Every try has a
copy of the books and a folder of its own. Called with: folder, random tries, seed. Prints one JSON line a try.
"""

import importlib
import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.cli.commands import readiness
from goodstanding.database import cluster
from tests.forking import in_child, kill_self

DAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
DEBTORS, WIDTH = 90, 40
BATCH = 100
NIGHT = "goodstanding.strategy.operations.night"


def main(folder: Path, *, tries: int, seed: int) -> None:
    """Run the night once undisturbed, then killed before and after every commit, then at random instants."""
    assert in_child(lambda: prepare(folder)) == 0
    os.environ["DATABASE_URL"] = cluster.connect_url(folder, {})
    readiness.ready_names()
    importlib.import_module(NIGHT)
    importlib.import_module("goodstanding.compliance.lawbook.book").shipped()
    begun = time.monotonic()
    commits = int(told(folder, "clean", count_commits))
    seconds = time.monotonic() - begun
    dice = random.Random(seed)
    plans: list[tuple[str, Callable[[], None], float | None]] = [
        (f"commit_{number}_{when}", lambda n=number, w=when: die_at_commit(n, when=w), None)  # type: ignore[misc]
        for number in range(1, commits + 1)
        for when in ("before", "after")
    ]
    plans += [(f"random_{number}", lambda: None, dice.uniform(0.05, seconds)) for number in range(tries)]
    for name, arm, after in plans:
        copy(folder, name)
        killed = in_child(lambda name=name, arm=arm: armed(folder, name, arm), kill_after=after)  # type: ignore[misc]
        finished = in_child(lambda name=name: run(folder, name))  # type: ignore[misc]
        again = in_child(lambda name=name: run(folder, name))  # type: ignore[misc]
        line = {"try": name, "killed": killed != 0, "finished": finished, "again": again, **look(folder, name)}
        sys.stdout.write(json.dumps(line) + "\n")
        drop(folder, name)


def prepare(folder: Path) -> None:
    """Make the books that every try gets a copy of: filled, and with the agency's strategy published."""
    readiness.ready_books()
    filling = importlib.import_module("goodstanding.sample_book.operations.filling")
    filling.fill(DEBTORS, seed=5, as_of=DAY, by=OPERATOR, at=AT, night=True)
    publishing = importlib.import_module("tests.strategy.published")
    publishing.publish_shipped("agency", by=OPERATOR, second=Actor("user:2", OPERATOR.roles), at=AT)
    importlib.import_module("django.db").connections.close_all()


def armed(folder: Path, name: str, arm: Callable[[], None]) -> None:
    """Run the night with something in wait for it."""
    arm()
    run(folder, name)


def run(folder: Path, name: str) -> None:
    """Run the night and hand it over, in the copy of the books that has this name."""
    use(folder, name)
    night = importlib.import_module(NIGHT)
    handing = importlib.import_module("goodstanding.strategy.operations.hand_over")
    place = folder / "tries" / name
    night.run_night(day=DAY, by=OPERATOR, at=AT, folder=place, workers=2, width=WIDTH)
    handing.hand_over(DAY, port=port_of(folder, name), by=OPERATOR, at=AT, batch=BATCH)


def count_commits() -> Callable[[], int]:
    """Count every commit from now on; return what tells the number."""
    base = importlib.import_module("django.db.backends.base.base").BaseDatabaseWrapper
    seen, commit = [0], base._commit

    def counting(self: Any) -> None:
        seen[0] += 1
        commit(self)

    base._commit = counting
    return lambda: seen[0]


def die_at_commit(number: int, *, when: str) -> None:
    """Kill this very process at its n-th commit, just before it or just after it."""
    base = importlib.import_module("django.db.backends.base.base").BaseDatabaseWrapper
    seen, commit = [0], base._commit

    def dying(self: Any) -> None:
        seen[0] += 1
        if seen[0] == number and when == "before":
            kill_self()
        commit(self)
        if seen[0] == number and when == "after":
            kill_self()

    base._commit = dying


def told(folder: Path, name: str, arm: Callable[[], Callable[[], int]]) -> str:
    """Run an undisturbed night in a child and return what `arm` counted meanwhile."""
    copy(folder, name)
    ours, theirs = os.pipe()

    def deed() -> None:
        answer = arm()
        run(folder, name)
        os.write(theirs, str(answer()).encode())

    assert in_child(deed) == 0
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        text = pipe.read()
    sys.stdout.write(json.dumps({"try": name, "killed": False, "finished": 0, "again": 0, **look(folder, name)}) + "\n")
    return text


def look(folder: Path, name: str) -> dict[str, Any]:
    """Return what the books of a try hold and what its port recorded."""
    sql = {
        "acts": "SELECT person_id, client_id, kind, channel, step, planned_at::text, (SELECT string_agg(debt_id || "
        "'/' || step, ' ' ORDER BY debt_id, step) FROM strategy_actline WHERE act_id = a.id) FROM strategy_act a "
        "ORDER BY 1, 2, 3, 5, 7",
        "withheld": "SELECT person_id, client_id, kind, step, cause FROM strategy_withheld ORDER BY 1, 2, 3, 4, 5",
        "answers": "SELECT answer, count(*) FROM strategy_handoveranswered GROUP BY 1 ORDER BY 1",
        "calls": "SELECT count(*) FROM strategy_callslot",
        "open": "SELECT count(*) FROM strategy_night WHERE finished_at IS NULL",
        "asked": "SELECT count(*) FROM strategy_handoverasked q WHERE NOT EXISTS (SELECT FROM "
        "strategy_handoveranswered a WHERE a.act_id = q.act_id)",
        "taken": "SELECT 'act:' || act_id FROM strategy_handoveranswered WHERE answer = 'taken' AND reference <> "
        "'worklist' ORDER BY act_id",
        "sheets": "SELECT DISTINCT ON (lane, number, grain) name FROM strategy_sealedsheet ORDER BY lane, number, "
        "grain, id DESC",
    }
    with psycopg.connect(address(folder, name)) as connection:
        found = {what: connection.execute(question).fetchall() for what, question in sql.items()}
    place = folder / "tries" / name
    files = sorted(str(path.relative_to(place)) for path in place.rglob("factsheets/**/*.parquet"))
    recorded = [one["key"] for one in port_of(folder, name).log()]
    return {**found, "files": len(files), "recorded": recorded}


def port_of(folder: Path, name: str) -> Any:
    """Return the port of a try, with its own log."""
    recording = importlib.import_module("goodstanding.outreach.port.recording")
    return recording.RecordingPort(folder / "tries" / name / "outreach")


def address(folder: Path, name: str) -> str:
    """Return where the books of a try are."""
    return cluster.connect_url(folder, {}).replace("/goodstanding?", f"/try_{name}?")


def copy(folder: Path, name: str) -> None:
    """Copy the prepared books."""
    (folder / "tries" / name).mkdir(parents=True)
    with psycopg.connect(cluster.connect_url(folder, {}).replace("/goodstanding?", "/postgres?"), autocommit=True) as c:
        c.execute(f'CREATE DATABASE "try_{name}" TEMPLATE goodstanding')


def drop(folder: Path, name: str) -> None:
    """Let go of a copy."""
    with psycopg.connect(cluster.connect_url(folder, {}).replace("/goodstanding?", "/postgres?"), autocommit=True) as c:
        c.execute(f'DROP DATABASE "try_{name}" WITH (FORCE)')


def use(_folder: Path, name: str) -> None:
    """Let this process use the books of a try."""
    django = importlib.import_module("django.db")
    django.connection.settings_dict["NAME"] = f"try_{name}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), tries=int(sys.argv[2]), seed=int(sys.argv[3]))
