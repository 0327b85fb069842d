import os
from pathlib import Path

import pytest

from goodstanding.database import cluster
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import account, process, switch
from goodstanding.database.server import room as rooms
from goodstanding.database.server.binaries import Binaries
from goodstanding.database.server.room import Room
from tests.database.asking import kill, one, pid_of


def room_of(folder: Path) -> Room:
    found = rooms.find(folder)
    assert found is not None
    return found


def test_the_order_of_letters_is_the_same_everywhere() -> None:
    new = Binaries(Path("/bin"), 17, "17.1", from_wheel=False)
    old = Binaries(Path("/bin"), 16, "16.1", from_wheel=False)
    assert "--builtin-locale=C.UTF-8" in switch.initdb(new, Path("/c"))
    assert "--builtin-locale=C.UTF-8" not in switch.initdb(old, Path("/c"))
    for command in (switch.initdb(new, Path("/c")), switch.initdb(old, Path("/c"))):
        assert {"-k", "UTF8", "--auth-local=peer", "--auth-host=scram-sha-256"} <= set(command)


def test_a_server_out_of_sight_is_not_doubled(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.ensure_running(made)
    with monkeypatch.context() as patched:
        patched.setattr(process, "running", lambda _: None)
        with pytest.raises(DatabaseRefused, match="not among this machine's processes already works on"):
            cluster.ensure_running(made)
    assert one(cluster.ensure_running(made), "SELECT 1") == 1


def test_settings_that_postgresql_does_not_take(made: Path) -> None:
    settings = room_of(made).cluster / "postgresql.auto.conf"
    settings.write_text("no_such_setting = 1\n")
    with pytest.raises(DatabaseRefused, match=r"could not be started: .*Read .*server\.log"):
        cluster.ensure_running(made)
    settings.write_text("")
    assert one(cluster.ensure_running(made), "SELECT 1") == 1


def test_the_log_before_this_one_is_kept(made: Path) -> None:
    cluster.ensure_running(made)
    room = room_of(made)
    kill(pid_of(made))
    cluster.ensure_running(made)
    assert "not properly shut down" in switch.log_text(room)
    assert room.log.with_suffix(".log.1").exists()
    assert room.log.stat().st_mode & 0o777 == 0o600


def test_a_server_that_never_gets_ready(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.ensure_running(made)
    room = room_of(made)
    found = process.running(room.cluster)
    assert found is not None
    never = process.ServerProcess(found.pid, found.started_at, ready=False)
    with monkeypatch.context() as patched:
        patched.setattr(switch, "WAIT_SECONDS", 0.1)
        patched.setattr(process, "running", lambda _: never)
        with pytest.raises(DatabaseRefused, match="has not become ready"):
            switch.wait_until_ready(room)
    assert switch.wait_until_ready(room)
    cluster.stop(made)
    assert not switch.wait_until_ready(room)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("LOG: a\n2024-01-01 UTC [7] FATAL:  it is broken.\nLOG: shut down\n", "could not be made: it is broken. Read"),
        ("initdb: error: no such folder\n", "could not be made: initdb: error: no such folder. Read"),
        ("only this\n\n", "could not be made: only this. Read"),
        ("", "could not be made: it gave no reason. Read"),
        ("FATAL:  could not write: No space left on device\n", "is full. Free at least 1 GB"),
    ],
)
def test_a_failure_in_one_sentence(tmp_path: Path, words: str, sentence: str) -> None:
    room = Room(tmp_path, account.with_uid(os.geteuid()))
    assert sentence in str(switch.failure(words, doing="made", room=room))
