"""The journal: on disk before anything leaves, mended where it was torn, written by several at once."""

import json
from datetime import UTC, datetime
from pathlib import Path

from goodstanding.outreach.sending import journal
from goodstanding.outreach.sending.journal import Line
from tests.forking import ended, forked

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def line(number: int, *, log: int = 0) -> Line:
    return Line(f"act:{number}/6b-1", number, 1, 107, "email", "smtp", NOON.isoformat(), log)


def keys(folder: Path) -> list[str]:
    return [told["key"] for told in journal.read(folder) if "key" in told]


def test_nothing_ever_left_where_there_is_no_journal(tmp_path: Path) -> None:
    assert not journal.exists(tmp_path) and journal.read(tmp_path) == []


def test_it_begins_once(tmp_path: Path) -> None:
    for number in (7, 8):
        journal.begin(tmp_path, at=NOON, log=number)
    assert journal.exists(tmp_path) and [told["log"] for told in journal.read(tmp_path)] == [7]
    journal.write(tmp_path, [line(1)])
    journal.begin(tmp_path, at=NOON, log=9)
    assert keys(tmp_path) == ["act:1/6b-1"]


def test_lines_are_read_as_they_were_written(tmp_path: Path) -> None:
    journal.write(tmp_path, [line(1), line(2)])
    journal.write(tmp_path, [line(3)])
    assert keys(tmp_path) == ["act:1/6b-1", "act:2/6b-1", "act:3/6b-1"]
    assert journal.file_in(tmp_path).stat().st_mode & 0o777 == 0o600


def test_a_torn_line_is_passed_over_and_the_next_begins_on_its_own(tmp_path: Path) -> None:
    journal.write(tmp_path, [line(1)])
    with journal.file_in(tmp_path).open("ab") as file:
        file.write(b'{"key": "act:2/6b-')
    assert keys(tmp_path) == ["act:1/6b-1"]
    journal.write(tmp_path, [line(3)])
    assert keys(tmp_path) == ["act:1/6b-1", "act:3/6b-1"]


def test_what_was_reconciled_is_not_asked_about_again(tmp_path: Path) -> None:
    journal.write(tmp_path, [line(1)])
    journal.write_reconciled(tmp_path, at=NOON, log=7)
    journal.write(tmp_path, [line(2)])
    assert [told.get("key", "reconciled") for told in journal.read(tmp_path)] == ["reconciled", "act:2/6b-1"]


def test_only_the_end_of_a_long_journal_is_read_where_that_is_enough(tmp_path: Path) -> None:
    journal.write(tmp_path, [line(number) for number in range(3_000)])
    tail = journal.read(tmp_path, only_tail=True)
    assert 100 < len(tail) < 3_000 and tail[-1]["key"] == "act:2999/6b-1"


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 50):
            journal.write(tmp_path, [line(number)])

    children = [forked(lambda first=first: write(first)) for first in (0, 100, 200)]  # type: ignore[misc]  # A default.
    assert [ended(child) for child in children] == [0, 0, 0]
    raw = journal.file_in(tmp_path).read_text().splitlines()
    assert len(raw) == 150 and all(json.loads(one) for one in raw)
