import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import account, socket_folder
from goodstanding.database.server.room import Room

OURSELVES = account.with_uid(os.geteuid())


def test_107_bytes_fit_and_108_do_not() -> None:
    name_bytes = len(f"/{socket_folder.NAME}")
    assert socket_folder.fits(Path("/" + "a" * (106 - name_bytes)))
    assert not socket_folder.fits(Path("/" + "a" * (107 - name_bytes)))


@pytest.mark.parametrize("path", ["/with space", "/with,comma", "/with'quote", "/wïth", '/with"quotes'])
def test_paths_that_need_quoting_do_not_fit(path: str) -> None:
    assert not socket_folder.fits(Path(path))


def test_the_rooms_own_folder_is_made_once(folder: Path) -> None:
    folder.mkdir()
    room = Room(folder, OURSELVES)
    assert socket_folder.find(room) is None
    assert socket_folder.prepare(room, environ={}) == room.socket
    assert stat.S_IMODE(room.socket.stat().st_mode) == 0o700
    assert socket_folder.prepare(room, environ={}) == room.socket == socket_folder.find(room)


def test_wrong_rights_or_a_link_are_not_trusted(folder: Path) -> None:
    folder.mkdir()
    room = Room(folder, OURSELVES)
    room.socket.mkdir(mode=0o755)
    with pytest.raises(DatabaseRefused, match="wrong owner or rights"):
        socket_folder.prepare(room, environ={})
    room.socket.rmdir()
    room.draft.mkdir(mode=0o700)
    room.socket.symlink_to(room.draft)
    assert not socket_folder.is_trusted(room.socket, account=OURSELVES)


def test_another_owner_is_not_trusted(tmp_path: Path) -> None:
    stranger = account.Account(name="stranger", uid=OURSELVES.uid + 1, gid=OURSELVES.gid)
    tmp_path.chmod(0o700)
    assert socket_folder.is_trusted(tmp_path, account=OURSELVES)
    assert not socket_folder.is_trusted(tmp_path, account=stranger)
    assert not socket_folder.is_trusted(tmp_path / "absent", account=OURSELVES)


def test_a_long_path_gets_a_short_folder_and_a_lost_one_another(tmp_path: Path) -> None:
    frame = tmp_path / ("long" * 30)
    frame.mkdir()
    room = Room(frame, OURSELVES)
    first = socket_folder.prepare(room, environ={})
    assert socket_folder.prepare(room, environ={}) == first
    first.rmdir()
    assert socket_folder.find(room) is None
    second = socket_folder.prepare(room, environ={})
    assert second not in (first, room.socket)
    second.rmdir()


def test_no_short_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = tmp_path / ("long" * 30)
    frame.mkdir()
    monkeypatch.setattr(socket_folder, "short_places", lambda *_, **__: [frame])
    with pytest.raises(DatabaseRefused, match="Choose a shorter --data"):
        socket_folder.prepare(Room(frame, OURSELVES), environ={})
    assert not list(frame.iterdir())


def test_the_run_time_folder_is_for_ordinary_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    shared = Path(tempfile.gettempdir())
    own = {"XDG_RUNTIME_DIR": str(tmp_path)}
    uid = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: uid or 1000)
    assert socket_folder.short_places(OURSELVES, environ=own) == [tmp_path, shared]
    tmp_path.chmod(0o755)
    assert socket_folder.short_places(OURSELVES, environ=own) == [shared]
    assert socket_folder.short_places(OURSELVES, environ={"XDG_RUNTIME_DIR": "relative"}) == [shared]
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert tmp_path not in socket_folder.short_places(OURSELVES, environ=own)


def test_somebody_listens_or_not(folder: Path) -> None:
    folder.mkdir()
    assert not socket_folder.answers(folder)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / socket_folder.NAME))
        assert not socket_folder.answers(folder)
        door.listen()
        assert socket_folder.answers(folder)
    assert not socket_folder.answers(folder)
