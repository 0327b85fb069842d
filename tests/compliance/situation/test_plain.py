"""Plain words and numbers of a situation become cells; missing, null and nonsense are told apart."""

import time
from typing import Any

import numpy as np
import pytest

from goodstanding.compliance.shapes.computed import plain
from goodstanding.compliance.situation.plain import (
    MISSING,
    SituationUnreadable,
    cells_of,
    days,
    leaves,
    look_up,
    minor,
    seconds,
)
from goodstanding.factsheet.column import Column, amount, day, instant, number, text, texts, truth

EAST = "America/New_York"


def read(column: Column, *values: Any) -> list[object]:
    return plain(cells_of(column, values, [EAST] * len(values)), column.kind, len(values))


def test_a_missing_truth_has_its_default_and_a_null_is_unknown() -> None:
    assert read(truth("x", "."), *[True, False, None, MISSING]) == [True, False, None, False]
    assert read(truth("x", ".", default=None), MISSING) == [None]
    assert read(truth("x", ".", default=True), MISSING, None) == [True, None]
    assert read(truth("x", "."), "true", "yes", "no", "perhaps") == [True, True, False, None]


def test_words_and_sets_of_words() -> None:
    assert read(text("x", "."), "sms", None, MISSING, {"a": 1}, 7) == ["sms", None, None, None, "7"]
    assert read(texts("x", "."), ["b", "a"], "one", [], None, MISSING) == [["a", "b"], ["one"], [], None, []]


def test_numbers_and_amounts() -> None:
    assert read(number("x", "."), 7, "13", "many", None, MISSING) == [7, 13, None, None, None]
    assert read(amount("x", "."), "10.50", 10, "ten", None, MISSING) == ["10.50", "10.00", None, None, None]
    assert minor("0.01", EAST) == 1


def test_an_amount_finer_than_a_cent_is_no_amount() -> None:
    assert minor("1.005", EAST) is None


def test_a_time_without_an_offset_has_its_own_day_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for machine in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        monkeypatch.setenv("TZ", machine)
        time.tzset()
        assert read(day("d", "A day."), "2026-05-04T00:30:00", "2026-05-04T23:30:00") == ["2026-05-04", "2026-05-04"]
    monkeypatch.undo()
    time.tzset()


def test_a_number_without_end_is_none() -> None:
    assert read(number("n", "A number."), float("inf"), 7) == [None, 7]


def test_days_and_instants() -> None:
    assert read(day("x", "."), "2026-05-04", "2026-05-05T02:00:00Z", "soon", None) == [
        "2026-05-04",
        "2026-05-04",
        None,
        None,
    ]
    midnight = seconds("2026-05-04T00:00:00-04:00", EAST)
    assert seconds("2026-05-04", EAST) == midnight, "A bare date is the beginning of that day."
    assert read(instant("x", "."), "2026-05-04", None, MISSING) == [midnight, None, None]
    assert days("2026-05-05T02:00:00Z", "UTC") == (days("2026-05-04", EAST) or 0) + 1


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("soon", "'soon' is no instant"),
        ("2026-05-04T10:00:00", "does not say its offset"),
        ("2026-13-01", "is no instant"),
    ],
)
def test_an_instant_that_is_none_is_refused(value: str, sentence: str) -> None:
    with pytest.raises(SituationUnreadable, match=sentence):
        seconds(value, EAST)


def test_a_path_leads_to_a_value_or_nowhere() -> None:
    row = {"a": {"b": None, "c": [1]}, "d": 0}
    assert look_up(row, "d") == 0
    assert look_up(row, "a.b") is None
    for path in ("a.x", "d.e", "x"):
        assert look_up(row, path) is MISSING
    assert sorted(leaves(row, "given")) == ["given.a.b", "given.a.c", "given.d"]


def test_cells_are_as_many_as_rows() -> None:
    assert np.asarray(cells_of(number("x", "."), [1, 2, 3], [EAST] * 3)).shape == (3,)
