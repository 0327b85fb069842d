"""Copies are read from their archive, and are what they were or are refused."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from goodstanding.outreach.channels.letter.print_house.copies import CopyLost, read_copy

HASH = sha256(b"a letter").hexdigest()
PLACE = "letters/b1/copies.zip#one.pdf"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    (tmp_path / "letters" / "b1").mkdir(parents=True)
    with ZipFile(tmp_path / "letters" / "b1" / "copies.zip", "w") as copies:
        copies.writestr("one.pdf", b"a letter")
    (tmp_path / "plain.pdf").write_bytes(b"a letter")
    return tmp_path


@pytest.mark.parametrize("place", [PLACE, "plain.pdf"])
def test_a_copy_is_read(books: Path, place: str) -> None:
    assert read_copy(books, place, sha256_hex=HASH) == b"a letter"


@pytest.mark.parametrize(
    "place",
    ["letters/b1/copies.zip#two.pdf", "letters/b2/copies.zip#one.pdf", "plain.pdf#one.pdf", "../x", "/etc/passwd"],
)
def test_what_is_not_there_is_refused(books: Path, place: str) -> None:
    with pytest.raises(CopyLost):
        read_copy(books, place, sha256_hex=HASH)


def test_a_changed_copy_is_refused(books: Path) -> None:
    with pytest.raises(CopyLost, match="was changed"):
        read_copy(books, PLACE, sha256_hex="0" * 64)
