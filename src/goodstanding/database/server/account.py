"""The operating system's account that the private server runs as.

PostgreSQL refuses to run as root. When we are root, the server runs as a system account that is there already; nothing
is added to the machine and no folder's rights are widened. When we are not root, the server runs as ourselves.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodstanding.database.refusal import DatabaseRefused

# In order of wish: our own, then the one that packages of PostgreSQL make, then the one that every machine has.
WISHED_NAMES = ("goodstanding", "postgres", "nobody")
# Nothing of the caller's environment reaches the server: a stray PGDATA or locale would change what it does.
SERVER_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """A user of the operating system who has an entry in its list of users."""

    name: str
    uid: int
    gid: int


def account_for(folder: Path) -> Account:
    """The account for a new cluster in `folder`: ourselves, or as root the folder's owner or a system account."""
    if os.geteuid() != 0:
        return with_uid(os.geteuid())
    owner = folder.stat().st_uid
    if owner != 0 and has_entry(owner):
        return with_uid(owner)
    return system_account(WISHED_NAMES)


def system_account(names: Sequence[str]) -> Account:
    """The first of these accounts that the machine has."""
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise DatabaseRefused(
        "PostgreSQL may not run as root, and this machine has no unprivileged account for it.",
        remedy="Run Goodstanding as an ordinary user, or add a system account named goodstanding.",
    )


def with_uid(uid: int) -> Account:
    """The account of this number. PostgreSQL needs it to have an entry in the list of users."""
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseRefused(
            f"User number {uid} has no entry in this machine's list of users, which PostgreSQL asks for.",
            remedy="Run as a user with a name, or set DATABASE_URL to a database of your own.",
        ) from None
    return Account(name=entry.pw_name, uid=uid, gid=entry.pw_gid)


def has_entry(uid: int) -> bool:
    """Does the list of users know this number?"""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def run(
    command: Sequence[str], *, account: Account, within: Path = Path("/"), keep_open: Sequence[int] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a program as `account`, in the folder `within`, and return its exit code and words.

    `keep_open` are file numbers that it inherits.
    """
    switch = account.uid != os.geteuid()
    try:
        return subprocess.run(
            command,
            check=False,
            user=account.uid if switch else None,
            group=account.gid if switch else None,
            extra_groups=[] if switch else None,
            cwd=within,
            env=SERVER_ENVIRONMENT,
            umask=0o077,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            pass_fds=keep_open,
        )
    except OSError as fault:
        if not switch:
            raise
        raise DatabaseRefused(
            f"{command[0]} cannot be run as the account {account.name}: {fault.strerror}.",
            remedy="Run Goodstanding as an ordinary user, or set DATABASE_URL to a database of your own.",
        ) from fault


def can_enter(folder: Path, *, account: Account) -> bool:
    """May the account step into this folder? Asked by trying, because rights, mounts and lists of access all count."""
    return run(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)], account=account).returncode == 0


def can_run(program: Path, *, account: Account) -> bool:
    """Does this program start under the account, with its libraries?"""
    if not can_enter(program.parent, account=account):
        return False
    return run([str(program), "--version"], account=account).returncode == 0
