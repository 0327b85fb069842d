from pathlib import Path
from typing import Any

import pytest

from goodstanding.workbench.law.register import read_register, register
from tests.workbench.law.small_book import write_book

LINES = [
    {"place": "Ohio", "topic": "hours", "state": "complete", "verified_on": "2026-01-02"},
    {"place": "Texas", "topic": "calls", "state": "None", "gaps": ["a", "b"]},
]


def test_every_column_that_a_line_has_is_shown() -> None:
    found = register({"coverage": LINES})
    assert found.head == ("Place", "Topic", "State", "Verified on", "Gaps")
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["Ohio", "hours", "Complete", "2 Jan 2026", ""],
        ["Texas", "calls", "None", "", "a, b"],
    ]
    assert found.totals == (("Complete", "good", 1), ("Partial", "caution", 0), ("None", "harm", 1))


def test_topics_below_a_place_become_lines() -> None:
    found = register({"coverage": [{"place": "Ohio", "topics": [{"topic": "a"}, {"topic": "b"}]}]})
    assert [[cell.text for cell in row] for row in found.rows] == [["Ohio", "a"], ["Ohio", "b"]]


@pytest.mark.parametrize(("words", "count"), [("ohio", 1), ("TEXAS none", 1), ("", 2), ("ohio none", 0)])
def test_words_narrow_it_down(words: str, count: int) -> None:
    found = register({"coverage": LINES}, words=words)
    assert (len(found.rows), found.lines_n) == (count, 2)


@pytest.mark.parametrize(
    "raw", [{}, {"coverage": None}, {"coverage": "x"}, {"coverage": ["x", 1, None]}, {"places": []}]
)
def test_what_is_no_line_is_left_out(raw: dict[str, Any]) -> None:
    assert register(raw).rows == ()


def test_a_register_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    assert read_register(tmp_path).rows == ()
    (tmp_path / "coverage.yaml").write_text("a: [")
    assert read_register(tmp_path).rows == ()


def test_the_register_of_a_lawbook_is_read(tmp_path: Path) -> None:
    assert len(read_register(write_book(tmp_path).folder).rows) == 2
