"""A question to a database of reassigned numbers: was a number given up since a day? And how long its answer is fresh.

For recording answers and for the list of numbers that will be stale. Source: 12 CFR 1006.6(d)(5) and 47 CFR 64.1200(m).
How many days an answer is fresh stands in the lawbook.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from goodstanding.calendars.reckoned import RECKONED
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.parties.contact_point import ContactPointRefused, read_phone
from goodstanding.refusal import Refusal

ANSWERS: tuple[str, ...] = ("yes", "no", "no_data")
"""Whether the number was permanently disconnected since the day that was asked about."""
FEDERAL = "FCC_RND"
"""The database of the Federal Communications Commission, as the lawbook names it."""
COLUMNS = ("number", "asked", "since", "database", "answer")
RULE, DAYS = "us.regf.text_procedure", "fresh_days"
LINES_MAX, NAME_MAX = 1_000_000, 60


class NumberCheckRefused(Refusal, ValueError):
    """An answer about a number cannot be recorded like this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a database answered: about which number, on which day, whether it was given up since another day."""

    number: str
    asked_date: date
    since_date: date
    database: str
    answer: str


class Problem(NamedTuple):
    """A line of a file that cannot be read: its number, counted with the heading from 1, and why."""

    line: int
    sentence: str


class Standing(NamedTuple):
    """A number people agreed to be texted at, and the last day on which that is fresh."""

    number: str
    agreed_date: date
    asked_date: date | None
    fresh_until: date
    is_reassigned: bool


def read_answer(
    number: str, *, asked: str, since: str, database: str, answer: str, today: date, country: str = ""
) -> Answered:
    """Return an answer as it was typed; raises NumberCheckRefused."""
    try:
        point = read_phone(number, country=country)
    except ContactPointRefused as fault:
        raise NumberCheckRefused(str(fault)) from fault
    if not point.is_readable:
        raise NumberCheckRefused(f"{number.strip()[:40]!r} is not a number; write it as +12025550100.")
    asked_date, since_date = _day(asked or today.isoformat()), _day(since)
    if asked_date > today:
        raise NumberCheckRefused("A database cannot have been asked on a day that is still to come.")
    if since_date > asked_date:
        raise NumberCheckRefused("It is asked what happened since a day; that day cannot lie after the question.")
    if not database.strip() or len(database) > NAME_MAX or not database.isprintable():
        raise NumberCheckRefused(f"Name the database that was asked, such as {FEDERAL}.")
    if answer not in ANSWERS:
        raise NumberCheckRefused(f"{answer[:40]!r} is no answer; one of {', '.join(ANSWERS)} is.")
    return Answered(point.value, asked_date, since_date, database.strip(), answer)


def read_file(lines: Iterable[str], *, today: date, country: str = "") -> tuple[list[Answered], list[Problem]]:
    """Return the answers of a file of comma-separated values, and every line that cannot be read.

    Its columns are number, asked, since, database and answer, in any order. Raises NumberCheckRefused where it is no
    such file.
    """
    reader = csv.DictReader(lines)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise NumberCheckRefused(f"The file has no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}.")
        reader.fieldnames = names
        return _read_rows(reader, today=today, country=country)
    except csv.Error as fault:
        raise NumberCheckRefused(f"The file is not one of comma-separated values: {fault}.") from fault


def fresh_days(lawbook: Lawbook, *, day: date) -> int:
    """Return for how many days an answer or a consent is fresh, as the lawbook of a day has it."""
    entry = lawbook.rule(RULE).values[DAYS].on((day - date(1970, 1, 1)).days)
    if entry is None or not isinstance(entry.value, int):
        raise NumberCheckRefused("The lawbook does not say how long an answer was fresh on that day.")
    return entry.value


def standing(number: str, *, agreed_date: date, answers: Sequence[Answered], days: int) -> Standing:
    """Return until which day a consent to a number is fresh: by itself, or by the last answer that looked back to it.

    An answer that looked only from a later day on says nothing of the time between, unless it says yes.
    """
    telling = [one for one in answers if one.since_date <= agreed_date or one.answer == "yes"]
    last = max(telling, key=lambda one: (one.asked_date, one.answer == "yes"), default=None)
    is_reassigned = last is not None and last.answer == "yes" and last.asked_date >= agreed_date
    good = [agreed_date] + [one.asked_date for one in telling if one.answer == "no"]
    until = max(good) + timedelta(days=days)
    return Standing(number, agreed_date, last.asked_date if last else None, until, is_reassigned)


def _read_rows(reader: "csv.DictReader[str]", *, today: date, country: str) -> tuple[list[Answered], list[Problem]]:
    found: list[Answered] = []
    problems: list[Problem] = []
    for place, row in enumerate(reader, start=2):
        if place > LINES_MAX:
            raise NumberCheckRefused(f"The file has more than {LINES_MAX} lines; split it.")
        told = {name: (row.get(name) or "").strip() for name in COLUMNS}
        try:
            found.append(
                read_answer(
                    told["number"], asked=told["asked"], since=told["since"], database=told["database"],
                    answer=told["answer"].lower(), today=today, country=country,
                )
            )  # fmt: skip
        except NumberCheckRefused as refusal:
            problems.append(Problem(place, str(refusal)))
    return found, problems


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as fault:
        raise NumberCheckRefused(f"{text.strip()[:30]!r} is no day; write it as 2026-11-23.") from fault
    if day not in RECKONED:
        raise NumberCheckRefused(f"{day.isoformat()} is too far away.")
    return day
