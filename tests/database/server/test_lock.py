import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goodstanding.database import data_folder
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import lock
from goodstanding.database.server.room import LOCK

HOLDER = """
import fcntl, sys, time
file = open(sys.argv[1], "r+")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    path = folder / "postgres" / LOCK
    other = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_the_lock_names_its_holder_and_is_let_go(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "data")
    for _ in range(2):
        with lock.held(folder, patience_seconds=0):
            assert (folder / "postgres" / LOCK).read_text() == f"{os.getpid()}\n"


def test_a_living_holder_is_waited_for_but_not_for_ever(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "data")
    with lock.held(folder, patience_seconds=0):
        pass
    other = hold(folder)
    with (
        pytest.raises(DatabaseRefused, match="has been busy with the data folder"),
        lock.held(folder, patience_seconds=0.1),
    ):
        pass
    other.kill()
    other.communicate()
    with lock.held(folder, patience_seconds=5):
        pass


def test_a_dead_holder_holds_nothing(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "data")
    with lock.held(folder, patience_seconds=0):
        pass
    hold(folder).kill()
    begun = time.monotonic()
    with lock.held(folder, patience_seconds=5):
        assert time.monotonic() - begun < 5


def test_an_inherited_lock_outlives_us(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "data")
    with lock.held(folder, patience_seconds=0) as handle:
        heir = subprocess.Popen(["sleep", "60"], pass_fds=[handle])
    busy = pytest.raises(DatabaseRefused, match="busy")
    with busy, lock.held(folder, patience_seconds=0.1):
        pass
    heir.kill()
    heir.wait()
    with lock.held(folder, patience_seconds=5):
        pass


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "data")
    (folder / "postgres" / LOCK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), lock.held(folder, patience_seconds=0):
        pass
    assert not (tmp_path / "elsewhere").exists()
