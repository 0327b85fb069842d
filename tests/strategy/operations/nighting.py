"""A program that runs nights over copies of one small book and kills them in the middle: for test_night_killed.py.

It loads everything once and forks, so that a try costs what a night costs and not a start of Python. Every try has a
copy of the books and a folder of its own. A night dies before or after commits that wrote something; one that only read
leaves the books as they were. Called with: folder, random tries, seed, and whether every commit has a night to itself
(singly) or a night dies at one commit after the other (in a row). Prints one JSON line a try.
"""

import importlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.calendars.place import zones
from goodstanding.calendars.wall_clock import clock
from goodstanding.cli.commands import readiness
from goodstanding.database import cluster
from tests.forking import in_child, kill_self

DAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
DEBTORS, WIDTH = 29, 15
"""Two parts, one for each worker: enough that one can be in the books and the other not."""
BATCH = 100
NIGHT = "goodstanding.strategy.operations.night"
HAND_OVER = "goodstanding.strategy.operations.hand_over"


def main(folder: Path, *, tries: int, seed: int, singly: bool) -> None:
    """Run the night once undisturbed, then killed before and after every commit that wrote, then at random instants."""
    assert in_child(lambda: prepare(folder)) == 0
    os.environ["DATABASE_URL"] = cluster.connect_url(folder, {})
    readiness.ready_names()
    read_ahead()
    begun = time.monotonic()
    commits = int(told(folder, "clean", count_commits))
    seconds = time.monotonic() - begun
    for when in ("before", "after"):
        if singly:
            for number in range(1, commits + 1):
                once(folder, f"commit_{number}_{when}", lambda n=number, w=when: die_at_commit(n, when=w))  # type: ignore[misc]
        else:
            in_a_row(folder, when, commits=commits)
    dice = random.Random(seed)
    for number in range(tries):
        once(folder, f"random_{number}", lambda: None, kill_after=dice.uniform(0.05, seconds))


def once(folder: Path, name: str, arm: Callable[[], None], *, kill_after: float | None = None) -> None:
    """Have a night killed, let a second process finish it, and a third run the night of the day again."""
    copy(folder, name)
    deaths = in_child(lambda: armed(folder, name, arm), kill_after=kill_after) != 0
    finished = in_child(lambda: run(folder, name))
    again = in_child(lambda: run(folder, name))
    tell(folder, name, deaths=int(deaths), finished=finished, again=again)
    drop(folder, name)


def in_a_row(folder: Path, when: str, *, commits: int) -> None:
    """Let one process after the other die as soon as it got one commit further, until one has nothing left to do.

    One that dies after its first commit leaves what that commit left; one that dies before its second has done all
    that comes between the two besides: it has sealed sheets, or its port has taken acts.
    """
    name = f"row_{when}"
    copy(folder, name)
    number = {"before": 2, "after": 1}[when]
    ends = [int(signal.SIGKILL)]
    while ends[-1] == signal.SIGKILL and len(ends) <= commits + 1:
        ends.append(in_child(lambda: armed(folder, name, lambda: die_at_commit(number, when=when), resume=True)))
    tell(folder, name, deaths=ends.count(signal.SIGKILL) - 1, finished=ends[-1], again=0)
    drop(folder, name)


def tell(folder: Path, name: str, *, deaths: int, finished: int, again: int) -> None:
    """Print what came of one try."""
    line = {"try": name, "deaths": deaths, "finished": finished, "again": again, **look(folder, name)}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def prepare(folder: Path) -> None:
    """Make the books that every try gets a copy of: filled, and with the agency's strategy published."""
    readiness.ready_books()
    filling = importlib.import_module("goodstanding.sample_book.operations.filling")
    filling.fill(DEBTORS, seed=5, as_of=DAY, by=OPERATOR, at=AT, night=True)
    publishing = importlib.import_module("tests.strategy.published")
    publishing.publish_shipped("agency", by=OPERATOR, second=Actor("user:2", OPERATOR.roles), at=AT)
    importlib.import_module("django.db").connections.close_all()


def read_ahead() -> None:
    """Read what every night reads alike, once for all forks: code, law, the strategy in force, the clocks of zones."""
    night = importlib.import_module(NIGHT)
    importlib.import_module(HAND_OVER)
    order = night.order_for(day=DAY, known_at=night.known_at(AT))
    night.lawbook_of(order.policies)
    for zone in zones(country="US"):
        clock(zone)
    importlib.import_module("django.db").connections.close_all()


def armed(folder: Path, name: str, arm: Callable[[], None], *, resume: bool = False) -> None:
    """Run the night with something in wait for it."""
    arm()
    run(folder, name, resume=resume)


def run(folder: Path, name: str, *, resume: bool = False) -> None:
    """Run the night and hand it over, in the copy of the books that has this name.

    To resume, what is left: a night that has ended is not run again.
    """
    use(folder, name)
    night = importlib.import_module(NIGHT)
    handing = importlib.import_module(HAND_OVER)
    place = folder / "tries" / name
    if not (resume and night.Night.objects.filter(day=DAY, finished_at__isnull=False).exists()):
        night.run_night(day=DAY, by=OPERATOR, at=AT, folder=place, workers=2, width=WIDTH)
    handing.hand_over(DAY, port=port_of(folder, name), by=OPERATOR, at=AT, batch=BATCH)


def count_commits() -> Callable[[], int]:
    """Count every commit that writes from now on; return what tells the number."""
    seen = [0]

    def notice(when: str) -> None:
        seen[0] += when == "before"

    on_commits(notice)
    return lambda: seen[0]


def die_at_commit(number: int, *, when: str) -> None:
    """Kill this very process at its n-th commit that writes, just before it or just after it."""
    seen = [0]

    def notice(now: str) -> None:
        seen[0] += now == "before"
        if (seen[0], now) == (number, when):
            kill_self()

    on_commits(notice)


def on_commits(notice: Callable[[str], None]) -> None:
    """Have `notice` called with "before" and with "after" at every commit that writes."""
    base = importlib.import_module("django.db.backends.base.base").BaseDatabaseWrapper
    commit = base._commit

    def committing(self: Any) -> None:
        (written,) = self.connection.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").fetchone()
        if written:
            notice("before")
        commit(self)
        if written:
            notice("after")

    base._commit = committing


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
    tell(folder, name, deaths=0, finished=0, again=0)
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
    main(Path(sys.argv[1]), tries=int(sys.argv[2]), seed=int(sys.argv[3]), singly=sys.argv[4] == "singly")
