from pathlib import Path

import pytest

from goodstanding.database.server import settings
from goodstanding.database.server.settings import GIGABYTE, MEGABYTE


@pytest.mark.parametrize(
    ("memory", "buffers", "work", "log"),
    [
        (GIGABYTE // 4, "64MB", "4MB", "1GB"),
        (2 * GIGABYTE, "256MB", "4MB", "1GB"),
        (8 * GIGABYTE - 1, "1023MB", "15MB", "1GB"),
        (8 * GIGABYTE, "1024MB", "16MB", "4GB"),
        (24 * GIGABYTE, "2048MB", "48MB", "4GB"),
        (512 * GIGABYTE, "2048MB", "64MB", "4GB"),
    ],
)
def test_sizes_follow_the_memory(memory: int, buffers: str, work: str, log: str) -> None:
    found = settings.sizes(memory)
    assert (found["shared_buffers"], found["work_mem"], found["max_wal_size"]) == (buffers, work, log)


def test_a_container_counts_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = settings.memory_bytes()
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(settings, "MEMORY_LIMITS", (limit, tmp_path / "absent"))
    for text, memory in (("max\n", machine), (f"{GIGABYTE}\n", GIGABYTE), ("9223372036854771712\n", machine)):
        limit.write_text(text)
        assert settings.memory_bytes() == min(memory, machine)


def test_shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.shared_memory_bytes() > 0
    monkeypatch.setattr(settings, "SHARED_MEMORY", tmp_path / "absent")
    assert settings.shared_memory_bytes() == 0


def text(**changed: object) -> str:
    found = {"memory": GIGABYTE, "shared_memory": "posix", "socket_folder": Path("/s"), "access_rules": Path("/a")}
    words = found | {"name_map": Path("/n")} | changed
    return settings.settings_text(**words)  # type: ignore[arg-type]  # One dictionary of several types.


def test_what_must_never_be_off() -> None:
    lines = text().splitlines()
    assert {"fsync = 'on'", "full_page_writes = 'on'", "synchronous_commit = 'on'", "listen_addresses = ''"} <= set(
        lines
    )
    assert "unix_socket_permissions = '0700'" in lines


def test_little_shared_memory_is_not_leaned_on() -> None:
    assert settings.shared_memory_kind(size=512 * MEGABYTE, uid=101) == "posix"
    assert settings.shared_memory_kind(size=512 * MEGABYTE - 1, uid=101) == "mmap"
    assert "dynamic_shared_memory_type = 'mmap'" in text(shared_memory="mmap")


@pytest.mark.parametrize(("uid", "kind"), [(999, "posix"), (1000, "mmap"), (65533, "mmap"), (65534, "posix")])
def test_an_ordinary_user_logs_out_and_the_server_stays(uid: int, kind: str) -> None:
    assert settings.shared_memory_kind(size=GIGABYTE, uid=uid) == kind


def test_odd_paths_are_quoted() -> None:
    assert r"hba_file = '/it''s\\here'" in text(access_rules=Path("/it's\\here"))


def test_who_may_be_whom() -> None:
    assert settings.name_map_text(["pat"]) == 'goodstanding "pat" goodstanding\ngoodstanding "pat" postgres\n'
    assert settings.access_rules_text().splitlines()[0] == "local all all peer map=goodstanding"
    assert "trust" not in settings.access_rules_text()
