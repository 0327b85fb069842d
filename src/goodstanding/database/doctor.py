"""What `doctor` looks at before anything starts: this machine, the data folder, and the database. Changes nothing."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from goodstanding.database import cluster, outside
from goodstanding.database.data_folder import KEYS, POSTGRES, PRIVATE_MODE
from goodstanding.database.refusal import RefusedWithRemedy
from goodstanding.database.server import room, socket_folder
from goodstanding.database.server.binaries import binaries_for, installed

PYTHON_OLDEST = (3, 11)
DISK_BYTES_LEAST = 1024**3
WEAKEST_ACCOUNT = "nobody"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do if it is not well."""

    name: str
    ok: bool
    sentence: str
    remedy: str = ""


@dataclass(frozen=True)
class Seen:
    """What one look saw."""

    sentence: str
    ok: bool = True
    remedy: str = ""


def check(folder: Path, environ: Mapping[str, str]) -> list[Finding]:
    """Look at everything this chapter needs, without starting or making anything."""
    named = environ.get("DATABASE_URL", "").strip()
    looks: dict[str, Callable[[], Seen]] = {
        "Python": python,
        "Data folder": lambda: data_folder(folder),
        "Disk": lambda: disk(folder),
        "Keys": lambda: keys(folder),
    }
    if named:
        looks["Database"] = lambda: outside_database(named)
    else:
        looks["PostgreSQL"] = programs
        looks["Cluster"] = lambda: made_by(folder)
        looks["Socket"] = lambda: socket(folder)
        looks["Server"] = lambda: server(folder)
    return [finding(name, look) for name, look in looks.items()]


def finding(name: str, look: Callable[[], Seen]) -> Finding:
    """Look once; whatever stands in the way is a finding too."""
    try:
        seen = look()
    except RefusedWithRemedy as refusal:
        seen = Seen(refusal.sentence, ok=False, remedy=refusal.remedy)
    except (psycopg.OperationalError, OSError) as fault:
        seen = Seen(
            f"We are not let in: {fault}.", ok=False, remedy="Run as the account that the data folder belongs to."
        )
    return Finding(name, ok=seen.ok, sentence=seen.sentence, remedy="" if seen.ok else seen.remedy)


def python() -> Seen:
    """Is this Python new enough?"""
    here = ".".join(str(part) for part in sys.version_info[:3])
    ok = sys.version_info[:2] >= PYTHON_OLDEST
    return Seen(f"Python is {here}.", ok=ok, remedy="Install Python 3.11 or newer.")


def data_folder(folder: Path) -> Seen:
    """May we write into the data folder, or make it?"""
    there = nearest(folder)
    ok = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    state = f"is {folder}" if there == folder else f"{folder} will be made on first use"
    sentence = f"The data folder {state}." if ok else f"The data folder {folder} cannot be written, because of {there}."
    return Seen(sentence, ok=ok, remedy="Give this account the folder, or choose another --data.")


def nearest(path: Path) -> Path:
    """The path itself, or the nearest of the folders around it that exists."""
    return next(place for place in (path, *path.parents) if place.exists())


def disk(folder: Path) -> Seen:
    """Is there room for the rows to grow?"""
    rows = room.pointed(folder / POSTGRES / room.POINTER) or folder
    free = min(shutil.disk_usage(nearest(place)).free for place in (folder, rows))
    ok = free >= DISK_BYTES_LEAST
    return Seen(
        f"{free / DISK_BYTES_LEAST:.1f} GB are free.", ok=ok, remedy="Free at least 1 GB, or choose another --data."
    )


def keys(folder: Path) -> Seen:
    """Are the keys closed to everybody else?"""
    place = folder / KEYS
    if not place.exists():
        return Seen("There are no keys yet.")
    ok = stat.S_IMODE(place.stat().st_mode) == PRIVATE_MODE
    sentence = f"{place} is closed to other accounts." if ok else f"{place} is open to other accounts."
    return Seen(sentence, ok=ok, remedy=f"Call: chmod 700 {place}")


def outside_database(url: str) -> Seen:
    """Does the database that DATABASE_URL names answer, and is it new enough?"""
    outside.checked(url)
    return Seen(f"DATABASE_URL leads to {outside.named(outside.parsed(url))}, and it answers.")


def programs() -> Seen:
    """Which versions of PostgreSQL could we start?"""
    found = [f"{one.version} ({'from its wheel' if one.from_wheel else one.folder})" for one in installed()]
    sentence = f"PostgreSQL is installed: {', '.join(found)}." if found else "No PostgreSQL is installed."
    return Seen(sentence, ok=bool(found), remedy="Install PostgreSQL 15 or newer, or set DATABASE_URL.")


def made_by(folder: Path) -> Seen:
    """Is the version here that made the cluster?"""
    there = room.find(folder)
    if there is None:
        return Seen("The private database is made on first use.")
    major = cluster.major_of(there)
    binaries_for(major, among=installed())
    return Seen(f"The private database in {there.cluster} was made by PostgreSQL {major}.")


def socket(folder: Path) -> Seen:
    """Where is the way to the server?"""
    there = room.find(folder)
    place = socket_folder.find(there) if there else None
    return Seen(f"The server's socket is in {place}." if place else "The server's socket is made when it starts.")


def server(folder: Path) -> Seen:
    """Does the private server run, and does it let us in?"""
    seen = cluster.status(folder)
    there = room.find(folder)
    if there is None or not seen.running:
        return Seen("The private server rests; the next command starts it.")
    with psycopg.connect(cluster.url_of(there), connect_timeout=cluster.CONNECT_SECONDS) as connection:
        version = connection.info.parameter_status("server_version")
    weak = (
        " A system account named goodstanding would keep it more to itself." if seen.account == WEAKEST_ACCOUNT else ""
    )
    return Seen(f"PostgreSQL {version} runs as {seen.account} (process {seen.pid}) and lets us in.{weak}")
