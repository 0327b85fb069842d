"""Which moratorium counts for an act. That it is told alike alone: tests/strategy/test_moratoria.py."""

from datetime import date

import numpy as np
import pyarrow as pa

from goodstanding.factsheet.sheet import Truth, Words
from goodstanding.strategy.night.brief.standing import moratoria_of, moratorium_columns
from goodstanding.strategy.night.tables import READING


def test_of_several_debts_the_one_that_is_in_counts_and_then_the_newest() -> None:
    def row(account: int, start: int, number: int, *, included: bool) -> dict[str, object]:
        return {
            "account_id": account, "person_id": 1, "kind": "standard" if number == 1 else "crisis",
            "starts_date": date(2026, 5, start), "is_included": included, "moratorium_id": number,
        }  # fmt: skip

    rows = [row(1, 9, 1, included=False), row(2, 3, 2, included=True), row(3, 5, 1, included=True)]
    found = moratorium_columns(
        moratoria_of(pa.Table.from_pylist(rows, READING["moratorium"])),
        acts=4, act=np.array([0, 1, 1, 2, 2]), account=np.array([9, 1, 2, 2, 3]),
    )  # fmt: skip
    kind, included = found["moratorium_type"], found["moratorium_debt_included"]
    assert isinstance(kind, Words)
    assert isinstance(included, Truth)
    told = [None if code < 0 else kind.words[code] for code in np.asarray(kind.codes)]
    assert told == [None, "mental_health_crisis", "breathing_space", None]
    assert np.asarray(included.yes).tolist() == [False, True, True, False]
    assert not np.asarray(included.no).any()


def test_a_debt_left_out_is_told_as_left_out() -> None:
    rows = [{
        "account_id": 1, "person_id": 1, "kind": "standard", "starts_date": date(2026, 5, 1), "is_included": False,
        "moratorium_id": 1,
    }]  # fmt: skip
    table = pa.Table.from_pylist(rows, READING["moratorium"])
    found = moratorium_columns(moratoria_of(table), acts=1, act=np.array([0]), account=np.array([1]))
    included = found["moratorium_debt_included"]
    assert isinstance(included, Truth)
    assert (np.asarray(included.yes).tolist(), np.asarray(included.no).tolist()) == ([False], [True])
