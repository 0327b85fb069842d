"""Records of a BAI2 file: taken apart into fields, continued lines joined, amounts and funds read.

Several records may stand on one line, and a text may run over lines that begin with no code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.payments.bank.statement import Unreadable
from goodstanding.payments.bank.written import clean, short_day, within

_START = re.compile(r"\s*(01|02|03|16|49|88|98|99),")
_NEXT = re.compile(r"/\s*(?=(?:01|02|03|16|49|88|98|99),[^/]*(?:/|$))")
_NUMBER = re.compile(r"([+-]?)([0-9]{1,18})")
_FIELD_MOST = 5_000
_RETURNED = {"255", "256", "257", "258", "261", "266", "555", "556", "557", "558"}
_REASON = re.compile(r"\bR[0-9]{2}\b")


@dataclass
class Record:
    """A record with its fields, the code first, and how many physical records it was written as."""

    code: str
    fields: list[str]
    lines: int = 1

    def at(self, place: int) -> str:
        """Return a field; empty where the record is shorter."""
        return self.fields[place].strip() if place < len(self.fields) else ""


def records(text: str) -> Iterator[Record]:
    """Yield the records of a file, each with the lines that continue it."""
    current: Record | None = None
    for piece in _pieces(text):
        match = _START.match(piece)
        if match is None:
            if current is not None and len(current.fields[-1]) < _FIELD_MOST:
                current.fields[-1] += " " + piece.strip().removesuffix("/")
            continue
        fields = piece.strip().removesuffix("/").split(",")
        if match[1] == "88":
            if current is None:
                raise Unreadable("A line that continues stands before anything it could continue.")
            _continue(current, fields[1:])
        else:
            if current is not None:
                yield current
            current = Record(match[1], fields)
    if current is not None:
        yield current


def _continue(record: Record, fields: list[str]) -> None:
    record.lines += 1
    if len(record.fields) < _FIELD_MOST:
        record.fields += fields


def _pieces(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield from _NEXT.split(line) if "/" in line.rstrip()[:-1] else (line,)


def amount(text: str) -> int:
    """Return an amount in minor units; an empty one is zero. Raises Unreadable.

    >>> amount("+00100"), amount("-5"), amount("")
    (100, -5, 0)
    """
    if not text:
        return 0
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise Unreadable(f"{clean(text, 30)!r} is not an amount.")
    return within(int(match[1] + match[2]))


def control(text: str) -> int:
    """Return a total or a count that a file tells of itself, which may be as large as sums of sums are."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise Unreadable(f"{clean(text, 30)!r} is not a total or a count.")
    return int(match[1] + match[2])


def summaries(fields: list[str]) -> Iterator[tuple[str, int]]:
    """Yield each type with its amount of what an account tells as a whole: type, amount, count, funds.

    >>> list(summaries(["010", "+500", "", "", "100", "20", "2", "V", "260101", "", "015", "520"]))
    [('010', 500), ('100', 20), ('015', 520)]
    """
    place = 0
    while place < len(fields):
        code = fields[place].strip()
        told = fields[place + 1].strip() if place + 1 < len(fields) else ""
        if code or told:
            yield code, amount(told)
        place += 3 + funds_length(fields[place + 3 :])


def funds_length(fields: list[str]) -> int:
    """Return how many fields say when the money is to be had, the letter included."""
    letter = fields[0].strip() if fields else ""
    if letter == "V":
        return 3
    if letter == "S":
        return 4
    if letter == "D":
        return 2 + 2 * min(max(control(fields[1].strip() if len(fields) > 1 else ""), 0), len(fields))
    return 1


def value_date(fields: list[str], *, default: date) -> date:
    """Return the day on which the money counts, where the record names one."""
    if fields and fields[0].strip() == "V" and len(fields) > 1 and fields[1].strip():
        return short_day(fields[1].strip())
    return default


def sign_of(code: str) -> int:
    """Return 1 for types of credits, -1 for those of debits, 0 for whatever is neither.

    >>> sign_of("142"), sign_of("451"), sign_of("890")
    (1, -1, 0)
    """
    if len(code) == 3 and code.isascii() and code.isdigit():  # noqa: PLR2004  types have three digits
        return {"1": 1, "2": 1, "3": 1, "4": -1, "5": -1, "6": -1}.get(code[0], 0)
    return 0


def return_code(code: str, text: str) -> str:
    """Return why an item came back, where its type says that it did and its text names a reason."""
    found = _REASON.search(text) if code in _RETURNED else None
    return found[0] if found else ""
