import csv
import re
from pathlib import Path

from goodstanding.money.amount import Amount
from goodstanding.sample_book import words
from goodstanding.sample_book.placements import write_placements
from tests.sample_book.sample import AS_OF


def written(folder: Path, *, rows: int, seed: int = 1) -> list[dict[str, str]]:
    found = write_placements(folder, rows=rows, seed=seed, as_of=AS_OF)
    assert found.map.exists()
    with found.file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    files = [
        write_placements(tmp_path / name, rows=300, seed=seed, as_of=AS_OF).file.read_bytes()
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]
    assert files[0] == files[1] != files[2]


def test_as_many_rows_as_asked_in_order(tmp_path: Path) -> None:
    rows = written(tmp_path, rows=250)
    assert [row["account"] for row in rows] == [f"P{number:09d}" for number in range(1, 251)]
    assert len({row["email"] for row in rows}) == 250
    assert written(tmp_path, rows=0) == []


def test_everything_is_fake_and_can_be_read(tmp_path: Path) -> None:
    for row in written(tmp_path, rows=400):
        assert re.fullmatch(r"\([2-9]\d\d\) 555-01\d\d", row["phone"])
        assert row["email"].rpartition("@")[2] in words.DOMAINS
        assert Amount.of(row["amount"], "USD").minor >= 500
        assert row["issued"] < row["due"] <= AS_OF.isoformat()


def test_a_folder_with_an_apostrophe_is_a_folder(tmp_path: Path) -> None:
    assert len(written(tmp_path / "the operator's", rows=3)) == 3
