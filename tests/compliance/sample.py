"""Small rules, situations and books for the tests of this chapter; the person is Anna Sample of Ohio."""

import operator
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from goodstanding.compliance.expression.reading import Scope, read
from goodstanding.compliance.expression.view import Value, View
from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.reading import rule_of
from goodstanding.compliance.lawbook.rule import Pack, Rule
from goodstanding.compliance.shapes.computed import plain
from goodstanding.compliance.situation import reading as situations
from goodstanding.compliance.situation.own_cases import USUAL, laid_over
from goodstanding.compliance.verdict import Verdict, verdict
from goodstanding.factsheet.brief import Brief

NOON = "2026-05-05T12:00:00-04:00"
"""A Tuesday."""
PACK = "test.pack"


def situation(*, given: Mapping[str, Any] | None = None, **when: Any) -> dict[str, Any]:
    """The usual person and call, with what a test lays over them."""
    laid = laid_over(USUAL, {"given": given or {}, "when": {"at": NOON, **when}})
    return {"id": "one", "given": {"packs": [PACK], **laid["given"]}, "when": {"action": laid["when"]}}


def brief_of(*several: Mapping[str, Any]) -> Brief:
    """The brief of some situations; without any, of the usual one."""
    return situations.read(several or [situation()], asked_at=NOON)


def view_of(*several: Mapping[str, Any], values: Mapping[str, Value] | None = None) -> View:
    """All acts of some situations."""
    return View(brief_of(*several), None, values or {})


def run(text: str, view: View, scope: Scope | None = None) -> list[object]:
    """What an expression gives for each act, in plain words."""
    found = read(text, scope or Scope())
    return plain(found.run(view), found.sort, view.length)


def value(now: object, *, unit: str = "days", since: str = "2021-11-30", more: Sequence[Any] = ()) -> dict[str, Any]:
    """A dated value as a rule's file writes it."""
    entry = {"from": since, "value": now, "source": "§ 1", "checked_on": "2026-01-02", "confidence": "seen"}
    return {"unit": unit, "dated": [entry, *more]}


def entry(since: str, now: object, **more: str) -> dict[str, Any]:
    """A further dated entry."""
    return {"from": since, "value": now, "source": "§ 2", "checked_on": "2026-01-02", "confidence": "seen", **more}


def rule(**keys: Any) -> Rule:
    """A rule that looks at every contact, bars nothing, and is law since the end of 2021, with a test's own keys."""
    values = {"in_force": value(now=True, unit="yes or no"), **keys.pop("values", {})}
    raw: dict[str, Any] = {
        "id": "test.rule", "title": "A rule for tests", "asks": "may", "citation": "12 CFR 1.2", "rule": "1.2",
        "shape": "barred", "acts": "act_kind = 'contact'", "values": values,
    } | keys  # fmt: skip
    if raw["shape"] == "barred":
        raw.setdefault("when", "FALSE")
    return rule_of(raw, folder=Path("/nowhere/test_pack/test_rule"), pack=PACK, where="test_rule/rule.yaml")


def book(*rules: Rule, level: int = 1) -> Lawbook:
    """A lawbook of one pack."""
    return Lawbook((pack(*rules, level=level),), "edition", Path("/nowhere"), {one.id: one for one in rules})


def pack(*rules: Rule, level: int = 1, name: str = PACK) -> Pack:
    """A pack of some rules."""
    return Pack(name, name, level, "Nowhere", rules[0].acts, rules, Path("/nowhere/test_pack"))


def ask(one: Rule | Lawbook, *several: Mapping[str, Any], **how: Any) -> list[Verdict]:
    """The verdicts of one rule, or a whole book, on some situations."""
    law = one if isinstance(one, Lawbook) else book(one)
    judgement = judge(brief_of(*several), law, **how)
    return [verdict(judgement, act) for act in range(len(several) or 1)]


def outcomes(one: Rule | Lawbook, *several: Mapping[str, Any], **how: Any) -> list[str]:
    """Only whether each is permitted, refused or unknown."""
    return [operator.attrgetter("outcome")(found) for found in ask(one, *several, **how)]
