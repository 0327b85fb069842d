"""Reading a strategy document: its YAML, its form, its conditions, its meaning; everything wrong is told at once.

For whoever proposes one, checks one, or runs one.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from goodstanding.strategy.document import checking, ladder
from goodstanding.strategy.document.building import build, expression
from goodstanding.strategy.document.condition import OF_ACCOUNTS, OF_ITEMS, Columns, Wanted, examine
from goodstanding.strategy.document.document import Document
from goodstanding.strategy.document.finding import DocumentRefused, Finding
from goodstanding.strategy.document.form import misfits
from goodstanding.strategy.document.notes import Notes
from goodstanding.strategy.document.page import Page, Path


class Reading(NamedTuple):
    """A document that can be used, and the warnings about it in the order of the text."""

    document: Document
    warnings: tuple[Finding, ...]


class _Expression(NamedTuple):
    """An expression of the document: where it stands, what it may name and what it must give."""

    path: Path
    value: object
    columns: Columns
    wanted: Wanted = "yes"


def read(text: str) -> Document:
    """Return the document; raises DocumentRefused with every finding, warnings too."""
    return read_closely(text).document


def read_closely(text: str) -> Reading:
    """Return the document with the warnings about it; raises DocumentRefused with every finding."""
    page = Page(text)
    unfit = misfits(page)
    notes = Notes(page, unfit)
    _note_expressions(page, notes)
    if unfit or not isinstance(page.value, dict):
        raise DocumentRefused(notes.all())
    document = build(page.value)
    checking.check(document, notes)
    ladder.check(document, notes)
    if notes.has_errors:
        raise DocumentRefused(notes.all())
    return Reading(document, notes.all())


def _note_expressions(page: Page, notes: Notes) -> None:
    """Note what is wrong with any expression, each at its very place."""
    for path, value, columns, wanted in _expressions(page.value):
        if not isinstance(value, str | int | None):
            continue
        for fault in examine(expression(value), columns=columns, wanted=wanted).faults:
            lead = len(value) - len(value.lstrip()) if isinstance(value, str) else 0
            notes.at(page.place_within(path, fault.offset + lead), fault.sentence, fault.suggestion)


def _expressions(value: Any) -> Iterator[_Expression]:
    """Yield every expression of a page, whatever else is wrong with it."""
    page = _mapping(value)
    grain = OF_ITEMS if page.get("grain") == "item" else OF_ACCOUNTS
    yield _Expression(("covers",), page.get("covers"), OF_ACCOUNTS)
    for number, segment in enumerate(_list(page.get("segments"))):
        yield _Expression(("segments", number, "when"), _mapping(segment).get("when"), grain)
    for name, treatment in _mapping(page.get("treatments")).items():
        path: Path = ("treatments", name)
        for number, one in enumerate(_list(_mapping(treatment).get("exits"))):
            yield _Expression((*path, "exits", number), one, grain)
        for number, one in enumerate(_list(_mapping(treatment).get("steps"))):
            yield _Expression((*path, "steps", number, "condition"), _mapping(one).get("condition"), grain)
    capacity = _mapping(page.get("capacity"))
    yield _Expression(("capacity", "chance_ppm"), capacity.get("chance_ppm"), OF_ACCOUNTS, "number")
    for number, team in enumerate(_list(capacity.get("teams"))):
        yield _Expression(("capacity", "teams", number, "covers"), _mapping(team).get("covers"), OF_ACCOUNTS)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
