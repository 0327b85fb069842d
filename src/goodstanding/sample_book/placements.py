"""A file of placements as large as one likes, one row a debt, for measuring the import.

For `goodstanding bench import`. DuckDB writes it straight to disk. Chance comes from MD5, which is the same everywhere;
nothing secret hangs on it.
"""

from datetime import date
from pathlib import Path

import duckdb

from goodstanding.parties.person import search_key
from goodstanding.sample_book import words
from goodstanding.sample_book.files import FileToBringIn, copied_map
from goodstanding.sample_book.place import STATES

CLIENT = "Gauge Specimen Receivables"
FILE_NAME = "placements.csv"

_ROWS = """
COPY (
    WITH thrown AS (
        SELECT n, md5($seed || ':' || n) AS digest FROM range(1, $rows + 1) AS numbers (n)
    ), dice AS (
        SELECT n, ('0x' || digest[1:10])::BIGINT AS a, ('0x' || digest[11:20])::BIGINT AS b,
               ('0x' || digest[21:30])::BIGINT AS c
        FROM thrown
    ), drawn AS (
        SELECT n, $given[1 + (a % len($given))] AS given, $family[1 + (a // 101 % len($family))] AS family,
               $states[1 + (b % len($states))] AS state, $domains[1 + (b // 101 % len($domains))] AS domain,
               200 + c % 800 AS area, c // 1009 % 100 AS line, 500 + least(b // 7 % 400000, c // 7 % 400000) AS cents,
               $as_of::DATE - (a // 100003 % 480)::INTEGER AS due
        FROM dice
    )
    SELECT 'P' || lpad(n::VARCHAR, 9, '0') AS account, 'C' || lpad(n::VARCHAR, 9, '0') AS customer,
           given.shown || ' ' || family.shown AS name,
           '(' || area || ') 555-01' || lpad(line::VARCHAR, 2, '0') AS phone,
           replace(given.key || '.' || family.key, ' ', '.') || '.' || n || '@' || domain AS email,
           'US-' || state AS jurisdiction, strftime(due - 30, '%Y-%m-%d') AS issued, strftime(due, '%Y-%m-%d') AS due,
           strftime(due, '%Y-%m-%d') AS placed, (cents // 100) || '.' || lpad((cents % 100)::VARCHAR, 2, '0') AS amount
    FROM drawn ORDER BY n
) TO '{file}' (FORMAT csv, HEADER)
"""


def write_placements(folder: Path, *, rows: int, seed: int, as_of: date) -> FileToBringIn:
    """Write so many placements into a folder, which is made if need be, and return the file with its map."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / FILE_NAME
    family = [f"{colour}{land}" for colour in words.COLOURS for land in words.LAND]
    values = {
        "seed": str(seed),
        "rows": rows,
        "as_of": as_of,
        "given": _shown_and_key([*words.GIVEN, *words.GIVEN_FROM_ELSEWHERE, *words.GIVEN_IN_SPANISH]),
        "family": _shown_and_key([*family, *words.FAMILIES_FROM_ELSEWHERE, *words.FAMILIES_IN_SPANISH]),
        "states": sorted(STATES),
        "domains": list(words.DOMAINS),
    }
    with duckdb.connect() as engine:
        # A file name cannot be a parameter of COPY.
        engine.execute(_ROWS.replace("{file}", str(place).replace("'", "''")), values)
    return FileToBringIn(place, copied_map("placements", folder=folder), CLIENT)


def _shown_and_key(names: list[str]) -> list[dict[str, str]]:
    return [{"shown": name, "key": search_key(name)} for name in names]
