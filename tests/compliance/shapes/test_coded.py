"""A rule that brings its own code: breach, reopens and computed, or nothing where it has no answer."""

from pathlib import Path

import pytest
import yaml

from goodstanding.compliance.lawbook.reading import read_rule
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import PACK, ask, outcomes, rule, situation, view_of

CODE = '''"""Refuses text messages, until an hour later."""

import numpy as np

from goodstanding.factsheet.sheet import known_truths


def breach(rule, view):
    cells = view.column("act_channel")
    return known_truths(np.array([word == "sms" for word in cells.words] + [False])[cells.codes])


def reopens(rule, view):
    return view.whole("at") + 3600
'''


def coded(folder: Path, code: str | None) -> Rule:
    """A rule of a folder of its own, with some code."""
    place = folder / "coded_rule"
    place.mkdir(parents=True)
    (place / "rule.yaml").write_text(
        yaml.safe_dump({**rule().written, "shape": "code"} | {}).replace("when: 'FALSE'\n", "")
    )
    if code is not None:
        (place / "rule.py").write_text(code)
    return read_rule(place, pack=PACK)


def test_its_own_code_decides(tmp_path: Path) -> None:
    own = coded(tmp_path, CODE)
    assert outcomes(own, situation(channel="sms"), situation()) == ["refused", "permitted"]
    assert str(ask(own, situation(channel="sms"))[0].next_at) == "2026-05-05 17:00:00+00:00"
    assert own.decides.computed(own, view_of()) == [{}]


def test_what_its_code_does_not_say_breaks_nothing(tmp_path: Path) -> None:
    own = coded(
        tmp_path, '"""Only computes."""\n\n\ndef computed(rule, view):\n    return [{"due": 1}] * view.length\n'
    )
    assert outcomes(own, situation()) == ["permitted"]
    assert own.decides.computed(own, view_of(situation(), situation())) == [{"due": 1}, {"due": 1}]


def test_two_rules_of_one_name_keep_their_own_code(tmp_path: Path) -> None:
    first = coded(tmp_path / "one", CODE)
    second = coded(tmp_path / "two", CODE.replace('"sms"', '"call"'))
    assert outcomes(first, situation()) + outcomes(second, situation()) == ["permitted", "refused"]


def test_a_rule_without_its_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawbookRefused, match=r"coded_rule says its shape is code, and has no rule.py"):
        outcomes(coded(tmp_path, None), situation())
