"""Fields of an invoice's file: what is wrong is kept, with its place, and read on."""

from decimal import Decimal
from typing import Any

import pytest

from goodstanding.receivables.invoice.check import Fault
from goodstanding.receivables.invoice.field import Fields

KNOWN = ["a", "b"]


def test_a_group_keeps_its_place() -> None:
    fields = Fields({"a": {"b": ""}}, known=KNOWN)
    assert fields.group("a", known=KNOWN).text("b", required=True) == ""
    assert fields.faults == [Fault("a.b", "It is missing.")]


def test_a_list_counts_from_one() -> None:
    fields = Fields({"a": [{"b": "1"}, {"b": "x"}]}, known=KNOWN)
    assert [one.decimal("b") for one in fields.groups("a", known=KNOWN, most=2)] == [Decimal(1), Decimal(0)]
    assert [fault.where for fault in fields.faults] == ["a[2].b"]


@pytest.mark.parametrize("value", [None, "", "1e5", "1.1234567", "Infinity", "٣", "1" * 13, ["1"], {"b": "1"}, True])
def test_what_is_no_number_is_kept_as_a_fault(value: Any) -> None:
    fields = Fields({"a": value}, known=KNOWN)
    assert fields.decimal("a") == 0 and len(fields.faults) == 1


@pytest.mark.parametrize("value", [["1", "2", "3"], 5, [{"x": "y"}]])
def test_what_is_no_list_of_texts(value: Any) -> None:
    fields = Fields({"a": value}, known=KNOWN)
    fields.texts("a", most=2)
    assert fields.faults
    whole = Fields({"a": ["1", "2"], "b": "one"}, known=KNOWN)
    assert (whole.texts("a", most=2), whole.texts("b", most=2), whole.faults) == (("1", "2"), ("one",), [])
