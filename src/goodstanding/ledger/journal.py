"""Journal: an entry is one thing that happened to the money, checked before it goes into the books.

For every operation that posts: wrong entries come back as values, all together; the database checks the same again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goodstanding.ledger.posting import COMPONENTS, HEADS, KINDS, Kind, Line

# A sum of a million lines of this size still fits into the 64 bits of a column.
AMOUNT_MINOR_MAX = 10**12
LINES_MIN = 2


class Fault(NamedTuple):
    """What is wrong, and where in the entry."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines that belong together, with the day from which they count and the reason they were made for."""

    kind: Kind
    effective_date: date
    lines: tuple[Line, ...]
    reference: str = ""
    reason: str = ""


def faults(entry: Entry) -> list[Fault]:
    """Return everything that keeps an entry out of the books; an empty list means it may go in.

    >>> faults(Entry("charge", date(2026, 1, 1), (Line("receivable", 100), Line("placed", -90))))
    [Fault(where='entry', what='The lines do not sum to zero: they are off by 10 minor units.')]
    """
    found = [Fault("kind", f"{entry.kind!r} is not a kind of transaction.")] if entry.kind not in KINDS else []
    if entry.kind == "reversal":
        found.append(Fault("kind", "A reversal is made from the transaction it reverses, not from lines."))
    if len(entry.lines) < LINES_MIN:
        found.append(Fault("entry", "An entry needs two lines or more."))
    for number, line in enumerate(entry.lines, start=1):
        found += (Fault(f"line {number}", what) for what in _line_faults(line))
    off_minor = sum(line.amount_minor for line in entry.lines)
    if off_minor != 0:
        found.append(Fault("entry", f"The lines do not sum to zero: they are off by {off_minor} minor units."))
    return found


def _line_faults(line: Line) -> Iterable[str]:
    if line.head not in HEADS:
        yield f"{line.head!r} is not a head of the books."
    if line.component not in COMPONENTS:
        yield f"{line.component!r} is not a component."
    if line.amount_minor == 0:
        yield "A line moves money."
    if abs(line.amount_minor) > AMOUNT_MINOR_MAX:
        yield "The amount is too large for one line."
    if line.item_id is not None and line.account_id is None:
        yield "A line about an item names the account of its debt."
