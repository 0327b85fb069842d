"""Building a document from a page."""

from datetime import time

import pytest

from goodstanding.strategy.document.building import WHEN, build, clock, expression, ppm
from goodstanding.strategy.document.document import TRIGGERS, Capacity, Document
from goodstanding.strategy.document.page import Page


def test_what_is_left_out_is_as_the_document_says() -> None:
    page = Page(
        "{strategy: a, edition: 1, title: A, effective_from: 2025-01-01, segments: [{name: b}], treatments: {}}"
    )
    assert isinstance(page.value, dict)
    built = build(page.value)
    plain = Document("a", 1, "A", built.effective_from, built.segments, {})
    assert built == plain
    assert built.capacity == Capacity()


def test_every_trigger_has_its_words() -> None:
    assert set(WHEN.values()) == set(TRIGGERS)


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "TRUE"), (False, "FALSE"), (500_000, "500000"), (" on_hold\n", "on_hold")]
)
def test_an_expression_is_text(value: object, text: str) -> None:
    assert expression(value) == text


@pytest.mark.parametrize(("text", "share"), [("0 %", 0), ("2.5%", 25_000), ("100 %", 1_000_000), ("0.0001 %", 1)])
def test_a_share_is_in_parts_per_million(text: str, share: int) -> None:
    assert ppm(text) == share


def test_a_time_of_day_may_leave_out_a_zero() -> None:
    assert clock("9:05") == clock("09:05") == time(9, 5)
