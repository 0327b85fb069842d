"""Readings made by hand: rows of the books with the rest filled in, and the sheet that comes of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.strategy.night.facts.facts import Facts, facts
from goodstanding.strategy.night.tables import PEOPLE, READING

Row = dict[str, Any]
TODAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

USUAL: Mapping[str, Row] = {
    "person": {"kind": "person", "language": "", "country": ""},
    "debt": {
        "client_id": 1, "portfolio_id": 1, "reference": "D", "currency": "USD", "debt_type": "other",
        "original_creditor": "", "jurisdiction": "", "recorded_at": NOON - 100 * DAY,
    },
    "item": {"kind": "invoice", "issued_date": TODAY - 400 * DAY, "amount_minor": 100},
    "posting": {"head": "receivable", "component": "principal", "effective_date": TODAY - 400 * DAY},
    "point": {
        "country": "US", "region": "", "postal_code": "", "locality": "", "zones": "", "status": "valid",
        "status_at": NOON - 100 * DAY, "label": "",
    },
    "contact": {"reached": "consumer", "direction": "outbound", "outcome": "", "content": "", "purpose": ""},
    "circumstance": {"never_held": False},
    "representation": {"reachable": True},
}  # fmt: skip
"""What stands in a row that says nothing else."""


def reading(**rows: Sequence[Row]) -> dict[str, pa.Table]:
    """Return a reading of these rows; everybody who owes is in the books without being named."""
    named = {row["person_id"] for row in rows.get("person", [])}
    owing = {row["person_id"] for row in rows.get("debt", []) if row.get("person_id")} - named
    rows["person"] = [*rows.get("person", []), *({"person_id": number} for number in sorted(owing))]
    return {name: _table(schema, [USUAL.get(name, {}) | row for row in rows.get(name, [])])
            for name, schema in READING.items()}  # fmt: skip


def _table(schema: pa.Schema, rows: Sequence[Row]) -> pa.Table:
    assert all(row.keys() <= set(schema.names) for row in rows), f"A row has a column that {schema.names} has not."
    return pa.table({field.name: pa.array([row.get(field.name) for row in rows], field.type) for field in schema})


def found(day: date = TODAY, /, **rows: Sequence[Row]) -> Facts:
    """Return the sheets of such a reading."""
    clients = pa.table(
        {"client_id": [1, 2], "name": ["Larch", "Fern"], "collector_kind": ["third_party", "debt_buyer"]}
    )
    portfolios = pa.table({"portfolio_id": [1], "name": ["Gas"]})
    return facts(
        reading(**rows),
        day=day,
        known_at=NOON + 10_000 * DAY,
        clients=clients.cast(PEOPLE["client"]),
        portfolios=portfolios.cast(PEOPLE["portfolio"]),
        lawbook=shipped(),
    )


def accounts(day: date = TODAY, /, **rows: Sequence[Row]) -> dict[int, Row]:
    """Return the rows of the sheet of accounts by account."""
    return {row["account_id"]: row for row in found(day, **rows).accounts.to_pylist()}


def account(day: date = TODAY, /, **rows: Sequence[Row]) -> Row:
    """Return the row of account 1, which person 1 owes, if no debt is named."""
    rows.setdefault("debt", [{"account_id": 1, "person_id": 1}])
    return accounts(day, **rows)[1]
