"""What was done before: the parts `stepped` and `arms_of_person`, and the steps of items."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.strategy.night.brief.alike import alike

KIND = ("strategy", "treatment", "step")
STATEMENTS = (
    # Steps of items stand for the account only where no step was ever taken for the account itself; no two steps lie a
    # million days apart. Of two on the same day the first in order counts.
    """CREATE TEMP TABLE stepped AS
    SELECT * EXCLUDE (turn, strategy, treatment, step),
        strategy AS last_strategy, treatment AS last_treatment, step AS last_step
    FROM (
        SELECT account_id, arg_max(turn, place) AS turn, arg_max(last_date, place) AS last_step_date,
            string_agg(named, chr(31)) FILTER (item_id IS NULL) AS steps_taken,
            sum(times) AS steps_count
        FROM (
            SELECT *, last_date - DATE '1970-01-01' + CASE WHEN item_id IS NULL THEN 1000000 ELSE 0 END AS place
            FROM past_in_order
        ) GROUP BY account_id
    ) JOIN kind_of_step USING (turn)""",
    """CREATE TEMP TABLE item_stepped AS
    SELECT * EXCLUDE (turn, strategy, treatment, step), step AS last_step FROM (
        SELECT account_id, item_id, arg_max(turn, last_date) AS turn, max(last_date) AS last_step_date,
            string_agg(named, chr(31)) AS steps_taken
        FROM past_in_order WHERE item_id IS NOT NULL GROUP BY account_id, item_id
    ) JOIN kind_of_step USING (turn)""",
    """CREATE TEMP TABLE arms_of_person AS
    SELECT person_id, string_agg(experiment || '=' || arm, chr(31)) AS arms
    FROM (SELECT * FROM arm ORDER BY person_id, experiment, arm) GROUP BY person_id""",
)


def line_up(books: DuckDBPyConnection, past: pa.Table) -> None:
    """Register past steps in order of account and kind of step, and what the kinds are.

    Lined up once and for all: an aggregate that sorts by itself does so for every account.
    """
    first, number = alike(past, KIND)
    kinds = past.select(KIND).take(pa.array(first)).combine_chunks()
    told = [tuple(row.values()) for row in kinds.to_pylist()]
    turn_of = np.empty(len(told), np.int64)
    turn_of[sorted(range(len(told)), key=told.__getitem__)] = np.arange(len(told))
    turn = turn_of[number]
    lined = past.drop_columns(list(KIND))
    lined = lined.append_column("turn", pa.array(turn))
    lined = lined.append_column("named", pa.array(["/".join(one) for one in told], pa.string()).take(pa.array(number)))
    order = np.lexsort((turn, past["account_id"].to_numpy()))
    if (np.diff(order) != 1).any():
        lined = lined.take(pa.array(order))
    books.register("past_in_order", lined)
    books.register("kind_of_step", kinds.append_column("turn", pa.array(turn_of)))
