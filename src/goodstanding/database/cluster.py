"""The database that this installation uses: DATABASE_URL if it is set, else a private cluster that starts by itself.

The server goes on running when the program that started it ends or is killed; the next program finds it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from goodstanding.database import data_folder, outside, room, server, server_process
from goodstanding.database.binaries import Binaries, binaries_for, installed, reachable
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.room import Room
from goodstanding.database.server_settings import DATABASE, ROLE, SUPERUSER

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class ClusterStatus:
    """The private cluster of a data folder. `pid` is None while it does not run, `major` while it is not made."""

    cluster: Path
    major: int | None
    pid: int | None
    account: str | None

    @property
    def running(self) -> bool:
        return self.pid is not None


def connect_url(folder: Path, environ: Mapping[str, str]) -> str:
    """A libpq URL of a database that answers; starts the private cluster if need be. Raises `Refused` kinds only."""
    named = environ.get("DATABASE_URL", "").strip()
    return outside.checked(named) if named else ensure_running(folder)


def ensure_running(
    folder: Path, *, binaries: Binaries | None = None, patience_seconds: float = PATIENCE_SECONDS
) -> str:
    """Make the private cluster of this data folder if it is missing, start it if it rests, and return its URL.

    `binaries` picks one installation of PostgreSQL; by default the one that fits. `patience_seconds` is how long to wait
    for another program that is making or starting it.
    """
    url = url_if_answering(folder)
    if url is not None:
        return url
    data_folder.prepare(folder)
    try:
        with room.locked(folder, patience_seconds=patience_seconds) as lock:
            return url_if_answering(folder) or bring_up(folder, binaries=binaries, lock=lock)
    except OSError as fault:
        raise data_folder.refusal(folder, fault) from fault


def bring_up(folder: Path, *, binaries: Binaries | None, lock: int) -> str:
    """Make and start the cluster, with the lock held."""
    place = room.prepare(folder)
    among = [binaries] if binaries else installed()
    chosen = binaries_for(major_of(place), among=among)
    chosen = reachable(chosen, account=place.account, copies=place.copies)
    if not place.cluster.exists():
        server.make_cluster(place, binaries=chosen, lock=lock)
    if server_process.running(place.cluster) is not None and room.socket_folder(place) is None:
        server.stop(place, binaries=chosen)  # Somebody swept the socket away, so nobody can reach the server.
    if server_process.running(place.cluster) is None:
        server.start(place, binaries=chosen, environ=os.environ)
    server.wait_until_ready(place)
    url = url_of(place)
    ensure_database(place)
    return url


def url_if_answering(folder: Path) -> str | None:
    """The URL of the cluster if its server runs and its database is there."""
    place = found(folder)
    process = server_process.running(place.cluster) if place else None
    if place is None or process is None or not process.ready or room.socket_folder(place) is None:
        return None
    url = url_of(place)
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return None
    return url


def found(folder: Path) -> Room | None:
    """The room of the cluster, if there is one that we may look into."""
    try:
        return room.find(folder)
    except PermissionError as fault:
        raise DatabaseRefused(
            f"The data folder {folder} belongs to another account.",
            remedy="Run as the account it belongs to, or choose another --data.",
        ) from fault


def url_of(place: Room, *, role: str = ROLE, database: str = DATABASE) -> str:
    """A libpq URL over the cluster's socket. The port is named so that no PGPORT of the caller's can change it."""
    socket_folder = room.socket_folder(place)
    assert socket_folder is not None, "a running server has its socket folder"
    return f"postgresql://{role}@/{database}?host={quote(str(socket_folder), safe='')}&port={room.PORT}"


def ensure_database(place: Room) -> None:
    """Make our role and database if they are missing. The role owns the database and is no superuser."""
    with psycopg.connect(url_of(place, role=SUPERUSER, database="postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            words = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
            connection.execute(words)


def major_of(place: Room) -> int | None:
    """The major version of PostgreSQL that made the cluster; None if it is not made yet."""
    try:
        return int((place.cluster / "PG_VERSION").read_text().strip())
    except FileNotFoundError:
        return None


def status(folder: Path) -> ClusterStatus:
    """What there is of the private cluster, without starting anything."""
    place = found(folder)
    if place is None:
        return ClusterStatus(cluster=folder / data_folder.POSTGRES / "cluster", major=None, pid=None, account=None)
    process = server_process.running(place.cluster)
    return ClusterStatus(
        cluster=place.cluster, major=major_of(place), pid=process.pid if process else None, account=place.account.name
    )


def stop(folder: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> bool:
    """Stop the private server, if it runs. Says whether it did."""
    if not status(folder).running:
        return False
    with room.locked(folder, patience_seconds=patience_seconds):
        place = found(folder)
        if place is None or server_process.running(place.cluster) is None:
            return False
        chosen = binaries_for(major_of(place), among=installed())
        server.stop(place, binaries=reachable(chosen, account=place.account, copies=place.copies))
    return True


def remove(folder: Path) -> None:
    """Stop and delete the private cluster with all its rows: for throw-away clusters of tests."""
    stop(folder)
    place = found(folder)
    if place is not None:
        with room.locked(folder, patience_seconds=PATIENCE_SECONDS):
            room.remove(place, data_folder=folder)
