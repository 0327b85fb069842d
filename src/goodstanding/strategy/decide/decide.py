"""What the strategies propose for a day's sheet: one vectorised pass over a chunk of people.

For the night, for trying a strategy out, and, account by account, for explaining. It sees only the sheet, the
documents, who is in which arm, and which templates are published.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from datetime import date
from typing import NamedTuple

import duckdb
import pyarrow as pa

from goodstanding.strategy.decide import capacity, experiment, message
from goodstanding.strategy.decide.clause import cases, holds, named, word
from goodstanding.strategy.decide.coverage import Course, courses, coverage
from goodstanding.strategy.decide.experiment import HELD_OUT_ARM
from goodstanding.strategy.decide.ladder import FENCED, TRIGGERED_BY, choice, last_rung, numbered
from goodstanding.strategy.decide.standing import OBLIGATIONS, standing
from goodstanding.strategy.document.document import Document, Running
from goodstanding.strategy.night.tables import ASSIGNED, EXCEPTION, LINE, MESSAGE

LEFT, HELD = -1_000_001, -1_000_002
"""What stands in place of a step where an exit holds, and where the person is held out."""
OF_DUE = (
    "account_id", "item_id", "person_id", "client_id", "portfolio_id", "currency", "balance_minor", "days_past_due",
    "language", "preferred_language", "preferred_channel",
)  # fmt: skip


class Proposals(NamedTuple):
    """What is proposed, by the schemas of night/tables.py; `due` counts the obligations a step is due for."""

    messages: pa.Table
    lines: pa.Table
    exceptions: pa.Table
    assigned: pa.Table
    due: int


def decide(
    sheet: pa.Table,
    items: pa.Table,
    running: Sequence[Running],
    *,
    day: date,
    known_arms: pa.Table,
    templates: AbstractSet[str],
) -> Proposals:
    """Return what is proposed for every account of a sheet; `known_arms` are those drawn before (READING's arm)."""
    listed = courses(running)
    with closing(opened(sheet, items, known_arms=known_arms)) as duck:
        duck.execute(f"CREATE TABLE coverage AS {coverage(running)}")
        for course in listed:
            stand(duck, course)
            draw(duck, course)
            take(duck, course, day=day)
        if not listed:
            return _nothing()
        message.propose(duck, listed, templates=templates)
        (many,) = duck.execute("SELECT count(*) FROM due").fetchall()[0]
        return Proposals(
            messages=message.messages(duck),
            lines=message.lines(duck),
            exceptions=message.exceptions(duck, running),
            assigned=duck.sql("FROM assigned ORDER BY experiment, person_id").to_arrow_table().cast(ASSIGNED),
            due=many,
        )


def opened(sheet: pa.Table, items: pa.Table, *, known_arms: pa.Table) -> duckdb.DuckDBPyConnection:
    """Return an engine that sees the sheets, the obligations of either grain, and the arms."""
    duck = duckdb.connect(config={"threads": 1})
    duck.register("sheet", sheet)
    duck.register("items", items)
    duck.register("known_arms", known_arms)
    for grain, query in OBLIGATIONS.items():
        duck.execute(f"CREATE VIEW obligation_{grain} AS {query}")
    duck.execute("CREATE TABLE assigned (person_id BIGINT, experiment VARCHAR, arm VARCHAR, stratum VARCHAR)")
    duck.execute("""
        CREATE VIEW arm AS SELECT person_id, experiment, arm FROM known_arms
        UNION ALL SELECT person_id, experiment, arm FROM assigned
    """)
    return duck


def stand(duck: duckdb.DuckDBPyConnection, course: Course) -> None:
    """Work out where every obligation of a course stands, and keep with it what is asked of it later.

    A table and no view, here and in `take`: the engine would work out again whatever a later question filters by.
    """
    document = course.document
    duck.execute(f"""
        CREATE TABLE standing_{course.number} AS
        SELECT {", ".join(f"o.{name}" for name in needed(document))}, {FENCED} AS fenced_steps,
            {standing(document, stopped=course.stopped)} AS place
        FROM obligation_{document.grain} AS o JOIN coverage AS c ON c.account_id = o.account_id
        WHERE c.course = {course.number}
    """)


def needed(document: Document) -> list[str]:
    """Return the columns that are asked of an obligation once its segment is known."""
    told = [
        *(one for treatment in document.treatments.values() for one in treatment.exits),
        *(step.condition for _, _, step in numbered(document)),
    ]
    columns = {
        *OF_DUE,
        *TRIGGERED_BY,
        *worth(document),
        *(column for one in document.experiments for column in one.strata),
    }
    return sorted(columns.union(*(named(text) for text in told)))


def worth(document: Document) -> set[str]:
    """Return the columns that say what a call is worth and who makes it."""
    told = [document.capacity.chance_ppm, *(team.covers for team in document.capacity.teams)]
    return {column for text in told for column in named(text)}


def draw(duck: duckdb.DuckDBPyConnection, course: Course) -> None:
    """Draw an arm for everybody who comes into an experiment for the first time."""
    for one in course.document.experiments:
        name = experiment.name_of(one, document=course.document)
        entrants = f"""
            SELECT person_id, first({experiment.stratum(one)} ORDER BY account_id, item_id NULLS FIRST) AS stratum
            FROM standing_{course.number} AS s
            WHERE {experiment.places(one, document=course.document)} AND NOT EXISTS (
                SELECT 1 FROM known_arms AS k WHERE k.person_id = s.person_id AND k.experiment = {word(name)}
            )
            GROUP BY person_id
        """
        experiment.draw(duck, one, name=name, entrants=entrants)


def take(duck: duckdb.DuckDBPyConnection, course: Course, *, day: date) -> None:
    """Work out which step is due for every obligation of a course, and add those to the table `due`."""
    document = course.document
    kept = sorted({*OF_DUE, *worth(document)})
    rungs = [(f"treatment = {word(one.name)}", last_rung(one, strategy=document.strategy))
             for one in document.treatments.values()]  # fmt: skip
    duck.execute(f"""
        CREATE TABLE outcome_{course.number} AS
        SELECT {", ".join(kept)}, place, arm, treatment, {outcome(document, day=day)} AS outcome FROM (
            SELECT *, {cases(rungs, otherwise=0)} AS last_rung FROM (
                SELECT s.*, {experiment.arm_of(document)} AS arm, {experiment.treatment_of(document)} AS treatment
                FROM standing_{course.number} AS s {experiment.joined_arms(document)} WHERE place > 0
            )
        )
    """)
    begin = "CREATE TABLE due AS" if course.number == 1 else "INSERT INTO due"
    duck.execute(f"""
        {begin} SELECT {course.number}::INTEGER AS course, {", ".join(OF_DUE)}, place, arm, treatment, outcome AS step,
            {capacity.chance(document)} AS chance_ppm, {capacity.team(document)} AS team
        FROM outcome_{course.number} WHERE outcome > 0
    """)


def outcome(document: Document, *, day: date) -> str:
    """Return the number of the step that is due, or why none is, for an obligation with a treatment."""
    pairs = []
    for treatment in document.treatments.values():
        exits = [(holds(one), LEFT) for one in treatment.exits]
        held = [(f"arm = {word(HELD_OUT_ARM)}", HELD)]
        steps = choice(treatment, document=document, day=day)
        pairs.append((f"treatment = {word(treatment.name)}", cases([*exits, *held], otherwise=steps)))
    return cases(pairs, otherwise=0)


def _nothing() -> Proposals:
    messages, lines, exceptions, assigned = (one.empty_table() for one in (MESSAGE, LINE, EXCEPTION, ASSIGNED))
    return Proposals(messages, lines, exceptions, assigned, due=0)
