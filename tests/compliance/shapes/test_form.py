"""What every shape falls back on: waiting makes nothing lawful, and a calculation breaks nothing."""

import numpy as np
import pytest

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.form import Computing, Deciding, condition, expression, optional, written
from goodstanding.factsheet.sheet import NOTHING
from tests.compliance.sample import rule, situation, view_of


def test_what_only_decides_reopens_never_and_computes_nothing() -> None:
    view = view_of(situation(), situation())
    assert Deciding().reopens(rule(), view) == NOTHING
    assert Deciding().computed(rule(), view) == [{}, {}]


def test_what_only_computes_breaks_nothing() -> None:
    breach = Computing().breach(rule(), view_of())
    assert not np.any(breach.yes)
    assert np.all(breach.no)
    assert Computing().reopens(rule(), view_of()) == NOTHING


def test_blanks_are_read_or_refused_with_their_place() -> None:
    raw = {"when": "replies", "colour": "act_colour"}
    assert condition(raw, "when", Scope(), "here").sort == "truth"
    assert optional(raw, "until", Scope(), "here") is None
    assert written("at", Scope(), "here").sort == "instant"
    for read in (condition, expression):
        with pytest.raises(LawbookRefused, match=r"here lacks until\."):
            read(raw, "until", Scope(), "here")
        with pytest.raises(LawbookRefused, match="here: colour: No column or fact is called 'act_colour'"):
            read(raw, "colour", Scope(), "here")
