"""The room of a private cluster: the folder around its rows, settings, socket and log.

The room is `postgres/` in the data folder. As root the server runs under another account; where that account cannot
reach the data folder (below /root, say), the room is made under /var/lib/goodstanding instead and a pointer file in
the data folder leads to it. The frame of the room belongs to us; only what the server writes belongs to its account.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from goodstanding.database import private_file
from goodstanding.database.data_folder import PASSAGE_MODE, POSTGRES, PRIVATE_MODE
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server.account import Account, account_for, can_enter, with_uid

OUTSIDE = Path("/var/lib/goodstanding")
POINTER = "cluster-is-in"
LOCK = "lock"
CLUSTER = "cluster"


@dataclass(frozen=True)
class Room:
    """The places of one private cluster. `frame` is the folder around them all, `account` whom the server runs as."""

    frame: Path
    account: Account

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder, with the rows in it."""
        return self.frame / CLUSTER

    @property
    def draft(self) -> Path:
        """Where a new cluster is made, before it is complete and takes its name."""
        return self.frame / "cluster.new"

    @property
    def settings(self) -> Path:
        """The settings file that we write."""
        return self.frame / "goodstanding.conf"

    @property
    def access_rules(self) -> Path:
        """Who may connect how (PostgreSQL's hba_file)."""
        return self.frame / "access.conf"

    @property
    def name_map(self) -> Path:
        """Which account may be which role (PostgreSQL's ident_file)."""
        return self.frame / "names.conf"

    @property
    def log(self) -> Path:
        """What the server said since its last start."""
        return self.frame / "server.log"

    @property
    def copies(self) -> Path:
        """Copies of PostgreSQL's programs, where the account cannot reach the installed ones."""
        return self.frame / "programs"

    @property
    def socket(self) -> Path:
        """The socket's folder, if its path is short enough."""
        return self.frame / "socket"

    @property
    def socket_pointer(self) -> Path:
        """Where the socket's folder is, if it is not in the room."""
        return self.frame / "socket-is-in"


def find(data_folder: Path) -> Room | None:
    """The room of a data folder's cluster; None if no cluster was made yet."""
    frame = pointed(data_folder / POSTGRES / POINTER) or data_folder / POSTGRES
    try:
        owner = (frame / CLUSTER).stat().st_uid
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Room(frame=frame, account=with_uid(owner))


def pointed(pointer: Path) -> Path | None:
    """Where a pointer file leads to; None without one."""
    try:
        return Path(pointer.read_text(encoding="utf-8").rstrip("\n"))
    except (FileNotFoundError, NotADirectoryError):
        return None


def prepare(data_folder: Path) -> Room:
    """The room of a data folder; decides where it will be if it is not there yet."""
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
    """A frame that the account can reach, for a data folder that it cannot. Each data folder has its own."""
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
    path.chmod(PRIVATE_MODE)
    if os.geteuid() == 0:
        os.chown(path, account.uid, account.gid)


def remove(room: Room, *, data_folder: Path) -> None:
    """Delete the cluster and all of its room, except the lock. The server must have been stopped."""
    home = data_folder / POSTGRES
    elsewhere = [pointed(room.socket_pointer), room.frame if room.frame != home else None]
    for folder in elsewhere:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
    for entry in home.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.name != LOCK:
            entry.unlink()
