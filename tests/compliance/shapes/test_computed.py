"""Computed dates, amounts and answers, as words and numbers a person can read."""

import numpy as np
import pytest

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.shapes.computed import plain
from goodstanding.factsheet.sheet import NOTHING, Truth, truths, whole, word_sets, words
from tests.compliance.sample import book, brief_of, rule, situation, value


def given(*gives: dict[str, object], **keys: object) -> dict[str, object]:
    """What a rule that computes gives for a usual situation of a ten dollar debt."""
    one = rule(asks="compute", shape="computed_answer", gives=list(gives), **keys)
    found = calculate(brief_of(situation(amount="10.00")), book(one))
    return found[0].value if 0 in found else {}


def test_each_kind_is_written_as_people_write_it() -> None:
    assert given({"name": "due", "from": "later_by_days(this_day(), 30)"}) == {"due": "2026-06-04"}
    assert given({"name": "amount", "from": "act_amount * 3"}) == {"amount": "30.00"}
    assert given({"name": "late", "from": "act_amount > 5"}) == {"late": True}
    assert given({"name": "count", "from": "2 + 3"}) == {"count": 5}
    assert given({"name": "share", "from": "1234", "decimals": 3}) == {"share": "1.234"}
    assert given({"name": "through", "from": "act_channel"}) == {"through": "call"}
    assert given({"name": "media", "from": "media_opt_out"}) == {"media": []}
    assert given({"name": "why", "text": "because"}, {"name": "all", "list": ["a"]}) == {"why": "because", "all": ["a"]}


def test_a_rate_is_written_with_two_decimals() -> None:
    rate = {"rate": value("6.25", unit="percent")}
    assert given({"name": "rate", "percent": ":rate"}, values=rate) == {"rate": "6.25"}


def test_a_result_is_left_out_where_it_does_not_hold() -> None:
    too_small = {"name": "due", "text": "now", "when": "act_amount > 1000"}
    assert given(dict(too_small), {"name": "other", "text": "x"}) == {"other": "x"}
    assert given({"name": "due", "text": "now", "when": "esign_consent"}) == {}, "Unknown does not hold."


def test_cells_in_plain_words() -> None:
    assert plain(truths([True, False, None]), "truth", 3) == [True, False, None]
    assert plain(Truth(np.bool_(1), np.bool_(0)), "truth", 2) == [True, True]
    assert plain(words(["a", None]), "text", 2) == ["a", None]
    assert plain(word_sets([["b", "a"], [], None]), "texts", 3) == [["a", "b"], [], None]
    assert plain(whole([0, -1, None]), "date", 3) == ["1970-01-01", "1969-12-31", None]
    assert plain(whole([5, -5, -105, None]), "amount", 4) == ["0.05", "-0.05", "-1.05", None]
    assert plain(NOTHING, "number", 2) == [None, None]


@pytest.mark.parametrize(
    ("gives", "sentence"),
    [
        (None, "lacks gives, a list of results"),
        ([{"from": "at"}], "a result has a name and one of"),
        ([{"name": "x", "form": "at"}], "a result has a name and one of .* not form"),
        ([{"name": "x"}], "a result has a name and one of"),
        ([{"name": "x", "from": "att"}], "No column or fact is called 'att'"),
        ([{"name": "x", "text": "a", "when": "at"}], "here stands a yes or no"),
    ],
)
def test_a_result_that_is_not_plain_is_refused(gives: object, sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        rule(asks="compute", shape="computed_date", gives=gives)
