"""Files of base rates: in any order, with rows that change nothing, and nonsense refused with its line."""

import json
from datetime import date

import pytest

from goodstanding.ledger.interest.base_rate import Change
from goodstanding.ledger.interest.rate_file import RateFileRefused, read
from tests.ledger.interest.published import published


def test_rows_are_put_in_order_and_those_that_change_nothing_are_left_out() -> None:
    found = read("\ufeffDate,Rate\r\n2026-03-01,4\n\n2026-01-01,-0.5\n2026-04-01,4.0\n2026-02-01,3.75\n")
    assert found.changes == (
        Change(date(2026, 1, 1), -5_000), Change(date(2026, 2, 1), 37_500), Change(date(2026, 3, 1), 40_000),
    )  # fmt: skip
    assert (found.rows, found.changing_nothing) == (4, 1)
    assert found.out_of_order == (date(2026, 1, 1), date(2026, 2, 1))


@pytest.mark.shared
def test_the_bank_of_england_s_file_as_it_was_found() -> None:
    wanted = json.loads(published("rates", "expected.json"))
    found = read(published("rates", "boe_bank_rate_1694_2025.csv"))
    assert (found.rows, len(found.changes)) == (wanted["boe_rows"], wanted["boe_changes"])
    assert found.changing_nothing == wanted["boe_rows_that_change_nothing"]
    assert sorted(day.isoformat() for day in found.out_of_order) == sorted(wanted["boe_out_of_order_at"])
    assert found.changes == read(published("rates", "boe_bank_rate_changes_clean.csv")).changes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1: the file needs a column called date"),
        ("date,rate\n", "no row"),
        ("day,rate\n2026-01-01,4\n", "a column called date"),
        ("date,a,b\n2026-01-01,4,5\n", "say which column"),
        ("date,a,a\n2026-01-01,4,5\n", "one name"),
        ("date,rate\n2026-01-01,4\n2026-02-30,4\n", "Line 3: '2026-02-30' is not a day"),
        ("date,rate\n2026-01-01,four\n", "Line 2: 'four' is not a percentage"),
        ("date,rate\n2026-01-01,4.00001\n", "Line 2: '4.00001' has more than four decimals"),
        ("date,rate\n2026-01-01,140\n", "Line 2: 140% from 2026-01-01 is not a rate"),
        ("date,rate\n0026-01-01,4\n", "not a rate that a central bank"),
        ("date,rate\n2026-01-01\n", "Line 2: cells are missing"),
        ("date,rate\n2026-01-01,4\n2026-01-01,5\n", "Line 3: 2026-01-01 has another rate on line 2"),
    ],
)
def test_nonsense_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(RateFileRefused, match=said.replace("(", r"\(")):
        read(text)


def test_all_faults_are_told_together_and_a_column_that_is_not_there() -> None:
    with pytest.raises(RateFileRefused) as refused:
        read("date,rate\n" + "x,1\n" * 30)
    assert len(refused.value.faults) == 30 and "And 10 more" in str(refused.value)
    with pytest.raises(RateFileRefused, match="no column 'c'"):
        read("date,a,b\n2026-01-01,4,5\n", column="c")
    assert read("date,a,b\n2026-01-01,4,5\n", column="B").changes[0].ppm == 50_000
