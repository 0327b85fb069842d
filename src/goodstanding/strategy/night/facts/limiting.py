"""When suit may last be begun on every debt of a chunk: the part `limited`.

By the law of limitation as the gate asks it; what is told of a debt is what `strategy.queries.situation` tells.
"""

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.value import EPOCH
from goodstanding.compliance.limitation import limited
from goodstanding.factsheet.brief import ACTS, DEBTS, Brief
from goodstanding.factsheet.sheet import NOTHING, Sheet, Truth, Words
from goodstanding.strategy.legal_words import debt_type_of
from goodstanding.strategy.night.brief.alike import alike
from goodstanding.strategy.night.brief.columns import Whole, mapped, whole, words

SECONDS = 86_400
TOLD = """SELECT account_id, state, home_country, service_date, debt_type, last_payment_date, accrued_date
    FROM debt
    JOIN (SELECT account_id, min(due_date) AS accrued_date FROM item GROUP BY account_id) USING (account_id)
    JOIN placed USING (person_id)
    LEFT JOIN circumstances USING (person_id)"""
OF_PERSON = ("state", "home_country", "service_date")
"""What the law of limitation asks of a person; debts of people alike in it are told together."""


def limit(books: DuckDBPyConnection, lawbook: Lawbook, *, day: date, known_at: datetime) -> None:
    """Make the part `limited` of the parts `placed` and `circumstances`."""
    told = _together(books.sql(TOLD).to_arrow_table())
    ends = _ends(told, lawbook, day=day, known_on=(known_at.astimezone(UTC).date() - EPOCH).days)
    days = pa.array(ends, pa.int64(), mask=np.asarray(ends == NOTHING)).cast(pa.int32()).cast(pa.date32())
    books.register("limited", pa.table({"account_id": told["account_id"], "limitation_date": days}))


def _together(told: pa.Table) -> pa.Table:
    act = alike(told, OF_PERSON).number
    return told.append_column("act", pa.array(act)).take(pa.array(np.argsort(act, kind="stable"))).combine_chunks()


def _ends(told: pa.Table, lawbook: Lawbook, *, day: date, known_on: int) -> Whole:
    if not told.num_rows:
        return np.empty(0, np.int64)
    found = limited(_brief(told, day), lawbook, known_on=known_on)
    return found.debts.whole("debt_limit_ends")


def _brief(told: pa.Table, day: date) -> Brief:
    """Return one act for all debts of people alike, on that day; only what limitation asks about is told."""
    act = whole(told, "act")
    first = np.flatnonzero(np.diff(act, prepend=-1))
    people, many = told.take(pa.array(first)), told.num_rows
    rows, unknown = np.arange(many), np.zeros(many, bool)
    acts = Sheet(len(first), ACTS, {
        "subject": np.arange(len(first)),
        "at": np.int64((day - EPOCH).days * SECONDS + SECONDS // 2),
        "home_zone": Words(np.int32(0), ("UTC",)),
        "consumer_state": words(people, "state"),
        "consumer_country": words(people, "home_country"),
        "servicemember_from": whole(people, "service_date"),
    })  # fmt: skip
    debts = Sheet(many, DEBTS, {
        "act": act, "debt": rows, "account": rows, "creditor": rows,
        "debt_type": mapped(words(told, "debt_type"), debt_type_of),
        "debt_accrued": whole(told, "accrued_date"), "debt_due": whole(told, "accrued_date"),
        "debt_last_payment": whole(told, "last_payment_date"), "debt_time_barred": Truth(unknown, unknown),
    })  # fmt: skip
    return Brief(acts, debts, debt_act=act)
