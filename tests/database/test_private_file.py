import os
import stat
from pathlib import Path

import pytest

from goodstanding.database import private_file


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings"
    private_file.write(path, "old\n")
    private_file.write(path, "new\n", mode=0o644)
    assert path.read_text() == "new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(tmp_path.iterdir()) == [path]


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("kept")
    (tmp_path / "settings").symlink_to(target)
    private_file.write(tmp_path / "settings", "ours")
    assert target.read_text() == "kept"
    assert (tmp_path / "settings").read_text() == "ours"


def test_a_draft_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        private_file.write(tmp_path / "settings", "\ud800")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o750)
    private_file.make_folder(tmp_path / "theirs", mode=0o700)
    assert stat.S_IMODE((tmp_path / "theirs").stat().st_mode) == 0o750
    private_file.make_folder(tmp_path / "ours", mode=0o700)
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == 0o700


@pytest.mark.usefixtures("as_root")
def test_roots_files_belong_to_the_owner_of_the_folder(tmp_path: Path) -> None:
    os.chown(tmp_path, 65534, 65534)
    private_file.write(tmp_path / "file", "x")
    private_file.make_folder(tmp_path / "folder", mode=0o700)
    assert {(tmp_path / name).stat().st_uid for name in ("file", "folder")} == {65534}


def test_a_new_folder_has_the_rights_it_was_made_with(tmp_path: Path) -> None:
    tmp_path.chmod(0o2755)
    before = os.umask(0o077)
    private_file.make_folder(tmp_path / "passage", mode=0o711)
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "passage").stat().st_mode) == 0o711
