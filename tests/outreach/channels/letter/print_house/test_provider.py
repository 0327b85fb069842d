"""The print house as a provider: batches, their sums, the same batch twice, and a kill in the middle."""

import csv
import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from goodstanding.outreach.channels.letter.press import press
from goodstanding.outreach.channels.letter.print_house.binding import count_pages
from goodstanding.outreach.channels.letter.print_house.provider import PrintFolder
from goodstanding.outreach.channels.letter.print_house.shelf import Shelf
from goodstanding.outreach.channels.provider import Consignment, Outcome
from goodstanding.outreach.message.learned import read_placed
from tests.forking import in_child, timed
from tests.outreach.channels.letter.print_house.consigned import consigned

AT = datetime(2026, 11, 22, tzinfo=UTC)
KILLS = 200 if os.environ.get("GOODSTANDING_LONG") else 12


@pytest.fixture
def house(tmp_path: Path) -> PrintFolder:
    return PrintFolder(Shelf(tmp_path / "books", tmp_path / "print"))


def words(outcomes: list[Outcome]) -> list[str]:
    return [one.word for one in outcomes]


def test_a_batch_is_one_file_a_list_and_a_copy_of_each(house: PrintFolder) -> None:
    letters = [consigned(1), consigned(2, pages=3), consigned(3, is_pressed=True)]
    outcomes = house.send_batch(letters, batch_key="b1")
    assert [(one.word, one.reference) for one in outcomes] == [("accepted", f"b1/{number}") for number in (1, 2, 3)]
    shown = house.shelf.folder / "b1"
    assert sorted(path.name for path in shown.iterdir()) == ["letters.pdf", "manifest.csv", "manifest.json"]
    told = house.shelf.manifest_of("b1")
    assert told is not None
    assert (told.pages, told.sheets) == (5, 5) == (count_pages((shown / "letters.pdf").read_bytes()), 5)
    assert told.pdf_sha256 == sha256((shown / "letters.pdf").read_bytes()).hexdigest()
    assert [(one.first_page, one.last_page, one.sheets) for one in told.letters] == [(1, 1, 1), (2, 4, 3), (5, 5, 1)]
    rows = list(csv.DictReader((shown / "manifest.csv").open(newline="")))
    assert [row["sha256"] for row in rows] == [one.sha256 for one in told.letters]
    for one, outcome in zip(letters, outcomes, strict=True):
        (part,) = outcome.sent
        assert copy_at(house, read_placed(part).place) == (one.pdf or press(one.page))
        assert sha256(copy_at(house, read_placed(part).place)).hexdigest() == read_placed(part).sha256


def test_a_letter_abroad_says_so_in_the_list(house: PrintFolder) -> None:
    abroad = consigned(1, lines=("Paula Placeholder", "Calle 1", "06000 Ciudad de México", "MEXICO"))
    house.send_batch([abroad, consigned(2)], batch_key="b1")
    told = house.shelf.manifest_of("b1")
    assert told is not None
    assert [one.country for one in told.letters] == ["MX", "US"]


def test_on_two_sides_sheets_are_half_the_pages(tmp_path: Path) -> None:
    house = PrintFolder(Shelf(tmp_path / "books", tmp_path / "print"), two_sided=True)
    house.send_batch([consigned(1, pages=3), consigned(2)], batch_key="b1")
    told = house.shelf.manifest_of("b1")
    assert told is not None
    assert (told.pages, told.sheets) == (6, 3)
    assert [one.sheets for one in told.letters] == [2, 1]


def test_the_same_batch_again_is_the_same_batch(house: PrintFolder) -> None:
    letters = [consigned(1), consigned(2)]
    first = house.send_batch(letters, batch_key="b1")
    before = (house.shelf.folder / "b1" / "letters.pdf").stat()
    assert house.send_batch(letters, batch_key="b1") == first
    assert (house.shelf.folder / "b1" / "letters.pdf").stat() == before


def test_one_that_cannot_be_printed_holds_up_no_other(house: PrintFolder) -> None:
    letters = [consigned(1), consigned(2, lines=("王小明", "1 Sample Street")), consigned(3)]
    broken = Consignment("act:4/6b023080-1", 4, 1, "letter", "P", pdf=b"%PDF-1.7 no")
    outcomes = house.send_batch([*letters, broken], batch_key="b1")
    assert words(outcomes) == ["accepted", "failed", "accepted", "failed"]
    assert "no font has the characters" in outcomes[1].reason
    assert "no PDF as our press writes it" in outcomes[3].reason
    assert words(house.send_batch([*letters, broken], batch_key="b1")) == words(outcomes)
    assert words(house.send_batch([broken], batch_key="b2")) == ["failed"]
    assert house.shelf.batches() == ["b1"]
    assert not list(house.shelf.folder.glob(".*"))


def test_a_folder_that_cannot_be_used_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "print").write_text("a file where a folder should be")
    house = PrintFolder(Shelf(tmp_path / "books", tmp_path / "print"))
    outcomes = house.send_batch([consigned(1), consigned(2)], batch_key="b1")
    assert [(one.word, one.stops) for one in outcomes] == [("put_off", True)] * 2
    assert "The folder for the print house cannot be used" in outcomes[0].reason


def test_a_letter_is_found_where_it_is_and_nowhere_else(house: PrintFolder) -> None:
    house.send_batch([consigned(1), consigned(2)], batch_key="b1")
    house.send_batch([consigned(3)], batch_key="b2")
    assert house.look_up(consigned(2), asked_at=AT) == ("accepted", "b1/2", "")
    assert house.look_up(consigned(3), asked_at=AT).reference == "b2/1"
    assert house.look_up(consigned(4), asked_at=AT).word == "absent"


def test_nobody_can_tell_while_the_folder_is_away(house: PrintFolder) -> None:
    house.send_batch([consigned(1)], batch_key="b1")
    house.shelf.folder.rename(house.shelf.folder.with_name("away"))
    assert house.look_up(consigned(1), asked_at=AT).word == "cannot tell"


def test_a_print_house_may_take_its_batch_away(house: PrintFolder) -> None:
    house.send_batch([consigned(1)], batch_key="b1")
    (house.shelf.folder / "b1").rename(house.shelf.folder.parent / "taken")
    assert house.look_up(consigned(1), asked_at=AT).word == "accepted"


def test_many_letters_are_pressed_by_several_processes(tmp_path: Path) -> None:
    house = PrintFolder(Shelf(tmp_path / "books", tmp_path / "print"), workers=2)
    letters = [consigned(number) for number in range(1, 61)]
    assert set(words(house.send_batch(letters, batch_key="b1"))) == {"accepted"}
    house.close()
    house.close()
    one = PrintFolder(Shelf(tmp_path / "other", tmp_path / "print2"))
    one.send_batch(letters, batch_key="b1")
    for name in ("letters.pdf", "manifest.csv"):
        assert (tmp_path / "print" / "b1" / name).read_bytes() == (tmp_path / "print2" / "b1" / name).read_bytes()


def test_killed_anywhere_a_batch_is_whole_or_not_there(tmp_path: Path) -> None:
    """What the record says, what the print house sees and what looking up finds are the same after every kill."""
    letters = [consigned(number, is_pressed=True) for number in range(1, 41)]

    def send(batch: str) -> None:
        PrintFolder(Shelf(tmp_path / "books", tmp_path / "print")).send_batch(letters, batch_key=batch)

    clean, dice = timed(lambda: send("clean")), Random(7)
    house = PrintFolder(Shelf(tmp_path / "books", tmp_path / "print"))
    whole = (tmp_path / "print" / "clean" / "letters.pdf").read_bytes()
    for number in range(KILLS):
        batch = f"killed-{number}"
        in_child(lambda batch=batch: send(batch), kill_after=dice.uniform(0, clean))  # type: ignore[misc]
        with house.shelf.held():
            on_record = set(house.shelf.batches())
        seen = {path.name for path in (tmp_path / "print").glob("[!.]*")}
        assert on_record == seen
        assert not list((tmp_path / "print").glob(".*"))
        assert set(words(house.send_batch(letters, batch_key=batch))) == {"accepted"}
        assert (tmp_path / "print" / batch / "letters.pdf").read_bytes() == whole


def copy_at(house: PrintFolder, place: str) -> bytes:
    archive, _, name = place.partition("#")
    with ZipFile(house.shelf.data_folder / archive) as copies:
        return copies.read(name)
