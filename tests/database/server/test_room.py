import os
import pwd
from pathlib import Path

import pytest

from goodstanding.database import data_folder
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import account, room
from goodstanding.database.server.room import Room


def test_nothing_is_found_before_it_is_made(tmp_path: Path) -> None:
    assert room.find(tmp_path / "data") is None
    (tmp_path / "file").touch()
    assert room.find(tmp_path / "file") is None


def test_the_owner_of_the_cluster_is_the_account(folder: Path) -> None:
    data_folder.prepare(folder)
    made = room.prepare(folder)
    assert made.frame == folder / "postgres"
    room.make_account_folder(made.cluster, account=made.account)
    assert room.find(folder) == made
    assert room.prepare(folder) == made


def test_a_pointer_leads_elsewhere(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "data")
    (tmp_path / "elsewhere" / "cluster").mkdir(parents=True)
    (folder / "postgres" / room.POINTER).write_text(f"{tmp_path / 'elsewhere'}\n")
    found = room.find(folder)
    assert found is not None
    assert found.cluster == tmp_path / "elsewhere" / "cluster"


@pytest.mark.usefixtures("as_root")
def test_where_the_account_can_reach_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    folder = data_folder.prepare(tmp_path / "data")
    for outside in (tmp_path / "outside", Path("/proc/outside")):
        monkeypatch.setattr(room, "OUTSIDE", outside)
        with pytest.raises(DatabaseRefused, match=r"can reach neither .* Choose a --data"):
            room.prepare(folder)
    assert not (folder / "postgres" / room.POINTER).exists()


def test_remove_leaves_the_lock_and_the_rest_of_the_data_folder(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "data")
    home = folder / "postgres"
    (home / "cluster").mkdir()
    for name in (room.LOCK, "server.log"):
        (home / name).touch()
    room.remove(Room(home, account.with_uid(os.geteuid())), data_folder=folder)
    assert [entry.name for entry in home.iterdir()] == [room.LOCK]
    assert (folder / "keys").is_dir()


@pytest.mark.usefixtures("as_root")
def test_an_account_folder_is_the_accounts_alone(tmp_path: Path) -> None:
    nobody = account.with_uid(pwd.getpwnam("nobody").pw_uid)
    room.make_account_folder(tmp_path / "own", account=nobody)
    found = (tmp_path / "own").stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (nobody.uid, nobody.gid, 0o700)
