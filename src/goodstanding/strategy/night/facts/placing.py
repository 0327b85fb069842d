"""Where people are and which clocks they may live by: the part `placed`.

The zones are those of `goodstanding.compliance.situation.person.candidate_zones`, asked once for every sort of place.
"""

from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from goodstanding.compliance.situation.person import candidate_zones
from goodstanding.factsheet.sheet import BETWEEN, members
from goodstanding.strategy.night.brief.alike import alike

STATEMENTS = (
    """CREATE TEMP TABLE first_address AS
    SELECT person_id, min(point_id) FILTER (kind = 'address') AS point_id,
        min(zones) FILTER (zones <> '') AS least, max(zones) FILTER (zones <> '') AS most
    FROM point GROUP BY person_id""",
)
HOME = """SELECT first_address.person_id, coalesce(point.region, '') AS region, coalesce(point.country, '') AS country,
        coalesce(point.postal_code, '') AS postal_code, coalesce(mixed.told, least, '') AS told
    FROM first_address
    LEFT JOIN point ON point.point_id = first_address.point_id
    LEFT JOIN (
        SELECT person_id, string_agg(zones, chr(31) ORDER BY point_id) AS told FROM point
        WHERE zones <> '' AND person_id IN (SELECT person_id FROM first_address WHERE least <> most)
        GROUP BY person_id
    ) AS mixed ON mixed.person_id = first_address.person_id"""
"""Most people's points all tell the same zones; only for the others does the order of the points matter."""
SORT = ("told", "region", "country", "postal_code")


def place(books: DuckDBPyConnection) -> None:
    """Make the part `placed`: every sort of place is asked for its zones once."""
    homes = books.sql(HOME).to_arrow_table()
    first, number = alike(homes, SORT)
    sorts = homes.select(SORT).take(pa.array(first)).combine_chunks()
    told = zip(*(one.to_pylist() for one in sorts.columns), strict=True)
    found = [zones_of(*one) for one in told]
    columns = {
        "state": _named(sorts["region"]),
        "home_country": _named(sorts["country"]),
        "postal_code": _named(sorts["postal_code"]),
        "zones": pa.array([BETWEEN.join(sorted(one)) for one in found], pa.string()),
        "zones_count": pa.array([len(one) for one in found], pa.int64()),
        "home_zone": pa.array([one[0] if one else None for one in found], pa.string()),
    }
    places = pa.array(number)
    spread = {name: column.take(places) for name, column in columns.items()}
    books.register("placed", pa.table({"person_id": homes["person_id"], **spread}))


def _named(words: pa.ChunkedArray) -> pa.Array:
    """Return words, absent where they are empty."""
    told = words.combine_chunks()
    return pc.if_else(pc.equal(told, ""), None, told)


@lru_cache(maxsize=200_000)
def zones_of(told: str, region: str, country: str, postal_code: str) -> tuple[str, ...]:
    """Return every zone a person may live by, the first of them home; `told` are those of their contact points."""
    contacts = [{"timezone": zone} for zone in members(told)]
    consumer = {"contacts": contacts, "state": region, "country": country, "zip": postal_code}
    return tuple(candidate_zones(consumer))
