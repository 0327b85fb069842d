"""The room of a private cluster: its rows, settings, socket, log, and the lock that lets one program in at a time.

The room is `postgres/` in the data folder. As root the server runs under another account; where that account cannot
reach the data folder (below /root, say), the room is made under /var/lib/goodstanding instead and a pointer file in
the data folder leads to it. The frame of the room belongs to us; only what the server writes belongs to its account.
"""

import fcntl
import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goodstanding.database import private_file
from goodstanding.database.account import Account, account_for, can_enter, with_uid
from goodstanding.database.data_folder import PASSAGE_MODE, POSTGRES, PRIVATE_MODE
from goodstanding.database.refusal import DatabaseRefused

OUTSIDE = Path("/var/lib/goodstanding")
POINTER = "cluster-is-in"
LOCK = "lock"
PORT = 5432
SOCKET_PATH_LIMIT = 107  # bytes, of Unix itself
# The settings file and a URL can hold these without any quoting.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Room:
    """The places of one private cluster. `frame` is the folder around them all."""

    frame: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.frame / "cluster"

    @property
    def draft(self) -> Path:
        """Where a new cluster is made, before it is complete and takes its name."""
        return self.frame / "cluster.new"

    @property
    def settings(self) -> Path:
        return self.frame / "goodstanding.conf"

    @property
    def access_rules(self) -> Path:
        return self.frame / "access.conf"

    @property
    def name_map(self) -> Path:
        return self.frame / "names.conf"

    @property
    def log(self) -> Path:
        return self.frame / "server.log"

    @property
    def copies(self) -> Path:
        return self.frame / "programs"

    @property
    def socket_pointer(self) -> Path:
        return self.frame / "socket-is-in"


def find(data_folder: Path) -> Room | None:
    """The room of a data folder's cluster; None if no cluster was made yet."""
    frame = pointed(data_folder / POSTGRES / POINTER) or data_folder / POSTGRES
    cluster = frame / "cluster"
    if not cluster.is_dir():
        return None
    return Room(frame=frame, account=with_uid(cluster.stat().st_uid))


def pointed(pointer: Path) -> Path | None:
    """Where a pointer file leads to; None without one."""
    try:
        return Path(pointer.read_text(encoding="utf-8").rstrip("\n"))
    except FileNotFoundError:
        return None


def prepare(data_folder: Path) -> Room:
    """The room of a data folder, made if it is not there. To be called with the lock held."""
    there = find(data_folder)
    if there is not None:
        return there
    home = data_folder / POSTGRES
    account = account_for(data_folder)
    frame = pointed(home / POINTER) or home
    if frame == home and not can_enter(home, account=account):
        frame = frame_outside(data_folder, account=account)
        private_file.write(home / POINTER, f"{frame}\n")
    return Room(frame=frame, account=account)


def frame_outside(data_folder: Path, *, account: Account) -> Path:
    """A frame that the account can reach, for a data folder that it cannot. One per data folder, found by its path."""
    frame = OUTSIDE / hashlib.sha256(os.fsencode(data_folder.resolve())).hexdigest()[:16]
    try:
        private_file.make_folder(OUTSIDE, mode=PASSAGE_MODE)
        private_file.make_folder(frame, mode=PASSAGE_MODE)
        reached = can_enter(frame, account=account)
    except OSError:
        reached = False
    if not reached:
        raise DatabaseRefused(
            f"The server's account {account.name} can reach neither {data_folder} nor {OUTSIDE}.",
            remedy="Choose a --data that every account may pass through, such as /srv/goodstanding.",
        )
    return frame


def make_account_folder(path: Path, *, account: Account) -> None:
    """Make an empty 0700 folder that belongs to the server's account."""
    path.mkdir(mode=PRIVATE_MODE)
    if os.geteuid() == 0:
        os.chown(path, account.uid, account.gid)


def socket_folder(room: Room) -> Path | None:
    """The folder of the server's socket; None if there is none that can be trusted."""
    folder = pointed(room.socket_pointer) or room.frame / "socket"
    return folder if is_trusted(folder, account=room.account) else None


def is_trusted(folder: Path, *, account: Account) -> bool:
    """A real folder, the account's own, closed to everybody else. Folders in /tmp might be anybody's."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == PRIVATE_MODE


def prepare_socket_folder(room: Room, *, environ: Mapping[str, str]) -> Path:
    """The folder for the server's socket, made if it is missing: in the room, or a short one if its path is too long."""
    there = socket_folder(room)
    if there is not None and fits(there):
        return there
    own = room.frame / "socket"
    if fits(own):
        room.socket_pointer.unlink(missing_ok=True)
        if own.exists():
            raise DatabaseRefused(
                f"The socket folder {own} has the wrong owner or rights.",
                remedy=f"Remove it or give it to {room.account.name} with mode 0700, and call again.",
            )
        make_account_folder(own, account=room.account)
        return own
    short = short_folder(room, environ=environ)
    private_file.write(room.socket_pointer, f"{short}\n")
    return short


def fits(folder: Path) -> bool:
    """Is the socket's path short enough for Unix, and free of characters that need quoting?"""
    path = str(folder / f".s.PGSQL.{PORT}")
    return len(os.fsencode(path)) <= SOCKET_PATH_LIMIT and PLAIN_PATH.fullmatch(path) is not None


def short_folder(room: Room, *, environ: Mapping[str, str]) -> Path:
    """A new folder with a name nobody could guess, in the user's run-time folder if it has one, else in /tmp."""
    runtime = Path(environ.get("XDG_RUNTIME_DIR", ""))
    own = os.geteuid() != 0 and runtime.is_absolute() and is_trusted(runtime, account=room.account)
    for parent in [runtime] * own + [Path("/tmp")]:
        folder = Path(tempfile.mkdtemp(prefix="goodstanding-", dir=parent))
        if fits(folder):
            if os.geteuid() == 0:
                os.chown(folder, room.account.uid, room.account.gid)
            return folder
        folder.rmdir()
    raise DatabaseRefused(
        "No folder for the server's socket has a short enough path.", remedy="Choose a shorter --data."
    )


@contextmanager
def locked(data_folder: Path, *, patience_seconds: float) -> Iterator[int]:
    """Hold the data folder's lock; gives its file number, which programs may inherit to keep it held after our death."""
    path = data_folder / POSTGRES / LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except PermissionError as fault:
        raise DatabaseRefused(
            f"The data folder {data_folder} belongs to another account.",
            remedy="Run as the account it belongs to, or choose another --data.",
        ) from fault
    try:
        private_file.give_to_owner_of(path.parent, handle)
        wait_for_lock(handle, data_folder=data_folder, patience_seconds=patience_seconds)
        os.truncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield handle
    finally:
        os.close(handle)


def wait_for_lock(handle: int, *, data_folder: Path, patience_seconds: float) -> None:
    """Wait until no other live program holds the lock. The lock of a dead program is gone with it."""
    give_up = time.monotonic() + patience_seconds
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up:
                holder = os.pread(handle, 20, 0).decode().strip() or "unknown"
                raise DatabaseRefused(
                    f"Another program (process {holder}) has been busy with the data folder {data_folder} "
                    f"for more than {patience_seconds:.0f} seconds.",
                    remedy="Wait until it is done, or end it, and call again.",
                ) from None
            time.sleep(0.05)


def remove(room: Room, *, data_folder: Path) -> None:
    """Delete the cluster and all of its room. The server must have been stopped."""
    home = data_folder / POSTGRES
    short = pointed(room.socket_pointer)
    if short is not None:
        shutil.rmtree(short, ignore_errors=True)
    if room.frame != home:
        shutil.rmtree(room.frame)
    for entry in home.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != LOCK:
            entry.unlink()
