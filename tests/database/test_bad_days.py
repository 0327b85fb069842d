"""What must not hurt: kills, races, stale marks, a full disk, another version, another program in the way."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest

from goodstanding.database import cluster, data_folder
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import lock, process, room, socket_folder
from goodstanding.database.server.binaries import Binaries
from tests.database.asking import do, kill, one, pid_of, start_program, wait_for


def test_racing_programs_start_one_server(folder: Path) -> None:
    programs = [start_program(folder) for _ in range(3)]
    answers = {program.communicate(timeout=60)[0].strip() for program in programs}
    assert answers == {cluster.ensure_running(folder)}
    assert [program.returncode for program in programs] == [0, 0, 0]
    assert pid_of(folder) in process.survivors(cluster.status(folder).cluster)


def test_a_killed_server_loses_no_acknowledged_row(folder: Path, binaries: Binaries) -> None:
    url = cluster.ensure_running(folder, binaries=binaries)
    do(url, "CREATE TABLE acknowledged (writer int, n int)")
    last = [0, 0]

    def write(writer: int) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for n in range(1, 1_000_000):
                try:
                    connection.execute("INSERT INTO acknowledged VALUES (%s, %s)", [writer, n])
                except psycopg.OperationalError:
                    return
                last[writer] = n

    for _ in range(2):
        do(url, "TRUNCATE acknowledged")
        writers = [threading.Thread(target=write, args=(writer,)) for writer in (0, 1)]
        for writer in writers:
            writer.start()
        time.sleep(0.3)
        os.kill(pid_of(folder), signal.SIGKILL)
        assert cluster.ensure_running(folder) == url
        for writer in writers:
            writer.join()
        with psycopg.connect(url) as connection:
            kept: dict[int, int] = dict(
                connection.execute("SELECT writer, max(n) FROM acknowledged GROUP BY writer").fetchall()
            )
            assert connection.execute("SELECT count(*) FROM acknowledged").fetchone() == (sum(kept.values()),)
        assert min(last) > 0
        assert all(kept[writer] >= last[writer] for writer in (0, 1))


@pytest.mark.parametrize(
    "moment", ["cluster.new/PG_VERSION", "cluster.new/global/pg_control", "cluster", "cluster/postmaster.pid"]
)
def test_killed_ourselves_while_it_is_made(folder: Path, moment: str) -> None:
    program = start_program(folder)
    wait_for(folder / "postgres" / moment)
    program.kill()
    program.communicate()
    assert one(cluster.ensure_running(folder), "SELECT 1") == 1
    assert not (folder / "postgres" / "cluster.new").exists()


def test_the_server_outlives_the_program_that_started_it(folder: Path) -> None:
    program = start_program(folder)
    program.communicate(timeout=60)
    assert cluster.status(folder).running
    assert one(cluster.ensure_running(folder), "SELECT 1") == 1


@pytest.mark.parametrize("stranger", ["a living stranger", "a zombie", "nobody", "nothing readable"])
def test_a_stale_mark_of_a_dead_server(made: Path, stranger: str) -> None:
    cluster.ensure_running(made)
    seen = cluster.status(made)
    mark = seen.cluster / process.PID_FILE
    socket_lock = made / "postgres" / "socket" / f"{socket_folder.NAME}.lock"
    text, owner = mark.read_text(), mark.stat()
    kill(pid_of(made))
    while process.survivors(seen.cluster):
        time.sleep(0.05)
    pace = {"a living stranger": "60", "a zombie": "0", "nobody": "0", "nothing readable": "60"}[stranger]
    other = subprocess.Popen(["sleep", pace], user=owner.st_uid if os.geteuid() == 0 else None)
    if stranger == "nobody":
        other.wait()
    if stranger == "a zombie":
        while process.is_alive(other.pid):
            time.sleep(0.01)
    for stale in (mark, socket_lock):
        lines = text.splitlines(keepends=True)
        stale.write_text("" if stranger == "nothing readable" else "".join([f"{other.pid}\n", *lines[1:]]))
    try:
        assert not cluster.status(made).running
        assert one(cluster.ensure_running(made), "SELECT 1") == 1
    finally:
        other.kill()
        other.wait()


def test_another_major_version(made: Path) -> None:
    mark = cluster.status(made).cluster / "PG_VERSION"
    made_by = mark.read_text()
    mark.write_text("14\n")
    with pytest.raises(DatabaseRefused, match=r"made by PostgreSQL 14, .* Install PostgreSQL 14"):
        cluster.ensure_running(made)
    mark.write_text(made_by)
    assert one(cluster.ensure_running(made), "SELECT 1") == 1


def test_a_folder_that_another_program_holds(folder: Path) -> None:
    data_folder.prepare(folder)
    busy = pytest.raises(DatabaseRefused, match=rf"process {os.getpid()}\) has been busy")
    with lock.held(folder, patience_seconds=1), busy:
        cluster.ensure_running(folder, patience_seconds=0.1)
    assert not cluster.status(folder).running


def test_a_dropped_database_is_made_again(made: Path) -> None:
    cluster.ensure_running(made)
    found = room.find(made)
    assert found is not None
    do(
        cluster.url_of(found, role="postgres", database="postgres"),
        "DROP DATABASE goodstanding",
        "DROP ROLE goodstanding",
    )
    assert one(cluster.ensure_running(made), "SELECT current_user") == "goodstanding"


def test_a_swept_socket_is_made_again(made: Path) -> None:
    url = cluster.ensure_running(made)
    for entry in (made / "postgres" / "socket").iterdir():
        entry.unlink()
    (made / "postgres" / "socket").rmdir()
    assert cluster.ensure_running(made) == url
    assert one(url, "SELECT 1") == 1


def test_a_full_disk(folder: Path) -> None:
    folder.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "small", folder], check=False).returncode
    ):
        pytest.skip("No small disk can be mounted here, so the full disk was not tested.")
    try:
        folder.chmod(0o755)
        with pytest.raises(DatabaseRefused, match=r"is full\. Free at least 1 GB"):
            cluster.ensure_running(folder)
        subprocess.run(["mount", "-o", "remount,size=300m", folder], check=True)
        assert one(cluster.ensure_running(folder), "SELECT 1") == 1
        cluster.stop(folder)
        with (folder / "ballast").open("wb") as ballast, pytest.raises(OSError, match="No space"):
            while True:
                ballast.write(bytes(65536))
        with pytest.raises(Exception, match=r"is full\. Free at least 1 GB"):
            cluster.ensure_running(folder)
        (folder / "ballast").unlink()
        assert one(cluster.ensure_running(folder), "SELECT 1") == 1
    finally:
        cluster.remove(folder)
        subprocess.run(["umount", folder], check=True)
