"""The shelf: a batch is there whole or not at all, wherever somebody died, and the record says the same."""

import os
from pathlib import Path

import pytest

from goodstanding.outreach.channels.letter.print_house import shelf as shelves
from goodstanding.outreach.channels.letter.print_house.manifest import Manifest
from goodstanding.outreach.channels.letter.print_house.shelf import Shelf

DEEDS = ("mkdir", "rename", "chmod")


class Died(BaseException):
    """The process was killed at this very deed."""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "books", tmp_path / "print")


def make(shelf: Shelf, batch: str) -> None:
    with shelf.held():
        record, shown = shelf.begin(batch)
        told = Manifest(batch, str(shelf.folder), two_sided=False, pages=1, sheets=1, pdf_sha256="", copies_sha256="")
        for folder in (record, shown):
            (folder / shelves.MANIFEST_JSON).write_bytes(told.as_json())
        (shown / shelves.LETTERS).write_bytes(b"pdf")
        (record / shelves.COPIES).write_bytes(b"zip")
        shelf.put(batch)


def there(shelf: Shelf) -> tuple[list[str], list[str]]:
    """Return the batches on record, and those the print house sees."""
    seen = [path.name for path in shelf.folder.glob("[!.]*")] if shelf.folder.exists() else []
    return sorted(shelf.batches()), sorted(seen)


def test_a_batch_is_in_both_folders_and_cannot_be_written_to(shelf: Shelf) -> None:
    make(shelf, "b1")
    assert there(shelf) == (["b1"], ["b1"])
    for path in (shelf.folder / "b1" / shelves.LETTERS, shelf.record_of("b1") / shelves.COPIES):
        assert path.stat().st_mode & 0o777 == 0o440
    told = shelf.manifest_of("b1")
    assert told is not None
    assert told.batch == "b1"
    assert shelf.manifest_of("b2") is None


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("moved", [False, True])
def test_whoever_dies_leaves_a_whole_batch_or_none(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, deed: str, moved: bool
) -> None:
    """Dies at the first, the second, the third … deed of its kind, until the batch is made undisturbed."""
    make(shelf, "earlier")
    for fatal in range(1, 12):
        _die_at(monkeypatch, deed, fatal)
        try:
            make(shelf, "b1")
        except Died:
            monkeypatch.undo()
        else:
            monkeypatch.undo()
            assert fatal > 1, "Nothing was tried."
            break
        later = Shelf(shelf.data_folder, shelf.folder.with_name("elsewhere")) if moved else shelf
        with later.held():
            on_record, seen = there(shelf)
            assert on_record == seen, f"died at {deed} {fatal}"
            assert not list(shelf.records.glob(".*.part"))
        if "b1" in on_record:
            break
    make(shelf, "b2")
    assert {"earlier", "b2"} <= set(there(shelf)[0])


def test_who_dies_while_clearing_away_leaves_it_to_the_next(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for fatal in range(1, 8):
        _die_at(monkeypatch, "rename", 2)
        with pytest.raises(Died):
            make(shelf, "b1")
        monkeypatch.undo()
        assert there(shelf) == (["b1"], [])
        _die_at(monkeypatch, "rename", fatal)
        try:
            with shelf.held():
                pass
        except Died:
            pass
        monkeypatch.undo()
        with shelf.held():
            assert there(shelf) == ([], [])
    make(shelf, "b1")
    assert there(shelf) == (["b1"], ["b1"])


@pytest.mark.parametrize("name", ["", "../b", ".b", "a/b", "a" * 65, "a\n"])
def test_a_batch_has_a_plain_name(shelf: Shelf, name: str) -> None:
    with pytest.raises(ValueError, match="cannot name a batch"):
        shelf.record_of(name)


def _die_at(monkeypatch: pytest.MonkeyPatch, deed: str, fatal: int) -> None:
    """Let the process die right before a deed, counted from 1."""
    done = [0]
    real = getattr(os, deed)

    def dying(*args: object, **other: object) -> object:
        done[0] += 1
        if done[0] == fatal:
            raise Died
        return real(*args, **other)

    monkeypatch.setattr(os, deed, dying)
