"""Collecting findings."""

from goodstanding.strategy.document.finding import Finding
from goodstanding.strategy.document.notes import Notes, repeated
from goodstanding.strategy.document.page import Page


def test_notes_are_told_once_and_in_order() -> None:
    notes = Notes(Page("a: 1\nb:\n  - name: x\n  - name: x\n"))
    notes.warn(("b",), "Later.")
    notes.warn_of_key(("b",), "Earlier.")
    assert not notes.has_errors
    notes.error(("a",), "First.")
    notes.error(("a",), "First.")
    notes.twice(["x", "x"], path=("b",))
    assert [(one.line, one.column, one.weight) for one in notes.all()] == [
        (1, 4, "error"), (2, 1, "warning"), (3, 3, "warning"), (4, 11, "error"),
    ]  # fmt: skip
    assert notes.has_errors


def test_notes_begin_with_what_is_there() -> None:
    assert Notes(Page("a: 1"), [Finding(1, 1, "There.")]).has_errors


def test_whatever_stands_before_already_is_repeated() -> None:
    assert list(repeated(["a", "b", "a", "a"])) == [2, 3]
