"""Making, starting and stopping a private PostgreSQL server. To be called with the room's lock held."""

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from goodstanding.database import account as accounts
from goodstanding.database import private_file, room, server_process, server_settings
from goodstanding.database.binaries import Binaries
from goodstanding.database.refusal import DatabaseRefused, no_space, speaks_of_full_disk
from goodstanding.database.room import Room

WAIT_SECONDS = 300  # Replaying the log after a crash can take minutes.
RETRY_SECONDS = 15.0  # For about a second after a crash, orphans of the old server still hold its memory.
LOG_KEPT_BYTES = 10 * server_settings.MEGABYTE
PASSING_SIGNS = ("still in use", "already exists", "another server might be running", "Is another postmaster")


def make_cluster(place: Room, *, binaries: Binaries, lock: int) -> None:
    """Make an empty cluster. It gets its name only when complete, so a kill half-way leaves nothing to repair.

    The programs inherit the lock: if we are killed, the next program waits until they have ended too.
    """
    shutil.rmtree(place.draft, ignore_errors=True)
    room.make_account_folder(place.draft, account=place.account)
    made = accounts.run(initdb_command(binaries, place.draft), account=place.account, keep_open=[lock])
    if made.returncode == 0:
        include = f"include_if_exists = '../{place.settings.name}'"
        script = 'printf "%s\\n" "$1" >> "$2"'
        words = ["/bin/sh", "-c", script, "sh", include, str(place.draft / "postgresql.conf")]
        made = accounts.run(words, account=place.account, keep_open=[lock])
    if made.returncode != 0:
        shutil.rmtree(place.draft, ignore_errors=True)
        raise failure(made.stderr, doing="made", place=place)
    place.draft.rename(place.cluster)


def initdb_command(binaries: Binaries, folder: Path) -> list[str]:
    """Checksums, UTF-8, and an order of letters that is the same on every machine and after every upgrade of its C library."""
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return [
        binaries.program("initdb"),
        *("-D", str(folder), "-U", server_settings.SUPERUSER, "-k", "-E", "UTF8", "--no-instructions"),
        *("--auth-local=peer", "--auth-host=scram-sha-256"),
        *(builtin if binaries.major >= 17 else ["--locale=C.UTF-8"]),
    ]


def start(place: Room, *, binaries: Binaries, environ: Mapping[str, str]) -> None:
    """Start the server and wait until it accepts connections. Goes on trying for a while after a crash."""
    socket_folder = room.prepare_socket_folder(place, environ=environ)
    write_settings(place, socket_folder=socket_folder)
    give_up = time.monotonic() + RETRY_SECONDS
    while True:
        server_process.clear_stale_files(place.cluster, socket_folder=socket_folder, port=room.PORT)
        begin_log(place)
        done = accounts.run(pg_ctl(binaries, place, "start", "-l", str(place.log)), account=place.account)
        if done.returncode == 0 or server_process.running(place.cluster):
            return wait_until_ready(place)
        words = done.stderr + place.log.read_text(encoding="utf-8", errors="replace")
        if time.monotonic() >= give_up or not any(sign in words for sign in PASSING_SIGNS):
            raise failure(words, doing="started", place=place)
        time.sleep(0.25)


def write_settings(place: Room, *, socket_folder: Path) -> None:
    """Write the server's settings and rules of access, readable by its account."""
    text = server_settings.settings_text(
        memory=server_settings.memory_bytes(),
        shared_memory=server_settings.shared_memory_bytes(),
        socket_folder=socket_folder,
        access_rules=place.access_rules,
        name_map=place.name_map,
    )
    names = sorted({"root", place.account.name})
    private_file.write(place.settings, text, mode=0o644)
    private_file.write(place.access_rules, server_settings.access_rules_text(), mode=0o644)
    private_file.write(place.name_map, server_settings.name_map_text(names), mode=0o644)


def begin_log(place: Room) -> None:
    """A fresh log for this start; the one before is kept beside it."""
    if place.log.exists():
        place.log.replace(place.log.with_suffix(".log.1"))
    place.log.touch(mode=0o600, exist_ok=False)
    if os.geteuid() == 0:
        os.chown(place.log, place.account.uid, place.account.gid)


def wait_until_ready(place: Room) -> None:
    """Wait for a server that was found starting: another program began it, or died while it did."""
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        process = server_process.running(place.cluster)
        if process is None:
            raise failure(place.log.read_text(encoding="utf-8", errors="replace"), doing="started", place=place)
        if process.ready:
            return
        if time.monotonic() >= give_up:
            raise DatabaseRefused(
                f"The database server (process {process.pid}) has not become ready within {WAIT_SECONDS} seconds.",
                remedy=f"Read {place.log}, and call again when it is done recovering.",
            )
        time.sleep(0.05)


def stop(place: Room, *, binaries: Binaries) -> None:
    """Stop the server: end its connections, write everything down, and wait until it is gone."""
    done = accounts.run(pg_ctl(binaries, place, "stop", "-m", "fast"), account=place.account)
    if done.returncode != 0 and server_process.running(place.cluster):
        raise failure(done.stderr, doing="stopped", place=place)


def pg_ctl(binaries: Binaries, place: Room, *words: str) -> list[str]:
    """A command to the server's own switch."""
    return [binaries.program("pg_ctl"), "-D", str(place.cluster), "-s", "-w", "-t", str(WAIT_SECONDS), *words]


def failure(words: str, *, doing: str, place: Room) -> DatabaseRefused:
    """Turn PostgreSQL's words into one sentence and a remedy."""
    if speaks_of_full_disk(words):
        return no_space(place.frame)
    told = [line for line in words.splitlines() if "FATAL:" in line or "PANIC:" in line or "error:" in line]
    last = (told or [line for line in words.splitlines() if line.strip()] or ["it gave no reason"])[-1]
    reason = last.partition("FATAL:")[2].strip() or last.strip()
    return DatabaseRefused(
        f"The database in {place.frame} could not be {doing}: {reason.rstrip('.')}.",
        remedy=f"Read {place.log} for the whole story, mend the cause and call again.",
    )
