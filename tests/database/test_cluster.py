"""Real servers, on the oldest and the newest PostgreSQL: how they live, how they are set, and who is let in."""

import stat
from pathlib import Path

import psycopg
import pytest

from goodstanding.database import cluster
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server import room, socket_folder
from goodstanding.database.server.binaries import Binaries
from tests.database.asking import do, one, pid_of
from tests.database.conftest import INSTALLED
from tests.database.stranger import as_nobody


def test_a_life(folder: Path, binaries: Binaries) -> None:
    assert cluster.status(folder) == cluster.ClusterStatus(folder / "postgres" / "cluster", None, None, None)
    url = cluster.ensure_running(folder, binaries=binaries)
    pid = pid_of(folder)
    assert cluster.connect_url(folder, {}) == url
    assert pid_of(folder) == pid
    assert str(one(url, "SHOW server_version")).startswith(str(binaries.major))
    do(url, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
    assert cluster.stop(folder)
    assert not cluster.status(folder).running
    assert cluster.status(folder).major == binaries.major
    assert not cluster.stop(folder)
    assert one(cluster.ensure_running(folder), "SELECT n FROM kept") == 7
    assert pid_of(folder) != pid


def test_how_it_is_set(folder: Path, binaries: Binaries) -> None:
    url = cluster.ensure_running(folder, binaries=binaries)
    shown = {
        name: one(url, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "data_checksums", "full_page_writes")
    }
    assert set(shown.values()) == {"on"}
    assert one(url, "SHOW jit") == "off"
    assert one(url, "SHOW server_encoding") == "UTF8"
    assert one(url, "SHOW timezone") == "UTC"
    assert one(url, "SELECT string_agg(w, '' ORDER BY w) FROM unnest('{b,B,a,A,é,z}'::text[]) w") == "ABabzé"
    assert one(url, "SELECT upper('é')") == "É"
    assert one(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert (
        one(url, "SELECT pg_catalog.pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
        == "goodstanding"
    )
    for extension in ("pg_trgm", "btree_gist", "unaccent"):
        do(url, f"CREATE EXTENSION {extension}")


def test_the_only_door_is_a_closed_socket(running: Path) -> None:
    url = cluster.ensure_running(running)
    assert one(url, "SHOW listen_addresses") == ""
    found = room.find(running)
    assert found is not None
    assert stat.S_IMODE((found.frame / "socket").stat().st_mode) == 0o700
    assert stat.S_IMODE((found.frame / "socket" / socket_folder.NAME).stat().st_mode) == 0o700
    pid = pid_of(running)
    opened = {str(handle.readlink()) for handle in Path(f"/proc/{pid}/fd").iterdir()}
    listed = [line.split() for name in ("tcp", "tcp6") if Path(f"/proc/{pid}/net/{name}").exists()
              for line in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:]]  # fmt: skip
    assert not opened & {f"socket:[{fields[9]}]" for fields in listed}
    with pytest.raises(psycopg.OperationalError, match=r"[Pp]eer authentication failed"):
        psycopg.connect(url.replace("//goodstanding@", "//stranger@"))


@pytest.mark.skipif(set(INSTALLED) < {15, 18}, reason="Both versions must be here to choose between them.")
def test_the_programs_that_made_the_cluster_are_chosen(folder: Path) -> None:
    cluster.ensure_running(folder, binaries=INSTALLED[15])
    cluster.stop(folder)
    with pytest.raises(DatabaseRefused, match="made by PostgreSQL 15"):
        cluster.ensure_running(folder, binaries=INSTALLED[18])
    assert str(one(cluster.ensure_running(folder), "SHOW server_version")).startswith("15")


def test_database_url_comes_first(running: Path, tmp_path: Path) -> None:
    url = cluster.ensure_running(running)
    assert cluster.connect_url(tmp_path / "untouched", {"DATABASE_URL": f" {url} "}) == url
    assert not (tmp_path / "untouched").exists()
    with pytest.raises(DatabaseRefused, match="does not name a PostgreSQL database"):
        cluster.connect_url(tmp_path / "untouched", {"DATABASE_URL": "sqlite:///books"})


@pytest.mark.parametrize("name", ["long" * 30, "odd ' , \" % name"])
def test_a_path_that_no_socket_can_have(folder: Path, name: str) -> None:
    deep = folder / name
    try:
        url = cluster.ensure_running(deep)
        assert one(url, "SELECT 1") == 1
        found = room.find(deep)
        assert found is not None
        short = socket_folder.find(found)
        assert short is not None
        assert found.frame not in short.parents
        assert stat.S_IMODE(short.stat().st_mode) == 0o700
        assert cluster.ensure_running(deep) == url
    finally:
        cluster.remove(deep)
    assert not short.exists()


def test_a_moved_data_folder_starts_where_it_is(made: Path) -> None:
    do(cluster.ensure_running(made), "CREATE TABLE kept (n int)")
    cluster.stop(made)
    moved = made.with_name("moved")
    made.rename(moved)
    try:
        assert one(cluster.ensure_running(moved), "SELECT count(*) FROM kept") == 0
        assert str(moved) in (moved / "postgres" / "goodstanding.conf").read_text()
    finally:
        cluster.remove(moved)


@pytest.mark.usefixtures("as_root")
def test_a_folder_that_the_servers_account_cannot_reach(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "OUTSIDE", folder.parent / "outside")
    (folder.parent / "closed").mkdir(mode=0o700)
    hidden = folder.parent / "closed" / "data"
    url = cluster.ensure_running(hidden)
    try:
        where = Path((hidden / "postgres" / room.POINTER).read_text().strip())
        assert where.parent == room.OUTSIDE
        assert cluster.status(hidden).cluster == where / "cluster"
        assert cluster.ensure_running(hidden) == url
        assert stat.S_IMODE((folder.parent / "closed").stat().st_mode) == 0o700
    finally:
        cluster.remove(hidden)
    assert not where.exists()


@pytest.mark.usefixtures("as_root")
def test_an_ordinary_user_and_then_root(folder: Path) -> None:
    folder.parent.chmod(0o777)
    url = as_nobody(lambda: cluster.ensure_running(folder))
    assert url.startswith("postgresql://"), url
    assert cluster.status(folder).account == "nobody"
    assert cluster.ensure_running(folder) == url
    assert as_nobody(lambda: str(cluster.stop(folder))) == "True"
    assert cluster.ensure_running(folder) == url
    assert as_nobody(lambda: cluster.ensure_running(folder)) == url
    assert as_nobody(lambda: str(cluster.stop(folder))) == "True"
    assert as_nobody(lambda: cluster.ensure_running(folder)) == url


@pytest.mark.usefixtures("as_root")
def test_an_ordinary_user_is_not_let_into_roots(running: Path) -> None:
    for deed in (cluster.ensure_running, cluster.status, cluster.stop):
        told = as_nobody(lambda deed=deed: str(deed(running)))  # type: ignore[misc]  # Bound at once.
        assert told.startswith("DatabaseRefused: "), told
        assert "belongs to another account" in told
