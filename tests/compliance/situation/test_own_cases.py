"""A rule's own cases: written short, laid over a usual person, and judged by that rule alone."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.compliance.situation.own_cases import USUAL, failures, laid_over, own_cases
from tests.compliance.sample import NOON, PACK, rule, value

LATE: dict[str, Any] = {"id": "late", "when": {"at": "2021-11-30T10:00:00-05:00"}, "then": {"allowed": True}}


def cases(place: Path, *listed: Any, base: Any = None, **more: Any) -> list[Any]:
    (place / "cases.yaml").write_text(yaml.safe_dump({"base": base or {}, "cases": list(listed), **more}))
    return own_cases(place, pack=PACK)


def wrong(place: Path, *listed: dict[str, Any], **keys: Any) -> list[str]:
    """What differs, for a rule that bars texts from the end of 2021 on."""
    barred = {"when": "act_channel = 'sms'", "acts": "act_channel IN ('call', 'sms')", "until": "this_day()", **keys}
    return failures(rule(**barred), cases(place, *listed), asked_at=NOON)


def test_a_case_lies_over_its_base_and_that_over_the_usual(tmp_path: Path) -> None:
    base = {"given": {"consumer": {"state": "TX"}}, "when": {"channel": "sms"}}
    (found,) = cases(tmp_path, {**LATE, "given": {"debts": [{"id": "d7"}]}}, base=base)
    given, action = found.situation["given"], found.situation["when"]["action"]
    assert given["consumer"] == {**USUAL["given"]["consumer"], "state": "TX"}
    assert given["debts"] == [{"id": "d7"}], "Lists are replaced whole."
    assert (action["channel"], action["at"], given["packs"]) == ("sms", LATE["when"]["at"], [PACK])


def test_one_tree_over_another() -> None:
    assert laid_over({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"c": 3}, "d": [], "e": 0}) == {
        "a": {"b": 1, "c": 3},
        "d": [],
        "e": 0,
    }
    assert laid_over({"a": {"b": 1}}, {"a": None}) == {"a": None}


@pytest.mark.parametrize(
    ("when", "then", "passes"),
    [
        ({}, {"allowed": True}, True),
        ({}, {"allowed": False}, False),
        ({"channel": "sms"}, {"allowed": False, "effect": "prohibited", "rule": "1.2"}, True),
        ({"channel": "sms"}, {"allowed": False, "effect": "presumed_violation"}, False),
        ({"channel": "sms"}, {"allowed": False, "rule": "1.3"}, False),
        ({"channel": "sms"}, {"allowed": False, "next_allowed_at": "2026-05-05T12:00:00-04:00"}, True),
        ({"channel": "sms"}, {"allowed": False, "next_allowed_at": "2026-05-05T12:01:00-04:00"}, False),
        ({"channel": "sms"}, {"allowed": False, "next_allowed_at": None}, False),
        ({"channel": "letter"}, {"silent": True}, True),
        ({"channel": "letter"}, {"allowed": False}, False),
        ({"channel": "sms"}, {"silent": True}, False),
        ({"at": "2021-11-29T10:00:00-05:00"}, {"allowed": False, "effect": "unknown"}, True),
        ({"at": "2021-11-30T10:00:00-05:00"}, {"allowed": True, "effect": "permitted"}, True),
        ({}, {"value": {"due": "2026-01-01"}}, False),
    ],
)
def test_what_a_case_expects(tmp_path: Path, when: dict[str, Any], then: dict[str, Any], *, passes: bool) -> None:
    found = wrong(tmp_path, {"id": "it", "when": {"at": NOON, **when}, "then": then})
    assert (found == []) is passes, found


def test_a_failure_tells_what_came_out(tmp_path: Path) -> None:
    (sentence,) = wrong(tmp_path, {"id": "a text", "when": {"at": NOON, "channel": "sms"}, "then": {"allowed": True}})
    assert sentence.startswith("test.rule: a text: got refused 1.2 prohibited")
    assert sentence.endswith("expected {'allowed': True}")


def test_a_case_of_a_rule_that_computes(tmp_path: Path) -> None:
    keys = {"asks": "compute", "shape": "computed_date", "gives": [{"name": "due", "from": "this_day()"}]}
    one = rule(**keys)
    found = [
        {"id": "right", "when": {"at": NOON}, "then": {"value": {"due": "2026-05-05"}}},
        {"id": "wrong", "when": {"at": NOON}, "then": {"value": {"due": "2026-05-06"}}},
        {"id": "missing", "when": {"at": NOON}, "then": {"value": {"other": 1}}},
    ]
    listed = failures(one, cases(tmp_path, *found), asked_at=NOON)
    assert [sentence.split(":")[1].strip() for sentence in listed] == ["wrong", "missing"]


def test_a_case_may_ask_by_the_law_as_it_was_announced(tmp_path: Path) -> None:
    announced = {**value(5, since="2026-01-01")["dated"][0], "announced": "2025-06-01"}
    values = {"most": value(7, more=[announced])}
    keys = {"shape": "cap", "proposed": "act_debts_combined", "most": ":most", "values": values}
    asked = {"id": "six", "when": {"at": NOON, "debts_combined": 6}}
    listed = [
        {**asked, "id": "now", "then": {"allowed": False}},
        {**asked, "id": "before", "known_on": "2025-05-31", "then": {"allowed": True}},
        {**asked, "id": "on the day", "known_on": "2025-06-01", "then": {"allowed": False}},
    ]
    assert failures(rule(**keys), cases(tmp_path, *listed), asked_at=NOON) == []


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        ({"id": "x", "then": {"alowed": True}}, "unknown are alowed"),
        ({"id": "x", "whn": {}, "then": {"allowed": True}}, "unknown are whn"),
        ({"id": "x", "then": {}}, "a case has an id and a then"),
        ({"then": {"allowed": True}}, "a case has an id and a then"),
    ],
)
def test_a_case_that_is_not_plain_is_refused(tmp_path: Path, listed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(LawbookRefused, match=sentence):
        cases(tmp_path, listed)


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawbookRefused, match="holds base and cases, and nothing else"):
        cases(tmp_path)
    with pytest.raises(LawbookRefused, match="holds base and cases, and nothing else"):
        cases(tmp_path, LATE, more={})


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LawbookRefused, match="two cases are called 'late'"):
        cases(tmp_path, LATE, LATE)
