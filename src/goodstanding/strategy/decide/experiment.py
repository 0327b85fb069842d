"""Which arm of an experiment a person is drawn into: by seeded chance, level in every stratum, once and for all.

For the decision. Within a chunk and a stratum, people are ordered by a number drawn from the seed and theirs, and laid
evenly over a line of shares with a drawn beginning: of n people an arm gets its share of n, rounded up or down.
"""

import duckdb

from goodstanding.strategy.decide.clause import cases, word
from goodstanding.strategy.document.document import WHOLE_PPM, Document, Experiment

HELD_OUT_ARM = "hold-out"
"""The arm of those who are only watched."""


def name_of(experiment: Experiment, *, document: Document) -> str:
    """Return the name under which the books keep who is in which arm."""
    return f"{document.strategy}/{experiment.name}"


def places(experiment: Experiment, *, document: Document) -> str:
    """Return whether the segment at `place` takes part; of two experiments on a segment the first has it."""
    numbers = [
        str(number)
        for number, segment in enumerate(document.segments, start=1)
        if next((one for one in document.experiments if segment.name in one.segments), None) is experiment
    ]
    return f"place IN ({', '.join(numbers)})" if numbers else "FALSE"


def stratum(experiment: Experiment) -> str:
    """Return the stratum of a row of the sheet, as text."""
    told = [f"coalesce({column}::VARCHAR, '')" for column in experiment.strata]
    return f"concat_ws('|', {', '.join(told)})" if told else "''"


def arm_of(document: Document) -> str:
    """Return the arm of a row, empty where there is none; arms are joined as arm_0, arm_1 …"""
    pairs = [
        (places(one, document=document), f"coalesce(arm_{number}.arm, '')")
        for number, one in enumerate(document.experiments)
    ]
    return cases(pairs, otherwise="''")


def treatment_of(document: Document) -> str:
    """Return the treatment of a row: its arm's, or else its segment's. An arm that is gone follows the segment."""
    drawn = [
        (f"{places(one, document=document)} AND arm_{number}.arm = {word(arm.name)}", word(arm.treatment))
        for number, one in enumerate(document.experiments)
        for arm in one.arms
    ]
    plain = [(f"place = {number}", word(one.treatment)) for number, one in enumerate(document.segments, start=1)]
    return cases([*drawn, *plain], otherwise="''")


def joined_arms(document: Document) -> str:
    """Return the joins that bring a person's arms to a row called s."""
    return " ".join(
        f"LEFT JOIN arm AS arm_{number} ON arm_{number}.person_id = s.person_id"
        f" AND arm_{number}.experiment = {word(name_of(one, document=document))}"
        for number, one in enumerate(document.experiments)
    )


def draw(duck: duckdb.DuckDBPyConnection, experiment: Experiment, *, name: str, entrants: str) -> None:
    """Assign entrants (a query for person_id and stratum, one row a person) to arms, in the table `assigned`."""
    seed = word(f"{experiment.seed}/")
    bounds, share = [], 0
    for arm in experiment.arms:
        share += arm.share_ppm
        bounds.append((f"point < many * {share}", word(arm.name)))
    arms = cases(bounds, otherwise=word(HELD_OUT_ARM))
    duck.execute(f"""
        INSERT INTO assigned SELECT person_id, {word(name)}, {arms}, stratum FROM (
            SELECT person_id, stratum, many, turn * {WHOLE_PPM}
                + ('0x' || left(md5({seed} || stratum || '/' || first), 8))::BIGINT % {WHOLE_PPM} AS point
            FROM (
                SELECT person_id, stratum, count(*) OVER (PARTITION BY stratum) AS many,
                    row_number() OVER ordered - 1 AS turn, first_value(person_id) OVER ordered AS first
                FROM ({entrants})
                WINDOW ordered AS (PARTITION BY stratum ORDER BY md5({seed} || person_id), person_id)
            )
        )
    """)
