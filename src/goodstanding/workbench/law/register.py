"""The coverage register: for each place and topic whether the lawbook is complete, partial or empty, and since when.

It is read leniently, because it is a register for people: what is no line of it is left out, a column nobody foresaw is
shown, and topics kept under their place become lines of their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodstanding.compliance.lawbook.reading import read_yaml
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.workbench.law.wording import as_filed, iso_day, spoken

TONES = {"complete": "good", "partial": "caution", "none": "harm"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, and a tone where it says how much is held."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The register as a table, and how many of its lines are complete, partial and empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[str, str, int], ...]
    lines_n: int


def read_register(folder: Path, *, words: str = "") -> Register:
    """Return the register of a lawbook's folder, only lines that hold all the words; empty where it cannot be read."""
    try:
        raw = read_yaml(folder / "coverage.yaml")
    except LawbookRefused:
        raw = {}
    return register(raw, words=words)


def register(raw: Mapping[str, Any], *, words: str = "") -> Register:
    """Return a register from what its file holds."""
    lines = list(_lines(raw.get("coverage")))
    columns = list(dict.fromkeys(name for line in lines for name in line))
    rows = [tuple(_cell(line.get(name)) for name in columns) for line in lines]
    wanted = words.casefold().split()
    held = tuple(row for row in rows if _holds(row, wanted))
    return Register(tuple(spoken(name).capitalize() for name in columns), held, _totals(held), len(rows))


def _lines(part: object) -> Iterator[dict[str, Any]]:
    """Yield lines; a line that keeps a list of lines is spread over them."""
    for one in part if isinstance(part, list) else ():
        if not isinstance(one, Mapping):
            continue
        below = next((name for name, value in one.items() if _are_lines(value)), None)
        own = {str(name): value for name, value in one.items() if name != below}
        if below is None:
            yield own
        else:
            yield from (own | line for line in _lines(one[below]))


def _are_lines(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        tone = TONES.get(value.casefold(), "")
        return Cell(value.capitalize() if tone else iso_day(value), tone)
    return Cell(as_filed(value))


def _holds(row: Iterable[Cell], wanted: list[str]) -> bool:
    text = " ".join(cell.text for cell in row).casefold()
    return all(word in text for word in wanted)


def _totals(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[str, str, int], ...]:
    tones = [next((cell.tone for cell in row if cell.tone), "") for row in rows]
    return tuple((name.capitalize(), tone, tones.count(tone)) for name, tone in TONES.items())
