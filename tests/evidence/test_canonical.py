"""One value has one text, and what has no exact text is refused."""

import enum
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.evidence.canonical import NotCanonical, canonical, instant

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


class Side(enum.StrEnum):
    """A closed set of words, as facts often hold one."""

    DEBIT = "debit"


def test_keys_are_sorted_and_nothing_is_indented() -> None:
    assert (
        canonical({"b": [1, True, None], "a": {"d": "é", "c": -7}})
        == '{"a":{"c":-7,"d":"é"},"b":[1,true,null]}'.encode()
    )


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


def test_a_word_of_a_closed_set_is_text_and_a_tuple_is_a_list() -> None:
    assert canonical((Side.DEBIT, "x")) == b'["debit","x"]'


def test_large_numbers_keep_every_digit() -> None:
    assert canonical(2**80 + 1) == b"1208925819614629174706177"


@settings(max_examples=100)
@given(VALUES)
def test_what_was_written_can_be_read_and_written_again_the_same(value: object) -> None:
    read = json.loads(canonical(value))
    assert read == value
    assert canonical(read) == canonical(value)


@pytest.mark.parametrize(
    "value",
    [1.5, 1.0, float("nan"), float("inf"), Decimal("1"), date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), b"x", {1}],
)
def test_what_has_no_exact_text_is_refused_wherever_it_stands(value: object) -> None:
    for placed in (value, [value], {"a": {"b": [0, value]}}):
        with pytest.raises(NotCanonical):
            canonical(placed)


def test_the_refusal_says_where() -> None:
    with pytest.raises(NotCanonical, match=r"At value\.rate\[1\]: a float"):
        canonical({"rate": [1, 0.5]})


@pytest.mark.parametrize("key", [1, None, True, b"a"])
def test_keys_must_be_text(key: object) -> None:
    with pytest.raises(NotCanonical, match="is not text"):
        canonical({key: 1})


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(NotCanonical, match="surrogate"):
        canonical("\ud800")


def test_instants_are_told_in_utc_with_their_offset() -> None:
    east = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 3, 2, 14, tzinfo=east)) == "2026-03-02T12:00:00.000000+00:00"
    with pytest.raises(NotCanonical, match="time zone"):
        instant(datetime(2026, 3, 2, 14))  # noqa: DTZ001 - the missing zone is what is tested.
