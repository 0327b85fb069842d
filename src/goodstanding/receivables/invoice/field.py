"""Field: one value of an invoice's file, read as what it has to be; what is wrong is kept and read on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import phonenumbers

from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.receivables.invoice.check import Fault

SHORT, LONG = 200, 2_000
_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_MINOR_MOST = 10**15
_YEARS = range(1990, 2200)
_NEVER = date(2000, 1, 1)
"""Stands where a day could not be read, until the file is refused for it."""
_COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS) - {"AC", "TA", "XK"}
Word = TypeVar("Word", bound=str)


class Fields:
    """The fields of one group. Faults of all groups of a file are kept in one list."""

    def __init__(
        self, told: Mapping[Any, Any], *, known: Sequence[str], path: str = "", faults: list[Fault] | None = None
    ) -> None:
        """Note every field that nobody knows."""
        self._told, self._path = told, path
        self.faults: list[Fault] = [] if faults is None else faults
        self.faults += [
            Fault(self._where(str(name)[:40]), f"There is no such field; there are {', '.join(one for one in known)}.")
            for name in told
            if name not in known
        ]

    def has(self, name: str) -> bool:
        """Say whether a field tells something."""
        return self._told.get(name) not in (None, "", [], {})

    def text(self, name: str, *, required: bool = False, most: int = SHORT) -> str:
        """Return a text of letters that can be seen; line breaks only in long ones."""
        value = self._told.get(name)
        if value in (None, ""):
            return self._wrong(name, "It is missing.") or "" if required else ""
        if not isinstance(value, str):
            return self._wrong(name, "It is no text.")
        text = value.strip()
        lines = text.splitlines() if most > SHORT else [text]
        if not all(line.replace("\t", " ").isprintable() for line in lines):
            return self._wrong(name, "It holds characters that nobody can see.")
        if len(text) > most:
            return self._wrong(name, f"It has more than {most:,} characters.")
        return text if text or not required else self._wrong(name, "It is missing.")

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        """Return a list of texts, or one text as a list of it."""
        value = self._told.get(name)
        values = [value] if isinstance(value, str) else value or []
        if not isinstance(values, list) or len(values) > most:
            self._wrong(name, f"It is a list of at most {most} texts.")
            return ()
        places = [str(at) for at in range(1, len(values) + 1)]
        inner = Fields(dict(zip(places, values, strict=True)), known=places, path=self._where(name), faults=self.faults)
        return tuple(text for place in places if (text := inner.text(place)))

    def decimal(self, name: str, *, otherwise: str | None = None) -> Decimal:
        """Return a plain decimal number, exactly."""
        value = self._told.get(name)
        value = otherwise if value in (None, "") else value
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            self._wrong(
                name, "It is missing." if value is None else f"{str(value)[:40]!r} is no plain number as 12.50."
            )
            return Decimal(0)
        return Decimal(value)

    def minor(self, name: str, currency: str, *, otherwise: str | None = None) -> int:
        """Return an amount that is not negative, in minor units."""
        value = self._told.get(name)
        value = otherwise if value in (None, "") else value
        try:
            minor = Amount.of(value, currency).minor if isinstance(value, str) and len(value) < SHORT else None
        except AmountMalformed as fault:
            self._wrong(name, str(fault))
            return 0
        if minor is None or not 0 <= minor < _MINOR_MOST:
            self._wrong(name, "It is missing." if value is None else "It is no amount of zero or more.")
            return 0
        return minor

    def day(self, name: str, *, otherwise: date | None = None) -> date:
        """Return a day, written as 2026-06-30."""
        value = self._told.get(name)
        if value in (None, "") and otherwise is not None:
            return otherwise
        try:
            day = date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            day = None
        if day is None or day.year not in _YEARS:
            self._wrong(name, "It is missing." if value is None else f"{str(value)[:40]!r} is no day as 2026-06-30.")
            return _NEVER
        return day

    def choice(self, name: str, words: Sequence[Word], *, otherwise: Word | None = None) -> Word:
        """Return one of some words."""
        value = self._told.get(name)
        if value in (None, "") and otherwise is not None:
            return otherwise
        for word in words:
            if value == word:
                return word
        shown = ", ".join(one for one in words[:20] if one)
        self._wrong(name, "It is missing." if value is None else f"{str(value)[:40]!r} is none of {shown}.")
        return otherwise if otherwise is not None else words[0]

    def country(self, name: str) -> str:
        """Return a country's code of two letters."""
        value = self._told.get(name)
        if not isinstance(value, str) or value.upper() not in _COUNTRIES:
            return self._wrong(name, "It is missing." if value is None else "It is no country's code, as DE or US.")
        return value.upper()

    def group(self, name: str, *, known: Sequence[str]) -> "Fields":
        """Return the fields of a group; empty where it is not there, so that its own fields are missing."""
        value = self._told.get(name) or {}
        if not isinstance(value, dict):
            self._wrong(name, "It has fields of its own, and here it is something else.")
            value = {}
        return Fields(value, known=known, path=self._where(name), faults=self.faults)

    def groups(self, name: str, *, known: Sequence[str], most: int) -> Iterator["Fields"]:
        """Return a list of groups."""
        value = self._told.get(name) or []
        if not isinstance(value, list) or len(value) > most:
            self._wrong(name, f"It is a list of at most {most:,}.")
            return
        for at, one in enumerate(value, 1):
            path = f"{self._where(name)}[{at}]"
            if isinstance(one, dict):
                yield Fields(one, known=known, path=path, faults=self.faults)
            else:
                self.faults.append(Fault(path, "It has fields of its own, and here it is something else."))

    def _where(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _wrong(self, name: str, what: str) -> str:
        self.faults.append(Fault(self._where(name), what))
        return ""
