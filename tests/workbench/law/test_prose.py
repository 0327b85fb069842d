import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.workbench.law.prose import blocks


def told(text: str) -> list[tuple[str, list[str]]]:
    return [(block.kind, ["".join(span.text for span in line) for line in block.lines]) for block in blocks(text)]


def test_headings_paragraphs_lists_and_quotes_are_known() -> None:
    text = "# One #\n## Two\nA line\nand another.\n\n> said\n> so\n\n1. first\n   goes on\n2) second\n\n- third\n\nEnd."
    assert told(text) == [
        ("heading", ["One"]),
        ("heading", ["Two"]),
        ("paragraph", ["A line and another."]),
        ("quote", ["said so"]),
        ("list", ["first goes on", "second", "third"]),
        ("paragraph", ["End."]),
    ]


def test_code_and_strong_words_are_set_apart() -> None:
    (block,) = blocks("Count `calls`, **not** texts.")
    assert [(span.manner, span.text) for span in block.lines[0]] == [
        ("plain", "Count "), ("code", "calls"), ("plain", ", "), ("strong", "not"), ("plain", " texts."),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[a](javascript:alert(1))", "| a | b |", "12 CFR 1006"])
def test_what_is_not_understood_stays_as_it_was_written(text: str) -> None:
    assert told(text) == [("paragraph", [text])]


def test_nothing_gives_nothing() -> None:
    assert blocks("") == blocks(" \n\n") == []


@given(st.text(alphabet="#->*`1. ab\n", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    letters = [letter for letter in text if letter in "ab"]
    assert [letter for _, lines in told(text) for line in lines for letter in line if letter in "ab"] == letters
