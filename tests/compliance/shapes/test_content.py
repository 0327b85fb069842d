"""Required words: what fails is refused, and named."""

from typing import Any

import pytest

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import book, brief_of, outcomes, rule, situation

WORDS = {
    "shape": "content",
    "must": {"opt out": "act_opt_out_notice_included", "conveys": "act_conveys_debt_information IS NOT NULL"},
    "must_not": {"reveals a debt": "act_reveals = 'debt'"},
}


def text(**more: Any) -> dict[str, Any]:
    return situation(**{"opt_out_notice_included": True, "conveys_debt_information": True, **more})


def test_every_condition_must_hold() -> None:
    cases = [text(), text(opt_out_notice_included=False), text(reveals="debt"), text(conveys_debt_information=None)]
    assert outcomes(rule(**WORDS), *cases) == ["permitted", "refused", "refused", "refused"]


def test_a_condition_nobody_can_tell_is_unknown() -> None:
    unsure = {"shape": "content", "must": {"collector": "act_identifies_as_debt_collector"}}
    told = situation(identifies_as_debt_collector=True)
    assert outcomes(rule(**unsure), situation(), told) == ["unknown", "permitted"]


def test_what_is_wrong_is_named() -> None:
    one = rule(asks="compute", **WORDS)
    found = calculate(brief_of(text(), text(opt_out_notice_included=False, reveals="debt")), book(one))
    assert [found[act].value for act in (0, 1)] == [{"wrong": []}, {"wrong": ["opt out", "reveals a debt"]}]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"shape": "content"}, "says neither what must be there nor what must not"),
        ({"shape": "content", "must": {"a": "act_channel"}}, "act_channel is a word; here stands a yes or no"),
        ({"shape": "content", "must_not": {"a": "act_chanel = 'x'"}}, "must_not: a: No column"),
    ],
)
def test_words_that_are_not_plain_are_refused(keys: dict[str, object], sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        rule(**keys)
