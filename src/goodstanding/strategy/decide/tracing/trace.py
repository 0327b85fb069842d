"""The story of one account on one day: which strategy, which segment, which step, and why no other.

For explaining. It asks the same clauses as the decision, each on its own, and shows what each said.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pyarrow as pa

from goodstanding.strategy.decide import experiment
from goodstanding.strategy.decide.clause import cases, holds, named, word
from goodstanding.strategy.decide.coverage import Course, courses, coverage
from goodstanding.strategy.decide.decide import HELD, LEFT, opened, outcome
from goodstanding.strategy.decide.ladder import (
    FENCED,
    TRIGGERED_BY,
    has_waited,
    is_ahead,
    is_triggered,
    last_rung,
    numbered,
)
from goodstanding.strategy.decide.standing import (
    EXIT,
    HELD_OUT,
    NO_PERSON,
    NO_SEGMENT,
    NO_STEP_DUE,
    NOT_COVERED,
    OVERLAP,
    REST,
    RESTS,
    WAITING,
    standing,
)
from goodstanding.strategy.decide.tracing import sentence
from goodstanding.strategy.document.document import Document, Running, Step

DUE, TAKEN, NOT_YET, CONDITION, OUTRANKED = "due", "taken", "not yet", "condition", "outranked"
"""Why a step is due or is not; WAITING is one more."""
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Tested:
    """A condition that was asked: whether it held (None where that is not known), and what it looked at."""

    name: str
    condition: str
    held: bool | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Considered:
    """A step that was looked at, with a word and a sentence why it is due or is not."""

    step: str
    rung: int
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The story of one obligation. `rest` is empty where a step is due; `undrawn` names an experiment without an arm.

    Where no arm was drawn yet, the story is that of the segment's own treatment.
    """

    account_id: int
    item_id: int | None
    rest: str
    sentence: str
    covers: tuple[Tested, ...] = ()
    strategy: str = ""
    edition: int = 0
    segments: tuple[Tested, ...] = ()
    segment: str = ""
    treatment: str = ""
    arm: str = ""
    undrawn: str = ""
    exits: tuple[Tested, ...] = ()
    steps: tuple[Considered, ...] = ()
    step: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    """The columns that triggers and waits look at."""


def trace(
    sheet: pa.Table, items: pa.Table, running: Sequence[Running], *, day: date, known_arms: pa.Table
) -> tuple[Trace, ...]:
    """Return the story of every obligation of a sheet, in order of account and item.

    `known_arms` are all arms drawn by the end of the day, also those the day's night drew.
    """
    listed = courses(running)
    found: list[Trace] = []
    with closing(opened(sheet, items, known_arms=known_arms)) as duck:
        duck.execute(f"CREATE TABLE coverage AS {coverage(running)}")
        covers = _covers(duck, listed)
        for course in listed:
            found += [_told(row, course, covers=covers[_number(row, "account_id")], day=day)
                      for row in _rows(duck, _story(course, day=day))]  # fmt: skip
        uncovered = """
            SELECT o.*, c.covering, c.courses FROM obligation_account AS o JOIN coverage AS c USING (account_id)
            WHERE c.course = 0
        """
        found += [_without(row, listed, covers=covers[_number(row, "account_id")]) for row in _rows(duck, uncovered)]
    return tuple(sorted(found, key=lambda one: (one.account_id, one.item_id or 0)))


def _rows(duck: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    rows: list[Row] = duck.sql(query).to_arrow_table().to_pylist()
    return rows


def _number(row: Row, name: str) -> int:
    found = row[name]
    assert isinstance(found, int)
    return found


def _covers(duck: duckdb.DuckDBPyConnection, listed: Sequence[Course]) -> dict[int, tuple[Tested, ...]]:
    """Return what every edition that runs said of every account."""
    asked = "".join(f", {holds(course.document.covers)} AS asked_{course.number}" for course in listed)
    found = {}
    for row in _rows(duck, f"SELECT *{asked} FROM obligation_account"):
        found[_number(row, "account_id")] = tuple(
            _tested(f"{course.document.strategy} edition {course.document.edition}", course.document.covers,
                    row=row, column=f"asked_{course.number}")
            for course in listed
        )  # fmt: skip
    return found


def _tested(name: str, condition: str, *, row: Row, column: str) -> Tested:
    held = row[column]
    return Tested(name, condition, held if isinstance(held, bool) else None, {at: row[at] for at in named(condition)})


def _story(course: Course, *, day: date) -> str:
    """Return the query for everything the decision asks of the obligations of a course, each answer in a column."""
    document = course.document
    rungs = [(f"treatment = {word(one.name)}", last_rung(one, strategy=document.strategy))
             for one in document.treatments.values()]  # fmt: skip
    answers = "".join(f", {clause} AS {name}" for name, clause in _answers(document, day=day))
    return f"""
        SELECT *, {outcome(document, day=day)} AS outcome{answers} FROM (
            SELECT *, {cases(rungs, otherwise=0)} AS last_rung FROM (
                SELECT s.*, {experiment.arm_of(document)} AS arm, {experiment.treatment_of(document)} AS treatment
                FROM (
                    SELECT o.*, {FENCED} AS fenced_steps, {standing(document, stopped=course.stopped)} AS place
                    FROM obligation_{document.grain} AS o JOIN coverage AS c USING (account_id)
                    WHERE c.course = {course.number}
                ) AS s {experiment.joined_arms(document)}
            )
        )
    """


def _answers(document: Document, *, day: date) -> Iterator[tuple[str, str]]:
    """Yield a name and a clause for every question of a document."""
    for number, segment in enumerate(document.segments, start=1):
        yield f"segment_{number}", holds(segment.when)
    for place, treatment in enumerate(document.treatments.values()):
        for number, condition in enumerate(treatment.exits):
            yield f"exit_{place}_{number}", holds(condition)
    for number, _, step in numbered(document):
        yield f"ahead_{number}", is_ahead(step, day=day)
        yield f"triggered_{number}", is_triggered(step, day=day)
        yield f"held_{number}", holds(step.condition)
        yield f"waited_{number}", has_waited(step)


def _without(row: Row, listed: Sequence[Course], *, covers: tuple[Tested, ...]) -> Trace:
    """Tell of an account that no one strategy decides about."""
    reason = NO_PERSON if row["person_id"] is None else OVERLAP if _number(row, "covering") > 1 else NOT_COVERED
    numbers = [int(number) for number in str(row["courses"]).split(",") if number]
    names = [course.document.strategy for course in listed if course.number in numbers]
    told = sentence.rest(reason, document=None, row=row, strategies=names)
    return Trace(_number(row, "account_id"), None, reason, told, covers=covers)


def _told(row: Row, course: Course, *, covers: tuple[Tested, ...], day: date) -> Trace:
    """Tell of an obligation of a course."""
    document, place = course.document, _number(row, "place")
    reason, step = _reason(row, document)
    segments = [
        _tested(one.name, one.when, row=row, column=f"segment_{number}")
        for number, one in enumerate(document.segments, start=1)
    ]
    tested = () if place < 0 else tuple(segments[:place] if place else segments)
    considered = tuple(_considered(row, document, day=day)) if place > 0 else ()
    told = next((one.sentence for one in considered if one.reason == DUE), "")
    item = row["item_id"]
    return Trace(
        account_id=_number(row, "account_id"),
        item_id=item if isinstance(item, int) else None,
        rest=reason,
        sentence=sentence.rest(reason, document=document, row=row) if reason else told,
        covers=covers,
        strategy=document.strategy,
        edition=document.edition,
        segments=tested,
        segment=document.segments[place - 1].name if place > 0 else "",
        treatment=str(row["treatment"]) if place > 0 else "",
        arm=str(row["arm"]) if place > 0 else "",
        undrawn=_undrawn(row, document),
        exits=tuple(_exits(row, document)),
        steps=considered,
        step=step,
        values={name: row[name] for name in (*TRIGGERED_BY, "last_rung")},
    )


def _reason(row: Row, document: Document) -> tuple[str, str]:
    """Return why an obligation rests, or else an empty word and the step that is due."""
    place, number = _number(row, "place"), _number(row, "outcome")
    if place <= 0:
        return (RESTS[-place], "") if place else (NO_SEGMENT, "")
    if row["treatment"] == "":
        return REST, ""
    if number in (LEFT, HELD):
        return (EXIT if number == LEFT else HELD_OUT), ""
    if number <= 0:
        return (WAITING if number else NO_STEP_DUE), ""
    return "", next(step.name for at, _, step in numbered(document) if at == number)


def _undrawn(row: Row, document: Document) -> str:
    """Return the experiment the person takes part in without an arm; empty where there is none."""
    place = _number(row, "place")
    if place <= 0 or row["arm"]:
        return ""
    segment = document.segments[place - 1].name
    return next((one.name for one in document.experiments if segment in one.segments), "")


def _exits(row: Row, document: Document) -> Iterator[Tested]:
    for place, treatment in enumerate(document.treatments.values()):
        if _number(row, "place") > 0 and treatment.name == row["treatment"]:
            for number, condition in enumerate(treatment.exits):
                yield _tested(treatment.name, condition, row=row, column=f"exit_{place}_{number}")


def _considered(row: Row, document: Document, *, day: date) -> Iterator[Considered]:
    """Tell of every step of the treatment, in the order of the document."""
    taken = _number(row, "outcome")
    steps = [(number, step) for number, of, step in numbered(document) if of.name == row["treatment"]]
    preferred = next((step.name for number, step in steps if number == abs(taken)), "")
    for number, step in steps:
        reason = _why(row, number, taken=taken)
        yield Considered(step.name, step.rung, reason, _because(reason, step, row=row, day=day, preferred=preferred))


def _why(row: Row, number: int, *, taken: int) -> str:
    if taken == number:
        return DUE
    if taken == -number:
        return WAITING
    if row[f"ahead_{number}"] is not True:
        return TAKEN
    if row[f"triggered_{number}"] is not True:
        return NOT_YET
    if row[f"held_{number}"] is not True:
        return CONDITION
    return OUTRANKED


def _because(reason: str, step: Step, *, row: Row, day: date, preferred: str) -> str:
    if reason == TAKEN:
        return f"It is rung {step.rung} of the ladder, and rung {row['last_rung']} was reached."
    if reason == CONDITION:
        values = sentence.values_in_words(named(step.condition), row)
        return f"Its condition, {step.condition}, does not hold: {values}."
    if reason == WAITING:
        return sentence.wait(step, row=row)
    if reason == OUTRANKED:
        return f"The step {preferred} goes before it." if preferred else "Nothing is done under this treatment today."
    return sentence.trigger(step, row=row, day=day)
