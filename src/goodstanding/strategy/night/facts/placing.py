"""Where people are and which clocks they may live by: the part `placed`.

The zones are those of `goodstanding.compliance.situation.person.candidate_zones`, asked once for every sort of place.
"""

from functools import lru_cache

import pyarrow as pa
from duckdb import DuckDBPyConnection

from goodstanding.compliance.situation.person import candidate_zones
from goodstanding.factsheet.sheet import BETWEEN, members

STATEMENTS = (
    """CREATE TEMP TABLE first_address AS
    SELECT person_id, min(point_id) FILTER (kind = 'address') AS point_id,
        min(zones) FILTER (zones <> '') AS least, max(zones) FILTER (zones <> '') AS most
    FROM point GROUP BY person_id""",
    # Most people's points all tell the same zones; only for the others does the order of the points matter.
    """CREATE TEMP TABLE home AS
    SELECT first_address.person_id, coalesce(point.region, '') AS region, coalesce(point.country, '') AS country,
        coalesce(point.postal_code, '') AS postal_code, coalesce(mixed.told, least, '') AS told
    FROM first_address
    LEFT JOIN point ON point.point_id = first_address.point_id
    LEFT JOIN (
        SELECT person_id, string_agg(zones, chr(31) ORDER BY point_id) AS told FROM point
        WHERE zones <> '' AND person_id IN (SELECT person_id FROM first_address WHERE least <> most)
        GROUP BY person_id
    ) AS mixed ON mixed.person_id = first_address.person_id""",
)
PLACED = """CREATE TEMP TABLE placed AS
    SELECT person_id, nullif(region, '') AS state, nullif(country, '') AS home_country,
        nullif(postal_code, '') AS postal_code, zones, zones_count, home_zone
    FROM home JOIN sort_of_place USING (region, country, postal_code, told)"""
SORTS = "SELECT DISTINCT region, country, postal_code, told FROM home"


def place(books: DuckDBPyConnection) -> None:
    """Make the part `placed` of the part `home`."""
    sorts = books.sql(SORTS).to_arrow_table()
    found = [
        zones_of(told, region, country, postal_code)
        for region, country, postal_code, told in zip(*(one.to_pylist() for one in sorts.columns), strict=True)
    ]
    columns = {
        "zones": pa.array([BETWEEN.join(sorted(one)) for one in found], pa.string()),
        "zones_count": pa.array([len(one) for one in found], pa.int64()),
        "home_zone": pa.array([one[0] if one else None for one in found], pa.string()),
    }
    for name, column in columns.items():
        sorts = sorts.append_column(name, column)
    books.register("sort_of_place", sorts)
    books.execute(PLACED)


@lru_cache(maxsize=200_000)
def zones_of(told: str, region: str, country: str, postal_code: str) -> tuple[str, ...]:
    """Return every zone a person may live by, the first of them home; `told` are those of their contact points."""
    contacts = [{"timezone": zone} for zone in members(told)]
    consumer = {"contacts": contacts, "state": region, "country": country, "zip": postal_code}
    return tuple(candidate_zones(consumer))
