"""How a person wishes to be reached: by which channel, at which hours, in which language.

For the gate, the letters and the person card. A wish is written in a form that can be compared: a channel's name, hours
as "mon-fri 09:00-17:00, sat 10:00-12:00" in the person's own time, a language as a BCP 47 tag.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

from goodstanding.parties.consent import CHANNELS
from goodstanding.refusal import Refusal

KINDS: frozenset[str] = frozenset({"channel", "hours", "language"})
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_WINDOW = re.compile(r"(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d{1,2}):(\d{2}) ?- ?(\d{1,2}):(\d{2})")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|\d{3}))?")


class PreferenceRefused(Refusal, ValueError):
    """A preference cannot be recorded like this; the sentence says why."""


class Hours(NamedTuple):
    """Convenient hours: weekdays counted from Monday as 0, both inclusive; `closes` is exclusive."""

    first_day: int
    last_day: int
    opens: time
    closes: time

    def __str__(self) -> str:
        """Write the window as it is recorded."""
        days = (
            DAYS[self.first_day] if self.first_day == self.last_day else f"{DAYS[self.first_day]}-{DAYS[self.last_day]}"
        )
        return f"{days} {self.opens:%H:%M}-{self.closes:%H:%M}"


@dataclass(frozen=True, slots=True)
class PreferenceFact:
    """One wish. `ended_at`, exclusive, is filled by a later fact with the same kind, value and beginning."""

    kind: str
    value: str
    source: str
    effective_at: datetime
    learned_at: datetime
    ended_at: datetime | None = None


def read(kind: str, text: str) -> str:
    """Return a wish in the form it is recorded in, or raise PreferenceRefused.

    >>> read("hours", "Mon-Fri 9:00 - 17:00"), read("language", "ES-mx")
    ('mon-fri 09:00-17:00', 'es-MX')
    """
    word = " ".join(text.split())
    if kind == "channel":
        if word.lower() not in CHANNELS:
            raise PreferenceRefused(f"{word[:40]!r} is no channel; one of {', '.join(sorted(CHANNELS))} is.")
        return word.lower()
    if kind == "hours":
        return ", ".join(str(window) for window in read_hours(word))
    if kind == "language":
        return _read_language(word)
    raise PreferenceRefused(f"{kind!r} is no kind of preference; one of {', '.join(sorted(KINDS))} is.")


def read_hours(text: str) -> tuple[Hours, ...]:
    """Read convenient hours; a window without days holds every day. Raises PreferenceRefused."""
    return tuple(_read_window(piece.strip().lower()) for piece in text.split(","))


def in_force(facts: Iterable[PreferenceFact], *, kind: str, at: datetime, known_at: datetime) -> PreferenceFact | None:
    """Return the wish of a kind that counts at an instant, as known at an instant: the one that began last."""
    latest: dict[tuple[str, datetime], PreferenceFact] = {}
    for fact in sorted(facts, key=lambda one: one.learned_at):
        if fact.kind == kind and fact.learned_at <= known_at:
            latest[fact.value, fact.effective_at] = fact
    counting = [
        fact for fact in latest.values() if fact.effective_at <= at and (fact.ended_at is None or at < fact.ended_at)
    ]
    return max(counting, key=lambda one: (one.effective_at, one.learned_at), default=None)


def _read_window(text: str) -> Hours:
    """Read one window such as "sat 10:00-12:00"."""
    match = _WINDOW.fullmatch(text)
    if match is None:
        raise PreferenceRefused(f"{text[:40]!r} are no hours; write them as mon-fri 09:00-17:00.")
    first, last = match[1], match[2] or match[1]
    if first is not None and (first not in DAYS or last not in DAYS):
        raise PreferenceRefused(f"{text[:40]!r} names no day; the days are {', '.join(DAYS)}.")
    begin, end = (0, 6) if first is None else (DAYS.index(first), DAYS.index(last))
    try:
        opens, closes = time(int(match[3]), int(match[4])), time(int(match[5]), int(match[6]))
    except ValueError as error:
        raise PreferenceRefused(f"{text[:40]!r} names an hour that no clock shows.") from error
    if opens >= closes or begin > end:
        raise PreferenceRefused(f"{text[:40]!r} ends before it begins.")
    return Hours(begin, end, opens, closes)


def _read_language(word: str) -> str:
    """Return a language tag with its usual capitals."""
    match = _LANGUAGE.fullmatch(word)
    if match is None:
        raise PreferenceRefused(f"{word[:40]!r} is no language; write a tag such as en or es-MX.")
    language, script, region = match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()
    return "-".join(part for part in (language, script, region) if part)
