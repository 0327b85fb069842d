"""Answers are held against what a situation says should come out."""

import doctest
from datetime import datetime
from typing import Any

import pytest

from goodstanding.compliance.situation import check as chapter_page
from goodstanding.compliance.situation.check import check, same_minute, same_section
from tests.compliance.sample import NOON, book, rule, situation


def found(then: dict[str, Any] | None = None, *, text: bool = False, **more: Any) -> Any:
    """The answer of a book that bars texts, to a call or a text."""
    one = rule(when="act_channel = 'sms'", until="at", says={"refused": "No texts."}, rule="1006.14(b)(2)")
    case = {**situation(channel="sms" if text else "call", **more), "then": then or {}}
    return check([case], book(one), asked_at=NOON)[0]


def test_an_answer_in_full() -> None:
    no, yes = found(text=True), found()
    assert (no.id, no.allowed, no.rule, no.effect, no.because) == (
        "one",
        False,
        "1006.14(b)(2)",
        "prohibited",
        "No texts.",
    )
    assert no.next_allowed_at == datetime.fromisoformat(NOON)
    assert (yes.allowed, yes.effect, yes.next_allowed_at, yes.differs, yes.ignored) == (True, "permitted", None, (), ())


@pytest.mark.parametrize(
    ("then", "differs"),
    [
        ({"allowed": False}, ()),
        ({"allowed": True}, ("allowed",)),
        ({"rule": "12 CFR 1006.14(b)"}, ()),
        ({"rule": "1006.14(b)(2)(i)(A)"}, ()),
        ({"rule": "1006.14(h)"}, ("rule",)),
        ({"next_allowed_at": "2026-05-05T16:00:59Z"}, ()),
        ({"next_allowed_at": "2026-05-05T16:01:00Z"}, ("next_allowed_at",)),
        ({"value": {"due": 1}}, ("value",)),
        ({"allowed": True, "rule": "1006.6"}, ("allowed", "rule")),
        ({}, ()),
    ],
)
def test_what_differs_is_named(then: dict[str, Any], differs: tuple[str, ...]) -> None:
    assert found(then, text=True).differs == differs


def test_a_calculation_is_answered_with_its_values() -> None:
    one = rule(asks="compute", shape="computed_date", gives=[{"name": "due", "from": "this_day()"}])
    case = {**situation(), "then": {"value": {"due": "2026-05-05"}}}
    (answer,) = check([case], book(one), asked_at=NOON)
    assert (answer.allowed, answer.effect, answer.differs) == (None, "computed", ())
    assert answer.value == {"due": "2026-05-05"}


def test_facts_nobody_reads_are_told() -> None:
    assert found(colour="red").ignored == ("when.action.colour",)


def test_no_situations_no_answers() -> None:
    assert check([], book(rule()), asked_at=NOON) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1006.14(b)(2)(i)", "1006.14(b)(2)(i)(A)", True),
        ("12 CFR 1006.14(b)", "1006.14(b)(3)", True),
        ("1006.14(b)", "1006.14(h)", False),
        ("1006.14", "1006.140", False),
        ("", "1006.14", False),
        ("", "", True),
        ("CONC 7.9.4", "CONC 7.9.4 R", True),
        ("14(b)(2)(i)", "14(b)(2)(i)(A)", True),
    ],
)
def test_a_section_and_its_paragraphs(one: str, other: str, *, same: bool) -> None:
    assert same_section(one, other) is same
    assert same_section(other, one) is same


def test_no_instant_is_wanted_and_none_is_found() -> None:
    assert same_minute(None, None)
    assert not same_minute(datetime.fromisoformat("2026-05-05T10:00:00+00:00"), None)
    assert not same_minute(None, "2026-05-05T10:00:00+00:00")


def test_instants_agree_to_the_minute() -> None:
    at = datetime.fromisoformat("2026-05-05T16:00:59+00:00")
    assert same_minute(at, "2026-05-05T12:00:00-04:00")
    assert not same_minute(at, "2026-05-05T12:01:00-04:00")
    assert not same_minute(None, "2026-05-05T12:00:00-04:00")


def test_examples_in_the_page_hold() -> None:
    assert doctest.testmod(chapter_page).failed == 0
