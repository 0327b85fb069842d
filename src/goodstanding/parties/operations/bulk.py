"""Many persons and contact points at once, inside the transaction and under the entry of an import.

These are parts of an import's deed, not deeds: the import has asked the permission, and appends the one entry that
`entry_id` names. Rows come and go as Arrow tables whose columns are called as the books' are.
"""

from typing import Any

import psycopg
import pyarrow as pa

from goodstanding.database import bulk_table, rows

PERSONS = "parties_person"
PERSON_COLUMNS = ("kind", "display_name", "given_name", "family_name", "search_name", "language", "country")
CONTACT_POINTS = "parties_contactpoint"
CONTACT_POINT_COLUMNS = (
    "search_value", "label", "source", "country", "region", "postal_code", "locality", "zones", "status",
)  # fmt: skip
_STAMPS = ("recorded_at", "entry_id")


def known_persons(cursor: psycopg.Cursor[Any], keys: pa.Table, *, issuer_id: int) -> pa.Table:
    """Return the client's persons with these references (keys: reference), withdrawn ones too."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    columns = ", ".join(f"p.{name}" for name in PERSON_COLUMNS)
    return rows.fetch_table(
        cursor,
        f"SELECT p.id, p.reference, {columns}, p.entry_id, p.withdrawn_at IS NOT NULL AS is_withdrawn "
        f"FROM {PERSONS} AS p JOIN pg_temp.wanted USING (reference) WHERE p.issuer_id = %s",
        [issuer_id],
    )


def known_contact_points(cursor: psycopg.Cursor[Any], keys: pa.Table) -> pa.Table:
    """Return all contact points of these persons (keys: person_id), withdrawn ones too."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    columns = ", ".join(f"c.{name}" for name in CONTACT_POINT_COLUMNS)
    return rows.fetch_table(
        cursor,
        f"SELECT c.id, c.person_id, c.kind, c.value, {columns}, c.entry_id, c.withdrawn_at IS NOT NULL AS is_withdrawn "
        f"FROM {CONTACT_POINTS} AS c JOIN pg_temp.wanted USING (person_id)",
    )


def register_persons(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Add persons: id, issuer_id, reference, recorded_at, entry_id and every column of PERSON_COLUMNS."""
    return rows.copy_in(cursor, PERSONS, ("id", "issuer_id", "reference", *PERSON_COLUMNS, *_STAMPS), new)


def add_contact_points(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Add contact points: id, person_id, kind, value, recorded_at, status_at, entry_id, and CONTACT_POINT_COLUMNS."""
    columns = ("id", "person_id", "kind", "value", *CONTACT_POINT_COLUMNS, "status_at", *_STAMPS)
    return rows.copy_in(cursor, CONTACT_POINTS, columns, new)


def change_persons(cursor: psycopg.Cursor[Any], changed: pa.Table) -> int:
    """Write over persons: id, PERSON_COLUMNS (NULL keeps what is there), entry_id and expected_entry_id."""
    return bulk_table.overwrite(cursor, PERSONS, PERSON_COLUMNS, changed)


def change_contact_points(cursor: psycopg.Cursor[Any], changed: pa.Table) -> int:
    """Write over contact points: id, CONTACT_POINT_COLUMNS (NULL keeps), entry_id and expected_entry_id."""
    return bulk_table.overwrite(cursor, CONTACT_POINTS, CONTACT_POINT_COLUMNS, changed)
