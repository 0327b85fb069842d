"""What the lawbook says of a moratorium: its last day, when it is looked at midway, and when another may begin.

No number of days stands here. Each question is put to the calculations of the law in force as a situation of England.
"""

from datetime import date
from typing import NamedTuple

from goodstanding.arrangements.hardship.moratorium import LEGAL_NAMES
from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.situation.reading import read

PACK = "uk"
ENGLAND = {"state": "ENG", "country": "GB", "timezone": "Europe/London", "zip": ""}


class Midway(NamedTuple):
    """The days between which the debt adviser reviews a moratorium, both inclusive."""

    first: date
    last: date


def last_day_of(kind: str, *, starts: date, treatment_ended: date | None, lawbook: Lawbook) -> date | None:
    """Return the last day on which a moratorium binds by law; None while crisis treatment goes on."""
    told = {"type": LEGAL_NAMES[kind], "started": starts.isoformat()}
    if treatment_ended is not None:
        told["treatment_ended"] = treatment_ended.isoformat()
    return _day(_computed("moratorium_end", told, starts, lawbook).get("ends_after"))


def midway_of(*, starts: date, lawbook: Lawbook) -> Midway | None:
    """Return when a standard moratorium is reviewed midway, or None where the law says nothing."""
    told = {"type": LEGAL_NAMES["standard"], "started": starts.isoformat()}
    found = _computed("moratorium_midway", told, starts, lawbook)
    first, last = _day(found.get("review_from")), _day(found.get("review_until"))
    return None if first is None or last is None else Midway(first, last)


def again_from(*, last: date, asked: date, lawbook: Lawbook) -> date | None:
    """Return the first day on which another standard moratorium may begin after one whose last day was `last`."""
    told = {"type": LEGAL_NAMES["standard"], "ended": last.isoformat()}
    return _day(_computed("moratorium_again", told, asked, lawbook).get("again_from"))


def _computed(act: str, told: dict[str, str], day: date, lawbook: Lawbook) -> dict[str, object]:
    at = f"{day.isoformat()}T12:00:00+00:00"
    given = {"packs": [PACK], "consumer": {"natural_person": True, **ENGLAND}, "moratorium": told}
    situation = {"id": "moratorium", "given": given, "when": {"action": {"kind": act, "at": at, "person": "consumer"}}}
    found = calculate(read([situation], asked_at=at), lawbook)
    return found[0].value if 0 in found else {}


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
