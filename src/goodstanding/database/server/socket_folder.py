"""The folder of the server's socket: the only door to the server, 0700, and with a path short enough for Unix."""

import os
import re
import socket
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from goodstanding.database import private_file
from goodstanding.database.data_folder import PRIVATE_MODE
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server.account import Account, can_enter
from goodstanding.database.server.room import Room, make_account_folder, pointed
from goodstanding.database.server.settings import PORT

NAME = f".s.PGSQL.{PORT}"
PATH_BYTES_MOST = 107
# PostgreSQL's list of socket folders and a URL can hold these without any quoting.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


def find(room: Room) -> Path | None:
    """The folder of the server's socket; None if there is none that can be trusted."""
    folder = pointed(room.socket_pointer) or room.socket
    return folder if is_trusted(folder, account=room.account) else None


def is_trusted(folder: Path, *, account: Account) -> bool:
    """A real folder, the account's own, closed to everybody else. One in a shared folder might be anybody's."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == PRIVATE_MODE


def prepare(room: Room, *, environ: Mapping[str, str]) -> Path:
    """The folder for the socket, made if it is missing: in the room, or a short one if the room's path is too long."""
    there = find(room)
    if there is not None and fits(there):
        return there
    if not fits(room.socket):
        short = short_folder(room, environ=environ)
        private_file.write(room.socket_pointer, f"{short}\n")
        return short
    if room.socket.exists():
        raise DatabaseRefused(
            f"The socket's folder {room.socket} has the wrong owner or rights.",
            remedy=f"Remove it, or give it to {room.account.name} with mode 0700, and call again.",
        )
    room.socket_pointer.unlink(missing_ok=True)
    make_account_folder(room.socket, account=room.account)
    return room.socket


def fits(folder: Path) -> bool:
    """Is the socket's path short enough for Unix, and free of characters that need quoting?"""
    path = str(folder / NAME)
    return len(os.fsencode(path)) <= PATH_BYTES_MOST and PLAIN_PATH.fullmatch(path) is not None


def short_folder(room: Room, *, environ: Mapping[str, str]) -> Path:
    """A new 0700 folder with a name that nobody could guess, in the first short place that the account can reach."""
    for parent in short_places(room.account, environ=environ):
        folder = Path(tempfile.mkdtemp(prefix="goodstanding-", dir=parent))
        if os.geteuid() == 0:
            os.chown(folder, room.account.uid, room.account.gid)
        if fits(folder) and can_enter(folder, account=room.account):
            return folder
        folder.rmdir()
    raise DatabaseRefused("No folder for the server's socket has a short path.", remedy="Choose a shorter --data.")


def short_places(account: Account, *, environ: Mapping[str, str]) -> list[Path]:
    """Where short-lived files go: for root /run, for others their run-time folder, and last the shared one."""
    runtime = Path(environ.get("XDG_RUNTIME_DIR", ""))
    if os.geteuid() == 0:
        own = [Path("/run")] if os.access("/run", os.W_OK) else []
    else:
        own = [runtime] if runtime.is_absolute() and is_trusted(runtime, account=account) else []
    return [*own, Path(tempfile.gettempdir())]


def answers(folder: Path) -> bool:
    """Does anybody listen at the socket?

    A server in another container that shares this disk is not among the processes that we can see, but it hears us.
    """
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.connect(str(folder / NAME))
        except OSError:
            return False
    return True
