"""Who follows which edition: the conditions of strategies, their ramps, and overlaps.

For the decision. Every edition that runs is a *course*; an account has the course of the one strategy that covers it. A
person belongs to a new edition by a number drawn from the strategy's name and theirs, so that it stays the same every
night and a larger share only ever adds people.
"""

from collections.abc import Sequence
from typing import NamedTuple

from goodstanding.strategy.decide.clause import ALWAYS, NEVER, cases, holds, word
from goodstanding.strategy.document.document import WHOLE_PPM, Document, Running


class Course(NamedTuple):
    """An edition that runs; numbered from 1 in the order of strategies, a new edition before the one it replaces."""

    number: int
    strategy: int
    document: Document
    stopped: bool


def courses(running: Sequence[Running]) -> list[Course]:
    """Return every edition somebody may follow."""
    found: list[Course] = []
    for place, one in enumerate(running):
        for document in (one.document, one.before):
            if document is not None:
                found.append(Course(len(found) + 1, place, document, one.stopped))
    return found


def drawn(strategy: str) -> str:
    """Return a person's number below WHOLE_PPM within a strategy's ramp."""
    return f"('0x' || left(md5({word(strategy + '/')} || person_id), 8))::BIGINT % {WHOLE_PPM}"


def is_in_ramp(one: Running) -> str:
    """Return whether a person follows the new edition."""
    if one.share_ppm >= WHOLE_PPM:
        return ALWAYS
    return NEVER if one.share_ppm <= 0 else f"{drawn(one.document.strategy)} < {one.share_ppm}"


def course_of(one: Running, listed: Sequence[Course]) -> str:
    """Return the number of the course a strategy has for a row, absent where it does not cover it."""
    of_edition = {id(course.document): course.number for course in listed}

    def covered(document: Document | None) -> str:
        if document is None:
            return "NULL"
        return cases([(holds(document.covers), of_edition[id(document)])], otherwise="NULL")

    inside = is_in_ramp(one)
    if inside == ALWAYS:
        return covered(one.document)
    return f"CASE WHEN {inside} THEN {covered(one.document)} ELSE {covered(one.before)} END"


def coverage(running: Sequence[Running]) -> str:
    """Return the query for account, person, the course it has, its grain, and how many strategies cover it."""
    listed = courses(running)
    each = [
        course_of(one, [course for course in listed if course.strategy == place]) for place, one in enumerate(running)
    ]
    columns = ", ".join(f"({text})::INTEGER AS course_{place}" for place, text in enumerate(each))
    names = [f"course_{place}" for place in range(len(each))]
    many = " + ".join(f"({name} IS NOT NULL)::INTEGER" for name in names) or "0"
    first = f"coalesce({', '.join(names)}, NULL)" if names else "NULL"
    return f"""
        SELECT account_id, person_id, {many} AS covering, concat_ws(',', {", ".join(names) or "''"}) AS courses,
            CASE WHEN person_id IS NULL OR {many} <> 1 THEN 0 ELSE {first} END::INTEGER AS course
        FROM (SELECT account_id, person_id{", " if columns else ""}{columns} FROM obligation_account)
    """
