from pathlib import Path

import pytest

from goodstanding.database import cluster, doctor
from goodstanding.database.doctor import Finding
from goodstanding.database.server import binaries


def look(folder: Path, **environ: str) -> dict[str, Finding]:
    return {finding.name: finding for finding in doctor.check(folder, environ)}


def test_before_the_first_use_all_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    found = look(tmp_path / "data")
    assert list(found) == ["Python", "Data folder", "Disk", "Keys", "PostgreSQL", "Cluster", "Socket", "Server"]
    assert all(finding.ok and not finding.remedy and finding.sentence for finding in found.values())
    assert not (tmp_path / "data").exists()


def test_a_running_server_is_described(running: Path) -> None:
    found = look(running)
    assert all(finding.ok for finding in found.values())
    assert f"process {cluster.status(running).pid}" in found["Server"].sentence
    assert f"made by PostgreSQL {cluster.status(running).major}" in found["Cluster"].sentence


def test_open_keys(running: Path) -> None:
    (running / "keys").chmod(0o750)
    try:
        assert look(running)["Keys"].remedy == f"Call: chmod 700 {running / 'keys'}"
    finally:
        (running / "keys").chmod(0o700)
    assert look(running)["Keys"].ok


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    assert not look(tmp_path / "data")["Data folder"].ok


def test_too_little_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "DISK_BYTES_LEAST", 2**62)
    assert not look(tmp_path)["Disk"].ok


def test_too_old_a_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PYTHON_OLDEST", (99, 0))
    assert not look(tmp_path)["Python"].ok


def test_no_postgresql(running: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "installed", list[binaries.Binaries])
    found = look(running)
    assert not found["PostgreSQL"].ok
    assert not found["Cluster"].ok


def test_a_database_outside(running: Path, tmp_path: Path) -> None:
    url = cluster.ensure_running(running)
    found = look(tmp_path, DATABASE_URL=url)
    assert list(found) == ["Python", "Data folder", "Disk", "Keys", "Database"]
    assert found["Database"].ok
    wrong = look(tmp_path, DATABASE_URL="mysql://localhost/books")["Database"]
    assert not wrong.ok
    assert wrong.remedy.startswith("Write it like")
