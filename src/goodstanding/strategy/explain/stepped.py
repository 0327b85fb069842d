"""A sheet as it would stand once the steps of its own day were taken."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from goodstanding.factsheet.sheet import BETWEEN

Taken = Mapping[int | None, str]
"""The step taken as "strategy/treatment/step", by item; under None the one for the account as a whole."""


def stepped(table: pa.Table, taken: Taken, *, day: date) -> pa.Table:
    """Return a sheet of accounts or of items with the steps of a day among those taken."""
    rows = [_row(row, taken.get(row.get("item_id")), day) for row in table.to_pylist()]
    return pa.Table.from_pylist(rows, schema=table.schema)


def _row(row: dict[str, object], step: str | None, day: date) -> dict[str, object]:
    if step is None:
        return row
    strategy, treatment, name = step.split("/")
    before = [one for one in str(row["steps_taken"] or "").split(BETWEEN) if one]
    told: dict[str, object] = {
        "last_strategy": strategy,
        "last_treatment": treatment,
        "last_step": name,
        "last_step_date": day,
        "days_since_last_step": 0,
        "steps_taken": BETWEEN.join([*before, step] if step not in before else before),
    }
    return row | {column: value for column, value in told.items() if column in row}
