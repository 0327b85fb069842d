"""Records of BAI2."""

from datetime import date

import pytest

from goodstanding.payments.bank.bai2.record import (
    amount,
    control,
    funds_length,
    records,
    return_code,
    sign_of,
    summaries,
    value_date,
)
from goodstanding.payments.bank.statement import Unreadable


def test_continued_lines_join_and_several_records_share_a_line() -> None:
    text = "03,1,USD,010,5,,,190/\n88,7,,/ 49,12,3/\n16,142,5,Z,,,free text\nruns on here/\n"
    found = list(records(text))
    assert [(one.code, one.lines) for one in found] == [("03", 2), ("49", 1), ("16", 1)]
    assert found[0].fields[3:] == ["010", "5", "", "", "190", "7", "", ""]
    assert found[2].fields[-1] == "free text runs on here"
    assert found[1].at(9) == ""


def test_a_continuation_of_nothing_is_refused() -> None:
    with pytest.raises(Unreadable):
        list(records("88,1/"))


def test_funds_and_types() -> None:
    assert [funds_length(fields) for fields in ([], ["Z"], ["V", "260101", ""], ["S", "1", "2", "3"])] == [1, 1, 3, 4]
    assert funds_length(["D", "2", "0", "5", "1", "6"]) == 6
    assert value_date(["V", "260102"], default=date(2026, 1, 1)) == date(2026, 1, 2)
    assert value_date(["Z"], default=date(2026, 1, 1)) == date(2026, 1, 1)
    assert [sign_of(code) for code in ("108", "399", "400", "699", "010", "x")] == [1, 1, -1, -1, 0, 0]
    assert return_code("557", "Reason: R02, SEC") == "R02"
    assert return_code("142", "R02") == ""
    assert list(summaries([])) == []


def test_figures_are_read_or_refused() -> None:
    assert (amount("-00500"), amount(""), control("13060195162")) == (-500, 0, 13060195162)
    for text in ("5.00", "x", "9" * 30):
        with pytest.raises(Unreadable):
            amount(text)
    with pytest.raises(Unreadable):
        control("")
