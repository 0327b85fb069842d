"""References and names as they are compared."""

import doctest

import pytest

from goodstanding.payments.matching import open_item
from goodstanding.payments.matching.open_item import Found, name_words, named_in, plain, tells_apart

KNOWN = {"INV20260012", "20260012", "RE4711", "RE4712", "10012345"}


def test_its_examples_hold() -> None:
    assert doctest.testmod(open_item).failed == 0


@pytest.mark.parametrize(
    "text, found",
    [
        ("INV-2026-0012", [Found("INV20260012", is_whole=True)]),
        ("inv 2026 / 00 12 thanks", [Found("INV20260012", is_whole=True)]),
        ("I N V 2026 0012", [Found("INV20260012", is_whole=True)]),
        ("for 2026-0012", [Found("20260012", is_whole=True)]),
        ("RE4711RE4712", [Found("RE4711", is_whole=False), Found("RE4712", is_whole=False)]),
        ("RE4711, RE4712", [Found("RE4711", is_whole=True), Found("RE4712", is_whole=True)]),
        ("KUNDE10012345", [Found("10012345", is_whole=False)]),
        ("Счёт10012345", [Found("10012345", is_whole=False)]),
        ("请付 10012345 谢谢", [Found("10012345", is_whole=True)]),
        ("910012345", []),
        ("", []),
    ],
)
def test_references_are_found_cut_and_glued_and_none_inside_another(text: str, found: list[Found]) -> None:
    assert list(named_in(text, KNOWN.__contains__)) == found


def test_a_text_without_end_is_read_in_bounded_time() -> None:
    asked = 0

    def is_known(key: str) -> bool:
        nonlocal asked
        asked += 1
        return False

    assert list(named_in("a1 " * 3_500_000, is_known)) == []
    assert asked <= open_item.TEXT_MOST * open_item.JOINED_MOST
    assert len(plain("A" * 10_000_000)) == open_item.TEXT_MOST


@pytest.mark.parametrize(
    "key, is_long", [("1234", False), ("12345", True), ("A12", False), ("A123", True), ("ABCD", False)]
)
def test_short_references_tell_nobody_apart(key: str, is_long: bool) -> None:
    assert tells_apart(key) is is_long


def test_names_keep_what_says_something() -> None:
    assert name_words("mr a 王小明 ltd") == {"王小明"}
