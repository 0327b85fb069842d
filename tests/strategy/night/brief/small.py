"""Small tables of a reading, for tests that need no books."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pyarrow as pa

from goodstanding.factsheet.sheet import Words
from goodstanding.strategy.night.brief.columns import Rows, rows_by, whole
from goodstanding.strategy.night.tables import READING

ANN, BEN = 11, 12
NOW = datetime(2026, 6, 17, 16, 0, tzinfo=UTC)
KNOWN = int(NOW.timestamp()) * 1_000_000
EPOCH = date(1970, 1, 1)
TODAY = (date(2026, 6, 17) - EPOCH).days


def table(name: str, *rows: Mapping[str, object]) -> pa.Table:
    """Return a table of a reading; what a row does not say is null."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=READING[name])


def people() -> Rows:
    """Return the two people everything here is about."""
    return rows_by(whole(table("person", {"person_id": ANN}, {"person_id": BEN}), "person_id"))


def points(*rows: Mapping[str, object]) -> pa.Table:
    """Return contact points; what a row does not say is empty, and a point is good."""
    plain = {"region": "", "country": "", "postal_code": "", "locality": "", "zones": "", "label": "",
             "status": "valid", "status_at": NOW}  # fmt: skip
    return table("point", *({**plain, **row} for row in rows))


def said(column: object) -> list[str | None]:
    """Return the words of a column."""
    assert isinstance(column, Words)
    return [None if code < 0 else column.words[code] for code in column.codes.tolist()]  # type: ignore[union-attr]  # a full column.
