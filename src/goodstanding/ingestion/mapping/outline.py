"""Walking through a map's YAML and noting everything that is wrong with it, instead of stopping at the first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from goodstanding.ingestion.mapping.finding import Finding, unknown

Word = TypeVar("Word", bound=str)


class Outline:
    """One mapping of the YAML: hands out its values checked and collects findings in a list shared by the whole map."""

    def __init__(self, value: object, *, where: str, known: Iterable[str], findings: list[Finding]) -> None:
        """Take the mapping; every key that is not known is a finding."""
        self.where, self.findings = where, findings
        self.values: Mapping[str, object] = {}
        if not isinstance(value, dict):
            self.note("", "A mapping of words to values belongs here.")
            return
        self.values = value
        words = list(known)
        for key in value:
            if key not in words:
                self.note("", unknown(str(key), known=words, what="word here"))

    def note(self, key: str, what: str) -> None:
        """Add a finding at a key, or at the mapping itself."""
        self.findings.append(Finding(", ".join(part for part in (self.where, key) if part), what))

    def text(self, key: str) -> str | None:
        """Return a text, or None where the key is not there."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value
        self.note(key, "A single text belongs here.")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return one text or a list of texts as a tuple."""
        value = self.values.get(key, [])
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.note(key, "A text or a list of texts belongs here.")
        return ()

    def word(self, key: str, *, among: Sequence[Word]) -> Word | None:
        """Return one of a few words, or None where the key is not there."""
        value = self.text(key)
        if value is None:
            return None
        for known in among:
            if value == known:
                return known
        self.note(key, unknown(value, known=among, what="choice here"))
        return None

    def number(self, key: str, *, least: int, most: int) -> int | None:
        """Return a whole number within bounds, or None where the key is not there."""
        value = self.text(key)
        if value is None:
            return None
        if value.removeprefix("-").isdecimal() and value.isascii() and least <= int(value) <= most:
            return int(value)
        self.note(key, f"A whole number from {least} to {most} belongs here.")
        return None

    def flag(self, key: str) -> bool:
        """Return yes or no; no where the key is not there."""
        value = self.text(key)
        if value is not None and value.lower() not in {"true", "false", "yes", "no"}:
            self.note(key, "true or false belongs here.")
        return value is not None and value.lower() in {"true", "yes"}

    def day(self, key: str) -> date | None:
        """Return a date written as 2013-06-30, or None where the key is not there."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.note(key, f"{value!r} is not a date written as 2013-06-30.")
            return None
