"""Secrets are made once and kept to their owner."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from goodstanding.database.secret import read_or_make


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    first = read_or_make(tmp_path / "keys", "web")
    assert len(first) >= 48
    assert read_or_make(tmp_path / "keys", "web") == first
    assert read_or_make(tmp_path / "keys", "other") != first


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    read_or_make(tmp_path / "keys", "web")
    assert stat.S_IMODE((tmp_path / "keys" / "web").stat().st_mode) == 0o600


def test_two_programs_that_start_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: read_or_make(tmp_path / "keys", "web"), range(32)))
    assert len(found) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["web"]
