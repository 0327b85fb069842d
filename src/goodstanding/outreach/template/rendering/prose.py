"""Passages as plain text: lines of at most 78 characters, tables set in columns, addresses written out."""

import textwrap
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from goodstanding.outreach.template.rendering.passage import Head, Passage, Points, Prose, Rows, Runs, Step, plain
from goodstanding.outreach.template.rendering.speech import HARD_SPACE

WIDTH = 78
_GAP = "  "


def lines(passages: Sequence[Passage]) -> str:
    """Return passages as plain text that ends with a line break."""
    return "\n\n".join(_passage(one) for one in passages).replace(HARD_SPACE, " ") + "\n"


def sentences(passages: Sequence[Passage]) -> str:
    """Return passages one after the other, each on a line of its own and not wrapped: for what is said aloud."""
    told = (_unwrapped(one) for one in passages)
    return "\n".join(one for one in told if one).replace(HARD_SPACE, " ")


def line(passages: Sequence[Passage]) -> str:
    """Return passages as one line, for a text message."""
    return " ".join(sentences(passages).split())


def width(text: str) -> int:
    """Return how many columns a text takes on a screen.

    >>> width("abc"), width("日本")
    (3, 4)
    """
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _unwrapped(passage: Passage) -> str:
    if isinstance(passage, Points):
        return "\n".join(f"- {plain(point)}" for point in passage.points)
    if isinstance(passage, Step):
        return f"{_label(passage)} {passage.link}"
    assert not isinstance(passage, Rows), "No table stands in what is short; reading a text sees to it."
    return plain(passage.runs)


def _passage(passage: Passage) -> str:
    if isinstance(passage, Head):
        wrapped = _wrapped(passage.runs)
        return f"{wrapped}\n{'-' * max(width(one) for one in wrapped.split(chr(10)))}"
    if isinstance(passage, Prose):
        return _wrapped(passage.runs)
    if isinstance(passage, Points):
        return "\n".join(_wrapped(point, first="- ", rest="  ") for point in passage.points)
    if isinstance(passage, Rows):
        return _table(passage)
    return f"{_label(passage)}\n{passage.link}"


def _label(step: Step) -> str:
    label = plain(step.label).rstrip()
    return label if label.endswith((":", "?", "!", ".")) else f"{label}:"


def _wrapped(sentence: Runs, *, first: str = "", rest: str = "") -> str:
    """Wrap a sentence; an address longer than a line stays whole, so that it can be followed."""
    found = [
        textwrap.fill(
            part, WIDTH, initial_indent=first if not number else rest, subsequent_indent=rest, break_long_words=False,
            break_on_hyphens=False,
        )
        for number, part in enumerate(plain(sentence).split("\n"))
    ]  # fmt: skip
    return "\n".join(found)


def _table(table: Rows) -> str:
    titles = [plain(title) for title in table.titles]
    rows = [[plain(cell).replace("\n", " ") for cell in row] for row in table.rows]
    widths = [max(width(one) for one in column) for column in zip(titles, *rows, strict=True)]
    caption = [_wrapped(table.caption)] if table.caption else []
    if sum(widths) + len(_GAP) * (len(widths) - 1) > WIDTH:
        return "\n\n".join(caption + [_listed(titles, row) for row in rows])
    rule = _GAP.join("-" * one for one in widths)
    return "\n".join([*caption, _row(titles, widths, table), rule, *(_row(row, widths, table) for row in rows)])


def _row(cells: Sequence[str], widths: Sequence[int], table: Rows) -> str:
    found = []
    for cell, wide, align in zip(cells, widths, table.aligns, strict=True):
        blank = " " * (wide - width(cell))
        found.append(blank + cell if align == "right" else cell + blank)
    return _GAP.join(found).rstrip()


def _listed(titles: Sequence[str], row: Sequence[str]) -> str:
    """Return a row of a table that is too wide: each cell on a line under its title."""
    return "\n".join(
        textwrap.fill(f"{title}: {cell}", WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for title, cell in zip(titles, row, strict=True)
    )
