"""The moratorium that concerns the debts of each act, as arrangements.hardship.queries.moratoria tells it of one debt.

Of several that concern the debts of a message the one that takes a debt in counts, the newest of these.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goodstanding.arrangements.hardship.moratorium import LEGAL_NAMES
from goodstanding.factsheet.sheet import Cells, Truth
from goodstanding.strategy.night.brief.columns import (
    Flags,
    Rows,
    Whole,
    flags,
    mapped,
    rows_by,
    taken,
    whole,
    words,
    words_taken,
)  # fmt: skip

DAYS = {
    "moratorium_started": "starts_date",
    "moratorium_ended": "ended_date",
    "moratorium_cancelled": "cancelled_date",
    "moratorium_treatment_ended": "treatment_ended_date",
}


@dataclass(frozen=True, slots=True)
class Moratoria:
    """What the reading says of the moratoria of people: a row a debt."""

    by_account: Rows
    table: pa.Table
    is_included: Flags
    starts: Whole
    number: Whole


def moratoria_of(table: pa.Table) -> Moratoria:
    """Return the moratoria of a reading."""
    return Moratoria(
        rows_by(whole(table, "account_id")), table, flags(table, "is_included"), whole(table, "starts_date"),
        whole(table, "moratorium_id"),
    )  # fmt: skip


def columns_of(moratoria: Moratoria, *, acts: int, act: Whole, account: Whole) -> dict[str, Cells]:
    """Return the columns of acts; `act` and `account` say which act is about which debt."""
    row = _counting(moratoria, acts=acts, act=act, account=account)
    known = row >= 0
    included = np.zeros(acts, bool)
    included[known] = moratoria.is_included[row[known]]
    table = moratoria.table
    days: dict[str, Cells] = {name: taken(whole(table, column), row) for name, column in DAYS.items()}
    return days | {
        "moratorium_type": words_taken(mapped(words(table, "kind"), LEGAL_NAMES.get), row),
        "moratorium_debt_included": Truth(included, known & ~included),
    }


def _counting(moratoria: Moratoria, *, acts: int, act: Whole, account: Whole) -> Whole:
    """Return the row that counts for each act, or -1."""
    found = np.full(acts, -1, np.int64)
    row = moratoria.by_account.first(account)
    there = row >= 0
    act, row = act[there], row[there]
    # The last of an act in this order counts.
    order = np.lexsort((moratoria.number[row], moratoria.starts[row], moratoria.is_included[row]))
    found[act[order]] = row[order]
    return found
