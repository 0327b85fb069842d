"""What a measurement was made on, and how much memory it took: this program's and the database server's, apart.

For `goodstanding bench`. Read from /proc, so on Linux only; elsewhere the figures are absent.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from goodstanding.database.server import process, settings

SAMPLE_SECONDS = 0.1
SERVER_EVERY = 20
"""The server is looked at every so many times: counting what its processes share takes the machine a while."""
MEGABYTE = 1024 * 1024
KILOBYTE = 1024
PARENT_FIELD = 1


def machine() -> dict[str, object]:
    """The processor's name, how many cores this program may use, and the memory in megabytes."""
    return {
        "processor": processor(Path("/proc/cpuinfo").read_text(errors="replace")),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": settings.memory_bytes() // MEGABYTE,
    }


def processor(cpu_list: str) -> str:
    """The first model name in /proc/cpuinfo, or what there is instead."""
    for line in cpu_list.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in {"model name", "Model", "cpu model"}:
            return value.strip()
    return os.uname().machine


@dataclass
class Peak:
    """The most memory seen so far, in bytes: of this program with its children, and of the database server."""

    own: int = 0
    server: int = 0
    _ended: threading.Event = field(default_factory=threading.Event)

    def figures(self) -> dict[str, object]:
        """Both peaks in megabytes, as the reports print them."""
        return {"peak_mb": round(self.own / MEGABYTE), "postgres_peak_mb": round(self.server / MEGABYTE)}

    def sample(self, server: int | None, *, of_server: bool = True) -> None:
        """Look once; `server` is the process number of the database server, if it runs here."""
        parents = parents_of_all()
        theirs = family(server, parents=parents) if server is not None else set()
        own = family(os.getpid(), parents=parents) - theirs
        self.own = max(self.own, sum(resident(pid) for pid in own))
        if of_server:
            self.server = max(self.server, sum(proportional(pid) for pid in theirs))

    def watch(self, cluster: Path | None) -> None:
        """Look again and again, until told to end."""
        looks = 0
        while not self._ended.wait(SAMPLE_SECONDS):
            found = process.running(cluster) if cluster is not None else None
            self.sample(found.pid if found else None, of_server=looks % SERVER_EVERY == 0)
            looks += 1

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()


@contextmanager
def watched(cluster: Path | None) -> Iterator[Peak]:
    """Watch memory while something runs; `cluster` is the folder of the server's rows, None for a server elsewhere."""
    peak = Peak()
    watcher = threading.Thread(target=peak.watch, args=(cluster,), daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        peak.end()
        watcher.join()


def parents_of_all() -> dict[int, int]:
    """Every process of the machine and its parent."""
    found = {}
    for entry in process.PROCESSES.iterdir():
        if entry.name.isdigit():
            fields = process.stat_fields(int(entry.name))
            if fields is not None:
                found[int(entry.name)] = int(fields[PARENT_FIELD])
    return found


def family(pid: int, *, parents: dict[int, int]) -> set[int]:
    """A process and everything it started, directly or not."""
    found, added = {pid}, {pid}
    while added:
        added = {child for child, parent in parents.items() if parent in added} - found
        found |= added
    return found


def resident(pid: int) -> int:
    """Bytes of memory that a process holds, what it shares included; 0 once it is gone."""
    try:
        pages = (process.PROCESSES / str(pid) / "statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def proportional(pid: int) -> int:
    """Bytes of memory of a process, what it shares divided by those it shares with; 0 once it is gone."""
    try:
        lines = (process.PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    sizes = [line.split()[1] for line in lines if line.startswith("Pss:")]
    return int(sizes[0]) * KILOBYTE if sizes else 0
