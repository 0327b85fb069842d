"""The database that this installation uses: DATABASE_URL if it is set, else a private cluster that starts by itself.

The server goes on running when the program that started it ends or is killed; the next program finds it.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from goodstanding.database import data_folder, outside
from goodstanding.database.refusal import DatabaseRefused, from_system
from goodstanding.database.server import lock, process, socket_folder, switch
from goodstanding.database.server import room as rooms
from goodstanding.database.server.binaries import Binaries, binaries_for, installed, reachable
from goodstanding.database.server.settings import DATABASE, PORT, ROLE, SUPERUSER

PATIENCE_SECONDS = 60.0
CONNECT_SECONDS = 5


@dataclass(frozen=True)
class ClusterStatus:
    """The private cluster of a data folder. `pid` is None while it does not run, `major` while it is not made."""

    cluster: Path
    major: int | None
    pid: int | None
    account: str | None

    @property
    def running(self) -> bool:
        """Does its server live?"""
        return self.pid is not None


def connect_url(folder: Path, environ: Mapping[str, str]) -> str:
    """A libpq URL of a database that answers; starts the private cluster if need be. Refuses with a sentence."""
    named = environ.get("DATABASE_URL", "").strip()
    return outside.checked(named) if named else ensure_running(folder)


def ensure_running(
    folder: Path, *, binaries: Binaries | None = None, patience_seconds: float = PATIENCE_SECONDS
) -> str:
    """Make the private cluster of this data folder if it is missing, start it if it rests, and return its URL.

    `binaries` picks one installation of PostgreSQL; by default the one that fits. `patience_seconds` is how long to
    wait for another program that is making or starting it.
    """
    with sentences(folder):
        url = url_if_answering(folder)
    if url is not None:
        return url
    data_folder.prepare(folder)
    with sentences(folder), lock.held(folder, patience_seconds=patience_seconds) as handle:
        return url_if_answering(folder) or bring_up(folder, binaries=binaries, handle=handle)


@contextmanager
def sentences(folder: Path) -> Iterator[None]:
    """Whatever the operating system or the server says in here becomes one sentence and its remedy."""
    try:
        yield
    except OSError as fault:
        raise from_system(fault, place=folder) from fault
    except psycopg.OperationalError as fault:
        remedy = f"Read {folder / data_folder.POSTGRES}/server.log, and call again."
        raise DatabaseRefused(f"The private database does not let us in: {fault}.", remedy=remedy) from fault


def bring_up(folder: Path, *, binaries: Binaries | None, handle: int) -> str:
    """Make and start the cluster, with the lock held; `handle` is the lock's file number.

    A server that is being killed looks alive for a moment, so one that does not answer is looked at again.
    """
    room = rooms.prepare(folder)
    give_up = time.monotonic() + switch.RETRY_SECONDS
    while True:
        if process.running(room.cluster) is None or socket_folder.find(room) is None:
            start_anew(room, among=[binaries] if binaries else installed(), handle=handle)
        try:
            if switch.wait_until_ready(room):
                ensure_database(room)
                return url_of(room)
        except psycopg.OperationalError:
            if time.monotonic() >= give_up:
                raise
        time.sleep(switch.PAUSE_SECONDS)


def start_anew(room: rooms.Room, *, among: list[Binaries], handle: int) -> None:
    """Start the server, after making its cluster if there is none."""
    chosen = binaries_for(major_of(room), among=among)
    chosen = reachable(chosen, account=room.account, copies=room.copies)
    if not room.cluster.exists():
        switch.make_cluster(room, binaries=chosen, lock=handle)
    if process.running(room.cluster) is not None:
        switch.stop(room, binaries=chosen)  # Somebody swept its socket away, so nobody can reach it.
    switch.start(room, binaries=chosen, environ=os.environ)


def url_if_answering(folder: Path) -> str | None:
    """The URL of the cluster if its server runs and its database is there."""
    room = rooms.find(folder)
    found = process.running(room.cluster) if room else None
    if room is None or found is None or not found.ready or socket_folder.find(room) is None:
        return None
    url = url_of(room)
    try:
        psycopg.connect(url, connect_timeout=CONNECT_SECONDS).close()
    except psycopg.OperationalError:
        return None
    return url


def url_of(room: rooms.Room, *, role: str = ROLE, database: str = DATABASE) -> str:
    """A libpq URL over the cluster's socket. It names the port, so that no PGPORT of the caller's can change it."""
    folder = socket_folder.find(room)
    assert folder is not None, "a running server has its socket's folder"
    return f"postgresql://{role}@/{database}?host={quote(str(folder), safe='')}&port={PORT}"


def ensure_database(room: rooms.Room) -> None:
    """Make our role and database if they are missing. The role owns the database and is no superuser."""
    url = url_of(room, role=SUPERUSER, database="postgres")
    role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
    with psycopg.connect(url, connect_timeout=CONNECT_SECONDS, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def major_of(room: rooms.Room) -> int | None:
    """The major version of PostgreSQL that made the cluster; None if it is not made yet."""
    try:
        return int((room.cluster / "PG_VERSION").read_text().strip())
    except FileNotFoundError:
        return None


def status(folder: Path) -> ClusterStatus:
    """What there is of the private cluster, without starting anything."""
    with sentences(folder):
        room = rooms.find(folder)
        if room is None:
            cluster = folder / data_folder.POSTGRES / rooms.CLUSTER
            return ClusterStatus(cluster=cluster, major=None, pid=None, account=None)
        found = process.running(room.cluster)
        pid = found.pid if found else None
        return ClusterStatus(cluster=room.cluster, major=major_of(room), pid=pid, account=room.account.name)


def stop(folder: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> bool:
    """Stop the private server, if it runs. Says whether it did."""
    if not status(folder).running:
        return False
    with sentences(folder), lock.held(folder, patience_seconds=patience_seconds):
        room = rooms.find(folder)
        if room is None or process.running(room.cluster) is None:
            return False
        chosen = binaries_for(major_of(room), among=installed())
        switch.stop(room, binaries=reachable(chosen, account=room.account, copies=room.copies))
    return True


def remove(folder: Path) -> None:
    """Stop and delete the private cluster with all its rows: for the throw-away clusters of tests."""
    stop(folder)
    with sentences(folder):
        room = rooms.find(folder)
        if room is not None:
            with lock.held(folder, patience_seconds=PATIENCE_SECONDS):
                rooms.remove(room, data_folder=folder)
