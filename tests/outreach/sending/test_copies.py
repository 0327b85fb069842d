"""Copies in the data folder: found by their place, believed by their hash, never outside the folder."""

import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from goodstanding.outreach.sending.copies import bytes_in
from goodstanding.outreach.sending.wanted import MessageRefused

LETTER = b"%PDF a letter"
HASH = sha256(LETTER).hexdigest()


def test_a_file_and_a_member_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(LETTER)
    with zipfile.ZipFile(tmp_path / "batch.zip", "w") as archive:
        archive.writestr("1.pdf", LETTER)
    assert bytes_in(tmp_path, "one.pdf", sha256=HASH) == bytes_in(tmp_path, "batch.zip#1.pdf", sha256=HASH) == LETTER


@pytest.mark.parametrize("place", ["gone.pdf", "one.pdf#inside", "batch.zip#gone"])
def test_what_is_not_there_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "one.pdf").write_bytes(LETTER)
    with zipfile.ZipFile(tmp_path / "batch.zip", "w") as archive:
        archive.writestr("1.pdf", LETTER)
    with pytest.raises(MessageRefused, match="is not where it was kept"):
        bytes_in(tmp_path, place, sha256=HASH)


def test_what_was_changed_is_not_given_out(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(LETTER + b"!")
    with pytest.raises(MessageRefused, match="is not what was sent"):
        bytes_in(tmp_path, "one.pdf", sha256=HASH)


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(LETTER)
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(MessageRefused, match="outside the data folder"):
        bytes_in(inner, "../secret", sha256=HASH)
