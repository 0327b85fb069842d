"""Records that stand in several rows: said alike they are one record, said differently the later row is rejected."""

import duckdb

from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.shape import SHAPES, Shape
from goodstanding.ingestion.staging.workspace import number

ROUNDS_MAX = 20
_TWO_OF_ONE_ROW = frozenset({"label", "source"})
"""What one row may call a contact point twice."""
_WORDS = {"contact_point": "contact point", "liable": "liable person"}


def settle_mentions(work: duckdb.DuckDBPyConnection) -> None:
    """Reject rows that contradict an earlier one, and drop rejected rows everywhere.

    A rejected row may have been the first to mention something; then the next row's word counts, hence the rounds.
    """
    again = [shape for shape in SHAPES.values() if _list_again(work, shape)]
    for shape in again:
        _merge_within_rows(work, shape)
    for _ in range(ROUNDS_MAX):
        drop_rejected(work)
        before = number(work, "SELECT count(*) FROM rejected")
        for shape in again:
            _reject_contradictions(work, shape)
        if number(work, "SELECT count(*) FROM rejected") == before:
            return
    drop_rejected(work)


def mark_first_mentions(work: duckdb.DuckDBPyConnection) -> None:
    """Mark each record's first mention, and make `accepted` (row, is_duplicate).

    A row is a duplicate when everything it says stands in earlier rows.
    """
    work.execute("CREATE TABLE filling (row BIGINT)")
    for shape in SHAPES.values():
        work.execute(f"ALTER TABLE {shape.kind} ADD COLUMN is_first BOOLEAN DEFAULT true")
        if _list_again(work, shape):
            _mark_first(work, shape)
            _fill_first(work, shape)
    mentions = " UNION ALL ".join(f"SELECT row, is_first FROM {kind}" for kind in SHAPES)
    work.execute(
        "CREATE TABLE accepted AS SELECT row, NOT bool_or(is_first) AND row NOT IN (FROM filling) AS is_duplicate "
        f"FROM ({mentions}) GROUP BY row"
    )


def _list_again(work: duckdb.DuckDBPyConnection, shape: Shape) -> bool:
    """List the keys that stand more than once in `again_<kind>`, and say whether there are any.

    Most files say most things once. Only what is listed is looked at closely: a million records cost a count.
    """
    work.execute(
        f"CREATE OR REPLACE TABLE again_{shape.kind} AS SELECT {shape.keyed} FROM {shape.kind} "
        f"GROUP BY {shape.keyed} HAVING count(*) > 1"
    )
    return number(work, f"SELECT count(*) FROM again_{shape.kind}") > 0


def _mentions(shape: Shape) -> str:
    """Return the SQL of the records of a kind whose keys stand more than once."""
    return f"{shape.kind} SEMI JOIN again_{shape.kind} USING ({shape.keyed})"


def _merge_within_rows(work: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Keep the first of two equal records of one row, such as a home number that is also the work number.

    What the first leaves empty is taken from the next. Two that say different things reject the row.
    """
    again = (
        f"SELECT row AS again_row, {_as('again', shape)}, min(slot) AS first_slot, {{}} "
        f"FROM {_mentions(shape)} GROUP BY row, {shape.keyed} HAVING count(*) > 1"
    )
    _reject_two_sayings(work, shape, again)
    if shape.filled:
        found = again.format(", ".join(f"arg_min({name}, slot) AS first_{name}" for name in shape.filled))
        filled = ", ".join(f"{name} = first_{name}" for name in shape.filled)
        work.execute(
            f"UPDATE {shape.kind} SET {filled} FROM ({found}) AS again "
            f"WHERE row = again_row AND slot = first_slot AND {_same('again', shape)}"
        )
    work.execute(
        f"DELETE FROM {shape.kind} USING ({again.format('1')}) AS again "
        f"WHERE row = again_row AND slot > first_slot AND {_same('again', shape)}"
    )


def _reject_two_sayings(work: duckdb.DuckDBPyConnection, shape: Shape, again: str) -> None:
    """Reject the rows that say two things of one record: neither amount, say, is more right than the other."""
    compared = [name for name in shape.compared if name not in _TWO_OF_ONE_ROW]
    if not compared:
        return
    counts = [f"count(DISTINCT {name}) AS said_{name}, count({name}) AS told_{name}" for name in compared]
    found = again.format(", ".join([*counts, "count(*) AS records"]))
    differing = {
        name: f"said_{name} > 1" if name in shape.filled else f"(said_{name} > 1 OR told_{name} % records <> 0)"
        for name in compared
    }
    named = " ".join(f"WHEN {when} THEN {literal(_word(name))}" for name, when in differing.items())
    value = " ".join(f"WHEN {when} THEN later.{name}::VARCHAR" for name, when in differing.items())
    what = literal(f"The row says two different things of {_WORDS.get(shape.kind, shape.kind)} ")
    work.execute(
        f"INSERT INTO rejected SELECT row, {literal(shape.kind)}, CASE {named} END, CASE {value} END, "
        f"{what} || later.{list(shape.key)[-1]} || '.' FROM ({found}) AS again JOIN {shape.kind} AS later "
        f"ON row = again_row AND slot > first_slot AND {_same('again', shape, 'later.')} "
        f"WHERE {' OR '.join(differing.values())}"
    )


def drop_rejected(work: duckdb.DuckDBPyConnection) -> None:
    """Take the records of rejected rows out of the staged tables."""
    if number(work, "SELECT count(*) FROM rejected") == 0:
        return
    for kind in SHAPES:
        work.execute(f"DELETE FROM {kind} WHERE row IN (SELECT row FROM rejected)")


def _reject_contradictions(work: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Reject every row that says something else of a record than the first row that says anything of it."""
    if not shape.compared:
        return
    first = ", ".join(_first_said(shape, name) for name in shape.compared)
    differing = {
        name: f"later.{name} {'<>' if name in shape.filled else 'IS DISTINCT FROM'} first_{name}"
        for name in shape.compared
    }
    named = " ".join(f"WHEN {when} THEN {literal(_word(name))}" for name, when in differing.items())
    value = " ".join(f"WHEN {when} THEN later.{name}::VARCHAR" for name, when in differing.items())
    row = " ".join(f"WHEN {when} THEN row_{name}" for name, when in differing.items())
    what = _WORDS.get(shape.kind, shape.kind)
    subject = " || ' ' || ".join(f"later.{name}" for name in shape.key)
    work.execute(f"""
        WITH again AS (
            SELECT {_as("again", shape)}, {first} FROM {_mentions(shape)} GROUP BY {shape.keyed} HAVING count(*) > 1
        )
        INSERT INTO rejected
        SELECT later.row, {literal(shape.kind)}, CASE {named} END, CASE {value} END,
            'Row ' || CASE {row} END || ' says otherwise of {what} ' || {subject} || '.'
        FROM again JOIN {shape.kind} AS later ON {_same("again", shape, "later.")}
        WHERE {" OR ".join(differing.values())}
    """)


def _first_said(shape: Shape, name: str) -> str:
    """Return the SQL of what is said first of a record and in which row; an empty cell says nothing of most things."""
    if name in shape.filled:
        return f"arg_min({name}, row) AS first_{name}, min(row) FILTER ({name} IS NOT NULL) AS row_{name}"
    return f"arg_min({{'said': {name}}}, row).said AS first_{name}, min(row) AS row_{name}"


def _fill_first(work: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Let first mentions say what only later rows say, and note these rows in `filling`."""
    if not shape.filled:
        return
    first = ", ".join(f"arg_min({name}, row) AS first_{name}" for name in shape.filled)
    gaps = " OR ".join(f"(first.{name} IS NULL AND first_{name} IS NOT NULL)" for name in shape.filled)
    fillers = ", ".join(f"min(row) FILTER ({name} IS NOT NULL) AS row_{name}" for name in shape.filled)
    work.execute(f"""
        CREATE TABLE gap AS
        SELECT again.*
        FROM (SELECT {_as("again", shape)}, min(row) AS first_row, {first}, {fillers}
            FROM {_mentions(shape)} GROUP BY {shape.keyed} HAVING count(*) > 1) AS again
        JOIN {shape.kind} AS first ON first.row = first_row AND {_same("again", shape, "first.")}
        WHERE {gaps}
    """)
    for name in shape.filled:
        work.execute(f"INSERT INTO filling SELECT row_{name} FROM gap WHERE row_{name} > first_row")
    filled = ", ".join(f"{name} = first_{name}" for name in shape.filled)
    work.execute(
        f"UPDATE {shape.kind} SET {filled} FROM gap WHERE row = first_row AND {_same('again', shape)}; DROP TABLE gap"
    )


def _mark_first(work: duckdb.DuckDBPyConnection, shape: Shape) -> None:
    """Note in `is_first` which mention of a record will be entered; the others only repeat it."""
    work.execute(
        f"UPDATE {shape.kind} SET is_first = false FROM (SELECT {_as('again', shape)}, min(row) AS first_row "
        f"FROM {_mentions(shape)} GROUP BY {shape.keyed} HAVING count(*) > 1) AS again "
        f"WHERE row > first_row AND {_same('again', shape)}"
    )


def _word(name: str) -> str:
    return name.removesuffix("_minor").replace("_", " ")


def _as(prefix: str, shape: Shape) -> str:
    return ", ".join(f"{name} AS {prefix}_{name}" for name in shape.key)


def _same(prefix: str, shape: Shape, table: str = "") -> str:
    return " AND ".join(f"{table}{name} = {prefix}_{name}" for name in shape.key)
