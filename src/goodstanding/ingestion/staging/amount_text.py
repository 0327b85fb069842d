"""Amounts in a file: plain decimals become minor units in DuckDB, exactly; everything else is read by money.reading.

Both ways end in the same whole numbers; a test holds them equal. No floating point number is involved anywhere.
"""

from typing import NamedTuple

import duckdb
import pyarrow as pa

from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.typed import Typed
from goodstanding.ingestion.staging.workspace import append
from goodstanding.money.currency import EXPONENTS
from goodstanding.money.reading import AmountUnreadable, read_amount

MINOR_MAX = 10**15
"""Ten million millions with two decimals: more than anybody owes."""
DIGITS_MAX = 11
_POINT = frozenset({"plain", "1,234.56", "1'234.56"})
_UNAMBIGUOUS_DECIMALS = 2
PIECE_TEXTS = 50_000


class Money(NamedTuple):
    """The SQL of an amount's text and of its currency, and the currency itself where it is the same in every row."""

    text: str
    currency: str
    constant: str | None


def prepare(work: duckdb.DuckDBPyConnection, field: Field, money: Money, *, table: str, where: str) -> None:
    """Read every text that is no plain decimal into a table of its own, once for each different text."""
    work.execute(f"CREATE TABLE {table} (text VARCHAR, currency VARCHAR, minor BIGINT, reason VARCHAR)")
    question = (
        f"SELECT DISTINCT {money.text}, {money.currency} FROM cell AS raw WHERE {where} AND {money.text} <> ''"
        f" AND NOT coalesce({_is_plain(field, money)}, false)"
    )
    found = work.cursor().execute(question)
    while texts := found.fetchmany(PIECE_TEXTS):
        append(work, table, _read_all(texts, field))


def typed_amount(field: Field, money: Money, *, table: str) -> Typed:
    """Return value and reason of an amount; `table` is what `prepare` filled, joined under its own name."""
    plain = _is_plain(field, money)
    sign = "-" if field.negate else ""
    value = f"CASE WHEN {plain} THEN {sign}{_minor(money)} ELSE {table}.minor END"
    reason = f"CASE WHEN {money.text} = '' OR {plain} THEN NULL ELSE {table}.reason END"
    return Typed(value, reason)


def above(inner: Typed, *, least: int, name: str) -> Typed:
    """Return the amount with the further reason that it is below the least one allowed, 0 or 1 minor unit."""
    words = "is not above zero" if least else "is below zero"
    sentence = literal(f"The {name} {words}.")
    return Typed(inner.value, f"coalesce({inner.reason}, CASE WHEN {inner.value} < {least} THEN {sentence} END)")


def _is_plain(field: Field, money: Money) -> str:
    """Return the SQL of: are these digits and at most so many decimals, which every way of writing reads alike?"""
    codes = {money.constant} if money.constant else {code for code, places in EXPONENTS.items() if places == 2}  # noqa: PLR2004  Two decimals, as said.
    places = 2 if not money.constant else EXPONENTS.get(money.constant, 0)
    if field.numbers not in _POINT:
        # "1.234" may be a thousand; one or two digits behind a point never are, and "1 234,56" knows no point.
        places = min(places, _UNAMBIGUOUS_DECIMALS) if field.numbers is None else 0
    decimals = rf"(\.[0-9]{{1,{places}}})?" if places else ""
    plain = f"regexp_full_match({money.text}, '-?[0-9]{{1,{DIGITS_MAX}}}{decimals}')"
    if money.constant:
        return plain
    return f"({plain} AND {money.currency} IN ({', '.join(literal(code) for code in sorted(codes))}))"


def _minor(money: Money) -> str:
    """Return the SQL of a plain decimal in minor units: its digits with the missing decimals as zeros."""
    places = 2 if not money.constant else EXPONENTS.get(money.constant, 0)
    behind = f"CASE WHEN contains({money.text}, '.') THEN length({money.text}) - strpos({money.text}, '.') ELSE 0 END"
    return f"TRY_CAST(replace({money.text}, '.', '') || repeat('0', {places} - {behind}) AS BIGINT)"


def _read_all(texts: list[tuple[str, str]], field: Field) -> pa.Table:
    read = [_read(text, currency, field) for text, currency in texts]
    return pa.table(
        {
            "text": pa.array([text for text, _ in texts], pa.string()),
            "currency": pa.array([currency for _, currency in texts], pa.string()),
            "minor": pa.array([minor for minor, _ in read], pa.int64()),
            "reason": pa.array([reason for _, reason in read], pa.string()),
        }
    )


def _read(text: str, currency: str, field: Field) -> tuple[int | None, str | None]:
    """Read one amount; a currency that is not one has its own reason elsewhere."""
    if currency not in EXPONENTS:
        return None, None
    try:
        minor = read_amount(text, currency=currency, format=field.numbers, rounding=field.rounding).minor
    except AmountUnreadable as refusal:
        return None, str(refusal)
    if abs(minor) > MINOR_MAX:
        return None, "This is more money than anybody owes."
    return (-minor if field.negate else minor), None
