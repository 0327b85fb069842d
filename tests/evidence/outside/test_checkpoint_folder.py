"""Checkpoints are kept whole, and the longest log counts."""

import fcntl
from pathlib import Path

import pytest

from goodstanding.evidence import seal
from goodstanding.evidence.outside import checkpoint_folder
from goodstanding.evidence.seal import SealBroken
from tests.evidence.sample_log import KEY, VERIFIER


def keep(folder: Path, size: int) -> Path:
    note = seal.sign(size, b"r" * 32, key=KEY)
    return checkpoint_folder.keep(note, folder=folder, size=size, verifier=VERIFIER)


def test_a_new_folder_holds_no_checkpoint(tmp_path: Path) -> None:
    assert checkpoint_folder.notes(tmp_path / "none") == []
    assert checkpoint_folder.newest(tmp_path / "none", verifier=VERIFIER) is None


def test_the_longest_log_counts_and_not_the_order_of_names(tmp_path: Path) -> None:
    for size in (9, 100, 20):
        keep(tmp_path, size)
    newest = checkpoint_folder.newest(tmp_path, verifier=VERIFIER)
    assert newest is not None
    assert newest.size == 100
    assert [path.name for path in checkpoint_folder.notes(tmp_path)] == [
        "checkpoint-9.txt",
        "checkpoint-20.txt",
        "checkpoint-100.txt",
    ]


def test_an_old_note_put_in_place_of_the_latest_does_not_make_us_forget(tmp_path: Path) -> None:
    old = keep(tmp_path, 5).read_text()
    keep(tmp_path, 8)
    (tmp_path / checkpoint_folder.LATEST).write_text(old)
    newest = checkpoint_folder.newest(tmp_path, verifier=VERIFIER)
    assert newest is not None
    assert newest.size == 8


def test_the_latest_note_and_the_public_key_lie_beside(tmp_path: Path) -> None:
    path = keep(tmp_path, 5)
    assert (tmp_path / checkpoint_folder.LATEST).read_text() == path.read_text()
    assert seal.read_verifier((tmp_path / checkpoint_folder.PUBLIC_KEY).read_text()) == VERIFIER
    assert not list(tmp_path.glob("*.new"))


def test_a_forged_newest_checkpoint_is_refused(tmp_path: Path) -> None:
    path = keep(tmp_path, 5)
    path.write_text(path.read_text().replace("\n5\n", "\n6\n"))
    with pytest.raises(SealBroken):
        checkpoint_folder.newest(tmp_path, verifier=VERIFIER)


def test_the_witness_grows_from_where_it_was(tmp_path: Path) -> None:
    assert checkpoint_folder.witnessed_size(tmp_path, sealed_size=2) == 0
    checkpoint_folder.extend_witness(tmp_path, [b"a" * 32, b"b" * 32], start=0)
    assert checkpoint_folder.witnessed_size(tmp_path, sealed_size=2) == 2
    checkpoint_folder.extend_witness(tmp_path, [b"c" * 32], start=2)
    assert (tmp_path / checkpoint_folder.WITNESS).read_bytes() == b"a" * 32 + b"b" * 32 + b"c" * 32


def test_what_an_interrupted_run_noted_is_dropped(tmp_path: Path) -> None:
    checkpoint_folder.extend_witness(tmp_path, [b"a" * 32, b"x" * 32, b"y" * 5], start=0)
    start = checkpoint_folder.witnessed_size(tmp_path, sealed_size=1)
    checkpoint_folder.extend_witness(tmp_path, [b"b" * 32], start=start)
    assert (tmp_path / checkpoint_folder.WITNESS).read_bytes() == b"a" * 32 + b"b" * 32


def test_the_folder_is_held_by_one_program_only(tmp_path: Path) -> None:
    with checkpoint_folder.held(tmp_path), (tmp_path / ".lock").open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with (tmp_path / ".lock").open() as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
