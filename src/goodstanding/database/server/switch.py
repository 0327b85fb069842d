"""Making, starting and stopping a private PostgreSQL server. To be called with the room's lock held."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from goodstanding.database import private_file
from goodstanding.database.refusal import DatabaseRefused, full_disk, speaks_of_full_disk
from goodstanding.database.server import account as accounts
from goodstanding.database.server import process, settings, socket_folder
from goodstanding.database.server.binaries import Binaries
from goodstanding.database.server.room import Room, make_account_folder

WAIT_SECONDS = 300  # Replaying the log after a crash can take minutes.
PAUSE_SECONDS = 0.05
RETRY_SECONDS = 15.0  # For about a second after a crash, orphans of the old server still hold its memory.
PASSING_WORDS = ("still in use", "already exists", "another server might be running", "Is another postmaster")
BUILTIN_LOCALE_SINCE = 17
DISK_LEFT_LEAST = 16 * settings.MEGABYTE


def make_cluster(room: Room, *, binaries: Binaries, lock: int) -> None:
    """Make an empty cluster. It gets its name only when complete, so a kill half-way leaves nothing to repair.

    The programs inherit the lock: if we are killed, the next program waits until they have ended too.
    """
    shutil.rmtree(room.draft, ignore_errors=True)
    make_account_folder(room.draft, account=room.account)
    for command in (initdb(binaries, room.draft), include_settings(room)):
        done = accounts.run(command, account=room.account, keep_open=[lock])
        if done.returncode != 0:
            shutil.rmtree(room.draft, ignore_errors=True)
            raise failure(done.stderr, doing="made", room=room)
    room.draft.rename(room.cluster)


def initdb(binaries: Binaries, folder: Path) -> list[str]:
    """Checksums, UTF-8, and an order of letters that no machine and no upgrade of its C library changes."""
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return [
        binaries.program("initdb"),
        *("-D", str(folder), "-U", settings.SUPERUSER, "-k", "-E", "UTF8", "--no-instructions"),
        *("--auth-local=peer", "--auth-host=scram-sha-256"),
        *(builtin if binaries.major >= BUILTIN_LOCALE_SINCE else ["--locale=C.UTF-8"]),
    ]


def include_settings(room: Room) -> list[str]:
    """Let PostgreSQL's own settings file include ours, by a path that stays true when the data folder is moved."""
    script = 'printf "%s\\n" "$1" >> "$2"'
    include = f"include_if_exists = '../{room.settings.name}'"
    return ["/bin/sh", "-c", script, "sh", include, str(room.draft / "postgresql.conf")]


def start(room: Room, *, binaries: Binaries, environ: Mapping[str, str]) -> None:
    """Start the server and wait until it accepts connections. Goes on trying for a while after a crash."""
    folder = socket_folder.prepare(room, environ=environ)
    refuse_hidden_server(room, folder=folder)
    write_settings(room, folder=folder)
    begin_log(room)
    give_up = time.monotonic() + RETRY_SECONDS
    while True:
        process.clear_stale_files(room.cluster, socket_lock=folder / f"{socket_folder.NAME}.lock")
        done = pg_ctl(binaries, room, "start", "-l", room.log.name)
        if wait_until_ready(room):
            return
        words = done.stderr + log_text(room)
        if time.monotonic() >= give_up or not any(passing in words for passing in PASSING_WORDS):
            raise failure(words, doing="started", room=room)
        time.sleep(PAUSE_SECONDS)


def refuse_hidden_server(room: Room, *, folder: Path) -> None:
    """Two servers on one cluster would ruin it, and PostgreSQL cannot see one in another container."""
    if socket_folder.answers(folder):
        raise DatabaseRefused(
            f"A server that is not among this machine's processes already works on {room.cluster}.",
            remedy="Stop it where it runs (in another container, perhaps), or choose another --data.",
        )


def write_settings(room: Room, *, folder: Path) -> None:
    """Write the server's settings and rules of access, readable by its account."""
    text = settings.settings_text(
        memory=settings.memory_bytes(),
        shared_memory=settings.shared_memory_kind(size=settings.shared_memory_bytes(), uid=room.account.uid),
        socket_folder=folder,
        access_rules=room.access_rules,
        name_map=room.name_map,
    )
    names = sorted({"root", room.account.name})
    private_file.write(room.settings, text, mode=0o644)
    private_file.write(room.access_rules, settings.access_rules_text(), mode=0o644)
    private_file.write(room.name_map, settings.name_map_text(names), mode=0o644)


def begin_log(room: Room) -> None:
    """A fresh log for this start; the one before is kept beside it."""
    if room.log.exists():
        room.log.replace(room.log.with_suffix(".log.1"))
    room.log.touch(mode=0o600, exist_ok=False)
    if os.geteuid() == 0:
        os.chown(room.log, room.account.uid, room.account.gid)


def log_text(room: Room) -> str:
    """What the server said since its last start."""
    return room.log.read_text(encoding="utf-8", errors="replace") if room.log.exists() else ""


def wait_until_ready(room: Room) -> bool:
    """Wait for a server that may still be starting, as when another program began it and died. False if it is gone."""
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        found = process.running(room.cluster)
        if found is None or found.ready:
            return found is not None
        if time.monotonic() >= give_up:
            raise DatabaseRefused(
                f"The database server (process {found.pid}) has not become ready within {WAIT_SECONDS} seconds.",
                remedy=f"Read {room.log}, and call again when it is done recovering.",
            )
        time.sleep(PAUSE_SECONDS)


def stop(room: Room, *, binaries: Binaries) -> None:
    """Stop the server: end its connections, write everything down, and wait until it is gone."""
    done = pg_ctl(binaries, room, "stop", "-m", "fast")
    if done.returncode != 0 and process.running(room.cluster):
        raise failure(done.stderr, doing="stopped", room=room)


def pg_ctl(binaries: Binaries, room: Room, *words: str) -> subprocess.CompletedProcess[str]:
    """Use the server's own switch. It is told short names, for it hands them to a shell without quoting."""
    command = [binaries.program("pg_ctl"), "-D", room.cluster.name, "-s", "-w", "-t", str(WAIT_SECONDS), *words]
    return accounts.run(command, account=room.account, within=room.frame)


def failure(words: str, *, doing: str, room: Room) -> DatabaseRefused:
    """Turn PostgreSQL's words into one sentence and a remedy."""
    if speaks_of_full_disk(words) or shutil.disk_usage(room.frame).free < DISK_LEFT_LEAST:
        return full_disk(room.frame)
    said = [line.strip() for line in words.splitlines() if line.strip()]
    grave = [line for line in said if "FATAL:" in line or "PANIC:" in line or "error:" in line]
    reason = (grave or said or ["it gave no reason"])[-1]
    return DatabaseRefused(
        f"The database in {room.frame} could not be {doing}: {reason.rpartition('FATAL:')[2].strip().rstrip('.')}.",
        remedy=f"Read {room.log} for the whole story, mend the cause and call again.",
    )
