import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodstanding.database import data_folder
from goodstanding.database.data_folder import DataFolderRefused
from tests.database.stranger import as_nobody


def test_the_order_of_choices(tmp_path: Path) -> None:
    named = {"GOODSTANDING_DATA": str(tmp_path / "named"), "XDG_DATA_HOME": "/xdg"}
    assert data_folder.data_folder(tmp_path / "chosen", named) == tmp_path / "chosen"
    assert data_folder.data_folder(None, named) == tmp_path / "named"
    assert data_folder.data_folder(None, {"GOODSTANDING_DATA": " "}).name == "var"


def test_the_answer_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_folder.data_folder(Path("here"), {}) == tmp_path / "here"


def test_var_beside_a_checkout_else_the_xdg_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "src" / "goodstanding" / "database" / "data_folder.py"
    assert data_folder.checkout_around(module) is None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "goodstanding").touch()
    assert data_folder.checkout_around(module) is None
    (tmp_path / "pyproject.toml").touch()
    assert data_folder.checkout_around(module) == tmp_path
    monkeypatch.setattr(data_folder, "checkout_around", lambda _: None)
    assert data_folder.data_folder(None, {"XDG_DATA_HOME": "/xdg"}) == Path("/xdg/goodstanding")
    home = {"XDG_DATA_HOME": "not/absolute", "HOME": "/home/pat"}
    assert data_folder.data_folder(None, home) == Path("/home/pat/.local/share/goodstanding")


def test_prepare_makes_what_is_missing_and_twice_changes_nothing(tmp_path: Path) -> None:
    folder = data_folder.prepare(tmp_path / "deep" / "data")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    passage = 0o711 if os.geteuid() == 0 else 0o700
    assert modes == {"postgres": passage, "keys": 0o700, "imports": 0o700, "evidence": 0o700, "logs": 0o700}
    (folder / "keys").chmod(0o500)
    (folder / "keys").chmod(0o700)
    assert data_folder.prepare(folder) == folder


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    for folder in (tmp_path / "data", tmp_path / "data" / "inner"):
        with pytest.raises(DataFolderRefused, match="it is not a folder"):
            data_folder.prepare(folder)


def test_a_path_that_cannot_be_shown(tmp_path: Path) -> None:
    with pytest.raises(DataFolderRefused, match="cannot be shown"):
        data_folder.prepare(tmp_path / "line\nbreak")


@pytest.mark.usefixtures("as_root")
def test_a_folder_that_may_not_be_written(folder: Path) -> None:
    assert "cannot be written by this account" in as_nobody(lambda: str(data_folder.prepare(folder)))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "small", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("No small disk can be mounted here, so the full disk was not tested.")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    folder = data_folder.prepare(small_disk / "data")
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="No space"):
        while True:
            ballast.write(bytes(512))
    with pytest.raises(DataFolderRefused, match=r"is full\. Free at least 1 GB"):
        data_folder.prepare(folder)
