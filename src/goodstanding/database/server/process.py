"""Is the server that postmaster.pid speaks of really running?

After a kill -9 the file stays behind. Its process number may belong to nobody, to a zombie, or to a stranger that got
the same number since; PostgreSQL itself takes the last two for a running server and refuses to start.
"""

import os
from dataclasses import dataclass
from pathlib import Path

PID_FILE = "postmaster.pid"
STATE_LINE = 7
START_FIELD = 19
PROCESSES = Path("/proc")
# postmaster.pid holds whole seconds, and the time since boot is counted in hundredths.
START_TOLERANCE_SECONDS = 5


@dataclass(frozen=True)
class ServerProcess:
    """What postmaster.pid says: process number, start in seconds since 1970, and whether connections are accepted."""

    pid: int
    started_at: int
    ready: bool


def recorded(cluster: Path) -> ServerProcess | None:
    """What postmaster.pid says, true or not; None without a complete one."""
    try:
        lines = (cluster / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    try:
        state = lines[STATE_LINE].strip() if len(lines) > STATE_LINE else ""
        return ServerProcess(pid=abs(int(lines[0])), started_at=int(lines[2]), ready=state == "ready")
    except (IndexError, ValueError):
        return None


def running(cluster: Path) -> ServerProcess | None:
    """The server of this cluster if it lives; None if it does not, whatever postmaster.pid says."""
    said = recorded(cluster)
    return said if said is not None and is_server(said, cluster=cluster) else None


def is_server(said: ServerProcess, *, cluster: Path) -> bool:
    """Does that process live, and is it this server?

    A server works inside its cluster's folder, so that settles it where we may look. Where we may not, the process must
    have started when the file says; that alone would fail after the machine's clock was set.
    """
    if not is_alive(said.pid):
        return False
    place = working_folder(said.pid)
    if place is not None:
        return place == cluster.resolve()
    started = started_at(said.pid)
    return started is not None and abs(started - said.started_at) <= START_TOLERANCE_SECONDS


def is_alive(pid: int) -> bool:
    """Does the process exist, and is it more than a zombie?"""
    fields = stat_fields(pid)
    return fields is not None and fields[0] not in ("Z", "X")


def stat_fields(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the program's name, which may itself hold spaces and brackets."""
    try:
        return (PROCESSES / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None


def started_at(pid: int) -> float | None:
    """When the process started, in seconds since 1970."""
    fields = stat_fields(pid)
    boot = [line.split()[1] for line in (PROCESSES / "stat").read_text().splitlines() if line.startswith("btime ")]
    if fields is None or not boot:
        return None
    return int(boot[0]) + int(fields[START_FIELD]) / os.sysconf("SC_CLK_TCK")


def working_folder(pid: int) -> Path | None:
    """The folder the process works in; None if we may not know."""
    try:
        return (PROCESSES / str(pid) / "cwd").readlink()
    except OSError:
        return None


def survivors(cluster: Path) -> list[int]:
    """Processes that still work inside the cluster's folder: what a killed server leaves behind for a moment."""
    place = cluster.resolve()
    numbers = [int(entry.name) for entry in PROCESSES.iterdir() if entry.name.isdigit()]
    return [pid for pid in numbers if working_folder(pid) == place and is_alive(pid)]


def clear_stale_files(cluster: Path, *, socket_lock: Path) -> None:
    """Remove the marks of a dead server that PostgreSQL would take for a living one.

    PostgreSQL itself asks only whether some process has the number, zombies and strangers included. Nothing is removed
    while any process of the old server lives: its memory may still be in use.
    """
    if running(cluster) is None and not survivors(cluster):
        (cluster / PID_FILE).unlink(missing_ok=True)
        socket_lock.unlink(missing_ok=True)
