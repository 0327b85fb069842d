"""The private server's settings, worked out from the machine's memory, and its rules of access."""

import os
from collections.abc import Sequence
from pathlib import Path

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE
ROLE = "goodstanding"
DATABASE = "goodstanding"
SUPERUSER = "postgres"
MAP_NAME = "goodstanding"
PORT = 5432
# Containers often get 64 MB of shared memory, in which PostgreSQL's parallel queries fail half-way.
SHARED_MEMORY = Path("/", "dev", "shm")
SHARED_MEMORY_ENOUGH = 512 * MEGABYTE
ORDINARY_UIDS = range(1000, 65534)
MEMORY_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def memory_bytes() -> int:
    """The memory this program may use: the machine's, or its container's if that is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [path.read_text().strip() for path in MEMORY_LIMITS if path.is_file()]
    return min([machine, *(int(limit) for limit in limits if limit.isdigit())])


def shared_memory_bytes() -> int:
    """The room in /dev/shm, where PostgreSQL's parallel workers meet."""
    try:
        found = os.statvfs(SHARED_MEMORY)
    except OSError:
        return 0
    return found.f_blocks * found.f_frsize


def sizes(memory: int) -> dict[str, str]:
    """Memory settings for a machine of `memory` bytes that also runs the web, the worker and the nightly engine.

    >>> sizes(4 * GIGABYTE)["shared_buffers"]
    '512MB'
    """
    return {
        "shared_buffers": megabytes(memory // 8, least=64, most=2048),
        "effective_cache_size": megabytes(memory // 2, least=256, most=64 * 1024),
        "work_mem": megabytes(memory // 512, least=4, most=64),
        "maintenance_work_mem": megabytes(memory // 32, least=64, most=1024),
        "max_wal_size": "4GB" if memory >= 8 * GIGABYTE else "1GB",
    }


def megabytes(size: int, *, least: int, most: int) -> str:
    """`size` bytes in PostgreSQL's writing, kept between two bounds in megabytes."""
    return f"{min(max(size // MEGABYTE, least), most)}MB"


def shared_memory_kind(*, size: int, uid: int) -> str:
    """Where parallel workers meet: in shared memory, or in files where that cannot be relied on.

    When an ordinary user logs out, systemd removes that user's shared memory, and the server is to outlive the visit.
    """
    return "posix" if size >= SHARED_MEMORY_ENOUGH and uid not in ORDINARY_UIDS else "mmap"


def settings_text(*, memory: int, shared_memory: str, socket_folder: Path, access_rules: Path, name_map: Path) -> str:
    """The settings file. It is written anew at every start, so it follows the data folder when that is moved."""
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "hba_file": str(access_rules),
        "ident_file": str(name_map),
        "password_encryption": "scram-sha-256",
        "cluster_name": "goodstanding",
        **sizes(memory),
        "dynamic_shared_memory_type": shared_memory,
        "max_connections": "100",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "wal_compression": "on",
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_checkpoints": "off",
    }
    lines = [f"{name} = {quoted(value)}" for name, value in settings.items()]
    return "\n".join(["# Written by Goodstanding at every start; changes in here do not last.", *lines, ""])


def quoted(value: str) -> str:
    """A value in PostgreSQL's settings file."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def access_rules_text() -> str:
    """Who may connect: over the socket those whom the name map knows; over TCP, if ever opened, by password."""
    return f"local all all peer map={MAP_NAME}\nhost all all all scram-sha-256\n"


def name_map_text(names: Sequence[str]) -> str:
    """Which accounts of the operating system may be which role. Root is one of them: it could be anybody anyway."""
    return "".join(f'{MAP_NAME} "{name}" {role}\n' for name in names for role in (ROLE, SUPERUSER))
