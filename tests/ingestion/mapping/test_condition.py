import duckdb
import pytest

from goodstanding.ingestion.mapping.condition import DEPTH_MAX, LENGTH_MAX, ConditionRefused, compile_condition

COLUMNS = {"Status": "c0", "Paid on": "c1", "Amount": "c2"}


def holds(condition: str, *, status: str = "", paid: str = "", amount: str = "") -> bool:
    work = duckdb.connect()
    work.execute("CREATE TABLE raw AS SELECT ? AS c0, ? AS c1, ? AS c2", [status, paid, amount])
    found = work.execute(f"SELECT {compile_condition(condition, columns=COLUMNS)} FROM raw").fetchall()
    return bool(found[0][0])


def test_conditions_are_asked_of_the_cells() -> None:
    assert holds("Status = 'open'", status="open") and not holds("Status = 'open'", status="Open")
    assert holds("status <> ''", status="x") and not holds("status <> ''")
    assert holds("\"Paid on\" IN ('a', 'b') AND NOT Status LIKE 'x%'", paid="b", status="y")
    assert holds("lower(trim(Status)) = 'open' OR false", status=" OPEN ")
    assert holds("CASE WHEN Status = 'a' THEN Amount ELSE 'b' END = 'b'")
    assert holds("as_number(Amount) > 10.5", amount="10.6") and not holds("as_number(Amount) > 10.5", amount="10.5")
    assert not holds("as_number(Amount) > 0", amount="ten")
    assert holds("as_date(\"Paid on\", '%d.%m.%Y') >= '2026-02-01'", paid="1.2.2026")
    assert not holds("as_date(\"Paid on\", '%d.%m.%Y') >= '2026-02-01'", paid="31.1.2026")
    assert holds("substring(Status, 1, 2) || 'x' = 'abx' AND length(Status) BETWEEN 3 AND 4", status="abc")
    assert holds(
        "nullif(Status, '') IS NULL AND coalesce(nullif(Status, ''), 'n') = 'n' AND starts_with(Amount, '-')",
        amount="-1",
    )


@pytest.mark.parametrize(
    "condition",
    [
        "", "   ", "SELECT 1", "(SELECT 1) = 1", "Status = 'a'; DROP TABLE raw", "raw.c0 = 'a'", "c0 = 'a'",
        "Colour = 'a'",
        "read_csv('/etc/passwd')", "getenv('HOME') = ''", "Status ~ 'a'", "Status::int = 1", "CAST(Status AS int) = 1",
        "[1] = [2]", "Status = ?", "Status = $1", "EXISTS (FROM raw)", "as_number()", "as_date(Status)", "random() > 0",
        "Status = 'a", "*", "count(*) > 1", "sum(Amount) > 1", "Status COLLATE nocase = 'a'", "{'a': 1}", "x -> x",
    ],
)  # fmt: skip
def test_whatever_is_more_than_a_condition_is_refused(condition: str) -> None:
    with pytest.raises(ConditionRefused):
        compile_condition(condition, columns=COLUMNS)


def test_a_quote_in_a_text_stays_in_the_text() -> None:
    assert holds("Status = 'a'' OR ''1''=''1'", status="a' OR '1'='1") and not holds("Status = 'a'' OR ''1''=''1'")


def test_a_column_is_found_whatever_its_capitals_unless_two_are_alike() -> None:
    assert '"c2"' in compile_condition("AMOUNT = '1'", columns=COLUMNS)
    with pytest.raises(ConditionRefused):
        compile_condition("AMOUNT = '1'", columns={"Amount": "c0", "amount": "c1"})


def test_a_condition_has_its_limits() -> None:
    compile_condition("Status = '" + "x" * 4000 + "'", columns=COLUMNS)
    with pytest.raises(ConditionRefused, match="too long"):
        compile_condition("Status = '" + "x" * LENGTH_MAX + "'", columns=COLUMNS)
    with pytest.raises(ConditionRefused):
        compile_condition("(" * 10 * DEPTH_MAX + "Status = 'a'" + ")" * 10 * DEPTH_MAX, columns=COLUMNS)
