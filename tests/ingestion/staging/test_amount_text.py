import random
from pathlib import Path

import pyarrow as pa
import pytest

from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.mapping.field_reading import NUMBERS, ROUNDINGS
from goodstanding.ingestion.staging.amount_text import MINOR_MAX, Money, above, prepare, typed_amount
from goodstanding.ingestion.staging.typed import Typed
from goodstanding.ingestion.staging.workspace import append, open_workspace
from goodstanding.money.reading import AmountUnreadable, NumberFormat, read_amount
from goodstanding.money.rounding import Rounding

TEXTS = [
    "0", "1", "-1", "12.5", "12.50", "12.345", "12.3456", "1.234", "1,234", "1,234.56", "1.234,56", "1 234,56",
    "1'234.56",
    "00012.30", "-0.01", "(12.30)", "12.30-", "$12.30", "12,30 €", "USD 12.30", "12.30 CR", "NaN", "1e5",
    "inf", "", ".5", "5.",
    "1,23,456.78", "1,23.45", "99999999999.99", "100000000000", "123456789012345678901234567890", "12.30 EUR",
    "٣", "1\u00a0234,56",
    "+5", "--5", "1.2.3", "=1+1",
]  # fmt: skip


def read_all(
    folder: Path, texts: list[str], *, currency: str | None, field: Field, codes: list[str]
) -> list[tuple[object, object]]:
    work = open_workspace(folder)
    work.execute("CREATE TABLE raw (row INTEGER, c0 VARCHAR, c1 VARCHAR)")
    numbers = list(range(len(texts)))
    append(work, "raw", pa.table({"row": pa.array(numbers, pa.int32()), "c0": texts, "c1": codes}))
    work.execute("CREATE VIEW cell AS FROM raw")
    money = Money("c0", "c1", currency)
    prepare(work, field, money, table="slow", where="true")
    found = typed_amount(field, money, table="slow")
    joined = "raw LEFT JOIN slow ON slow.text = c0 AND slow.currency = c1"
    read: list[tuple[object, object]] = work.execute(
        f"SELECT {found.value}, {found.reason} FROM {joined} ORDER BY row"
    ).fetchall()
    return read


def expected(text: str, code: str, numbers: NumberFormat | None, rounding: Rounding | None) -> int | None:
    try:
        minor = read_amount(text, currency=code, format=numbers, rounding=rounding).minor
    except AmountUnreadable:
        return None
    return minor if abs(minor) <= MINOR_MAX else None


@pytest.mark.parametrize("numbers", [None, *NUMBERS])
@pytest.mark.parametrize("is_constant", [True, False])
def test_both_ways_read_alike(tmp_path: Path, numbers: NumberFormat | None, is_constant: bool) -> None:
    chance = random.Random(7)
    plain = [f"{chance.randrange(10**9)}.{'0' * chance.randrange(2)}{chance.randrange(100)}" for _ in range(50)]
    for code in ("USD", "JPY", "JOD", "CLF"):
        for rounding in (None, *ROUNDINGS[:2]):
            texts = [*TEXTS, *plain]
            field = Field(columns=("A",), numbers=numbers, rounding=rounding)
            codes = [code] * len(texts)
            read = read_all(tmp_path, texts, currency=code if is_constant else None, field=field, codes=codes)
            for text, (minor, reason) in zip(texts, read, strict=True):
                assert minor == expected(text, code, numbers, rounding), (text, code, numbers, rounding)
                assert (reason is None) == (minor is not None or text == ""), (text, reason)


def test_a_sign_is_turned_round_both_ways(tmp_path: Path) -> None:
    field = Field(columns=("A",), numbers="1,234.56", negate=True)
    assert [
        minor for minor, _ in read_all(tmp_path, ["-12.30", "1,000.00"], currency="USD", field=field, codes=["USD"] * 2)
    ] == [1230, -100000]


def test_a_currency_that_is_none_has_its_reason_elsewhere(tmp_path: Path) -> None:
    assert read_all(tmp_path, ["5"], currency=None, field=Field(columns=("A",)), codes=["XXX"]) == [(None, None)]


def test_more_than_anybody_owes_is_rejected(tmp_path: Path) -> None:
    texts = [f"{MINOR_MAX // 100}.00", f"{MINOR_MAX // 100}.01"]
    (most, none), (nothing, reason) = read_all(
        tmp_path, texts, currency="USD", field=Field(columns=("A",)), codes=["USD"] * 2
    )
    assert (most, none, nothing) == (MINOR_MAX, None, None)
    assert reason == "This is more money than anybody owes."


@pytest.mark.parametrize(("minor", "least", "is_sound"), [(1, 1, True), (0, 1, False), (0, 0, True), (-1, 0, False)])
def test_an_amount_has_a_least(tmp_path: Path, minor: int, least: int, is_sound: bool) -> None:
    found = above(Typed(str(minor), "NULL"), least=least, name="amount")
    reason = open_workspace(tmp_path).execute(f"SELECT {found.reason}").fetchall()[0][0]
    assert (reason is None) == is_sound
