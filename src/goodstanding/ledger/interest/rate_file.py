"""A file of a base rate: CSV with a column of days and one or more columns of percent.

Rows may come in any order, and rows that change nothing are counted and left out; what cannot be a rate is refused
with its line, all of it together.
"""

import csv
import io
import itertools
from datetime import date
from typing import NamedTuple

from goodstanding.ledger.interest.base_rate import Change
from goodstanding.money.rate import PPM, Rate, RateUnreadable
from goodstanding.refusal import Refusal

DAY_COLUMN = "date"
FAULTS_TOLD = 20
YEAR_FIRST = 1600


class RateFileRefused(Refusal, ValueError):
    """The file holds no history of a rate; `faults` are all that is wrong, each with its line."""

    def __init__(self, faults: list[str]) -> None:
        """Say the first of it in one text."""
        self.faults = faults
        more = f" And {len(faults) - FAULTS_TOLD} more." if len(faults) > FAULTS_TOLD else ""
        super().__init__(" ".join(faults[:FAULTS_TOLD]) + more)


class RateFile(NamedTuple):
    """What a file says: the changes in order, and what was odd about it and did no harm."""

    changes: tuple[Change, ...]
    rows: int
    out_of_order: tuple[date, ...]
    """Days that stand below a later one."""
    changing_nothing: int


def read(text: str, *, column: str = "") -> RateFile:
    """Read the text of a file; `column` names the rate's where there are several. Raises RateFileRefused."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    heads = [head.strip().casefold() for head in next(rows, [])]
    place = _column(heads, column.strip().casefold())
    day_place = heads.index(DAY_COLUMN)
    told: list[Change] = []
    lines: dict[date, tuple[int, int]] = {}
    faults: list[str] = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        change = _change(row, day_place, place, rows.line_num, faults)
        if change is None:
            continue
        line, ppm = lines.setdefault(change.effective_date, (rows.line_num, change.ppm))
        if ppm != change.ppm:
            faults.append(f"Line {rows.line_num}: {change.effective_date} has another rate on line {line}.")
        told.append(change)
    if not told and not faults:
        faults.append("The file has no row of a rate.")
    if faults:
        raise RateFileRefused(faults)
    return _file(told)


def _file(told: list[Change]) -> RateFile:
    later = itertools.pairwise(told)
    out_of_order = tuple(
        after.effective_date for before, after in later if after.effective_date < before.effective_date
    )
    changes: list[Change] = []
    for change in sorted(told):
        if not changes or change.ppm != changes[-1].ppm:
            changes.append(change)
    return RateFile(tuple(changes), len(told), out_of_order, len(told) - len(changes))


def _column(heads: list[str], wanted: str) -> int:
    rates = [head for head in heads if head != DAY_COLUMN]
    if DAY_COLUMN not in heads or not rates:
        raise RateFileRefused(["Line 1: the file needs a column called date and a column of rates."])
    if len(set(heads)) < len(heads):
        raise RateFileRefused(["Line 1: two columns have one name."])
    if wanted and wanted not in rates:
        raise RateFileRefused([f"Line 1: there is no column {wanted!r}; there is {', '.join(rates)}."])
    if not wanted and len(rates) > 1:
        raise RateFileRefused([f"Line 1: say which column is the rate: {', '.join(rates)}."])
    return heads.index(wanted or rates[0])


def _change(row: list[str], day_place: int, place: int, line: int, faults: list[str]) -> Change | None:
    if len(row) <= max(day_place, place):
        faults.append(f"Line {line}: cells are missing.")
        return None
    day_text, rate_text = row[day_place].strip(), row[place].strip()
    try:
        day, rate = date.fromisoformat(day_text), Rate.percent(rate_text)
    except RateUnreadable as fault:
        faults.append(f"Line {line}: {fault}")
        return None
    except ValueError:
        faults.append(f"Line {line}: {day_text[:30]!r} is not a day.")
        return None
    if day.year < YEAR_FIRST or abs(rate.ppm) > PPM:
        faults.append(f"Line {line}: {rate} from {day} is not a rate that a central bank can have had.")
        return None
    return Change(day, rate.ppm)
