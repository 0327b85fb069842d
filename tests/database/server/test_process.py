import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.database.server import process
from goodstanding.database.server.process import ServerProcess


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that works in the cluster's folder."""
    other = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
    yield other
    other.kill()
    other.wait()


def mark(cluster: Path, *, pid: int, started: float, state: str = "ready   ") -> None:
    lines = [pid, cluster, int(started), 5432, cluster, "", "  1 2", state]
    (cluster / process.PID_FILE).write_text("".join(f"{line}\n" for line in lines))


def test_what_the_mark_says(tmp_path: Path) -> None:
    mark(tmp_path, pid=42, started=1_700_000_000)
    assert process.recorded(tmp_path) == ServerProcess(pid=42, started_at=1_700_000_000, ready=True)
    mark(tmp_path, pid=42, started=1_700_000_000, state="starting")
    assert process.recorded(tmp_path) == ServerProcess(pid=42, started_at=1_700_000_000, ready=False)


@pytest.mark.parametrize("text", ["", "42\n", "forty-two\n/data\n1700000000\n", "42\n/data\nyesterday\n"])
def test_a_mark_that_cannot_be_read_names_no_server(tmp_path: Path, text: str) -> None:
    (tmp_path / process.PID_FILE).write_text(text)
    assert process.recorded(tmp_path) is None
    assert process.running(tmp_path) is None


def test_a_server_works_in_its_clusters_folder(tmp_path: Path, sleeper: subprocess.Popen[bytes]) -> None:
    assert process.running(tmp_path) is None
    mark(tmp_path, pid=sleeper.pid, started=0)  # The clock may have been set since.
    assert process.running(tmp_path) is not None
    assert process.survivors(tmp_path) == [sleeper.pid]
    mark(tmp_path, pid=os.getpid(), started=time.time())
    assert process.running(tmp_path) is None


def test_where_we_may_not_look_the_start_decides(
    tmp_path: Path, sleeper: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "working_folder", lambda _: None)
    started = process.started_at(sleeper.pid)
    assert started is not None
    assert abs(started - time.time()) < 30
    for distance, runs in ((0, True), (4, True), (7, False), (-7, False)):
        mark(tmp_path, pid=sleeper.pid, started=started + distance)
        assert (process.running(tmp_path) is not None) is runs, distance


def test_a_zombie_is_not_alive(tmp_path: Path) -> None:
    zombie = subprocess.Popen(["true"], cwd=tmp_path)
    while process.is_alive(zombie.pid):
        time.sleep(0.01)
    mark(tmp_path, pid=zombie.pid, started=time.time())
    assert process.stat_fields(zombie.pid) is not None
    assert process.running(tmp_path) is None
    assert process.survivors(tmp_path) == []
    zombie.wait()
    assert process.started_at(zombie.pid) is None


def test_marks_are_cleared_only_when_nothing_of_the_server_lives(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
) -> None:
    socket_lock = tmp_path / "socket.lock"
    socket_lock.touch()
    mark(tmp_path, pid=2**22 + 1, started=0)
    process.clear_stale_files(tmp_path, socket_lock=socket_lock)
    assert (tmp_path / process.PID_FILE).exists()
    assert socket_lock.exists()
    sleeper.kill()
    sleeper.wait()
    process.clear_stale_files(tmp_path, socket_lock=socket_lock)
    assert not (tmp_path / process.PID_FILE).exists()
    assert not socket_lock.exists()
