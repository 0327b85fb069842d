"""A database of the operator's own, named by DATABASE_URL, checked before anything leans on it."""

from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server.binaries import OLDEST_MAJOR

SCHEMES = ("postgresql", "postgres")
CONNECT_SECONDS = 5
VERSION_FACTOR = 10_000  # 180006 is 18.6.
EXAMPLE = "Write it like postgresql://user:password@host:5432/goodstanding."


def checked(url: str) -> str:
    """The same URL, if a PostgreSQL that is new enough answers there. Never repeats the password in a refusal."""
    parts = parsed(url)
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS, autocommit=True) as connection:
            major = connection.info.server_version // VERSION_FACTOR
    except psycopg.OperationalError as fault:
        raise unreachable(fault, database=named(parts)) from fault
    if major < OLDEST_MAJOR:
        raise DatabaseRefused(
            f"DATABASE_URL leads to PostgreSQL {major}, and Goodstanding needs {OLDEST_MAJOR} or newer.",
            remedy="Upgrade that server, or name another.",
        )
    return url


def parsed(url: str) -> dict[str, object]:
    """The parts of the URL as libpq reads them."""
    scheme = url.partition("://")[0]
    if scheme not in SCHEMES or "://" not in url:
        raise DatabaseRefused("DATABASE_URL does not name a PostgreSQL database.", remedy=EXAMPLE)
    try:
        urlsplit(url)
        return dict(conninfo_to_dict(url))
    except (psycopg.ProgrammingError, ValueError) as fault:
        raise DatabaseRefused("DATABASE_URL cannot be read.", remedy=EXAMPLE) from fault


def named(parts: dict[str, object]) -> str:
    """The database in words, without its password."""
    return (
        f"{parts.get('dbname', 'the default')} on {parts.get('host', 'this machine')}, port {parts.get('port', 5432)}"
    )


def unreachable(fault: psycopg.OperationalError, *, database: str) -> DatabaseRefused:
    """Say why a connection failed, in libpq's own last words."""
    words = [line.strip() for line in str(fault).splitlines() if line.strip()]
    reason = words[0].rpartition("FATAL:")[2].strip() if words else "it gave no reason"
    return DatabaseRefused(
        f"The database that DATABASE_URL names ({database}) does not let us in: {reason.rstrip('.')}.",
        remedy="Start it or mend DATABASE_URL, or unset it to use the private database.",
    )
