"""How many accounts stand in which segment, or rest for which reason, worked out with the clauses of the decision."""

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

import pyarrow as pa

from goodstanding.strategy.decide.coverage import Course, courses, coverage
from goodstanding.strategy.decide.decide import opened
from goodstanding.strategy.decide.standing import NO_PERSON, NO_SEGMENT, NOT_COVERED, OVERLAP, RESTS, standing
from goodstanding.strategy.document.document import Running
from goodstanding.strategy.night.tables import READING

UNCOVERED = f"""
    SELECT CASE WHEN person_id IS NULL THEN '{NO_PERSON}' WHEN covering > 1 THEN '{OVERLAP}' ELSE '{NOT_COVERED}' END,
        count(*)
    FROM coverage WHERE course = 0 GROUP BY 1 ORDER BY 1
"""  # noqa: S608  every piece is a constant of this page.


class SegmentKey(NamedTuple):
    """A segment of an edition, or the reason why accounts rest; without a strategy where none decides."""

    strategy: str
    edition: int
    segment: str
    is_rest: bool


def count_segments(sheet: pa.Table, items: pa.Table, running: Sequence[Running]) -> Counter[SegmentKey]:
    """Return how many accounts stand where; one whose items stand in two segments counts in both."""
    found: Counter[SegmentKey] = Counter()
    with closing(opened(sheet, items, known_arms=READING["arm"].empty_table())) as duck:
        duck.execute(f"CREATE TABLE coverage AS {coverage(running)}")
        for reason, many in duck.execute(UNCOVERED).fetchall():
            found[SegmentKey("", 0, reason, is_rest=True)] += many
        for course in courses(running):
            for place, many in duck.execute(_places(course)).fetchall():
                found[_key(course, place)] += many
    return found


def _places(course: Course) -> str:
    where = standing(course.document, stopped=course.stopped)
    return f"""
        SELECT place, count(DISTINCT account_id) FROM (
            SELECT o.account_id, {where} AS place
            FROM obligation_{course.document.grain} AS o JOIN coverage AS c USING (account_id)
            WHERE c.course = {course.number}
        )
        GROUP BY place ORDER BY place
    """  # noqa: S608  put together from the clauses of the decision.


def _key(course: Course, place: int) -> SegmentKey:
    document = course.document
    if place > 0:
        return SegmentKey(document.strategy, document.edition, document.segments[place - 1].name, is_rest=False)
    name = RESTS[-place] if place < 0 else NO_SEGMENT
    return SegmentKey(document.strategy, document.edition, name, is_rest=True)
