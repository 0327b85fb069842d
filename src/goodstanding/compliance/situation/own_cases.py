"""A rule's own cases, from the `cases.yaml` beside it, judged by that rule alone.

A case is a situation written short: `base` is laid under every case, and under that the usual person, debt and act of
USUAL. `then` says allowed, silent (the rule has nothing to say), effect, rule, next_allowed_at or value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.reading import read_yaml
from goodstanding.compliance.lawbook.rule import Pack, Rule
from goodstanding.compliance.lawbook.value import LawbookRefused, read_day
from goodstanding.compliance.situation.check import same_minute, same_section
from goodstanding.compliance.situation.reading import read
from goodstanding.compliance.verdict import verdict

USUAL: Mapping[str, Any] = {
    "given": {
        "consumer": {"id": "c1", "state": "OH", "zip": "43215", "timezone": "America/New_York", "country": "US"},
        "debts": [{"id": "d1", "type": "credit_card"}],
        "collector": {"type": "third_party", "covered_by_fdcpa": True},
        "history": [],
        "preferences": {},
    },
    "when": {
        "kind": "contact",
        "channel": "call",
        "person": "consumer",
        "debts": ["d1"],
        "opt_out_notice_included": True,
    },
}
CASE_KEYS = {"id", "note", "given", "when", "then", "known_on"}
THEN_KEYS = {"allowed", "silent", "effect", "rule", "next_allowed_at", "value"}


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One case of a rule: the whole situation, what should come out, and by the law as announced when."""

    id: str
    situation: Mapping[str, Any]
    then: Mapping[str, Any]
    known_on: int | None


def own_cases(folder: Path, *, pack: str) -> list[OwnCase]:
    """Return the cases beside a rule; raises LawbookRefused for unknown keys or a case that expects nothing."""
    raw = read_yaml(folder / "cases.yaml")
    where = f"{folder.parent.name}/{folder.name}/cases.yaml"
    if set(raw) - {"base", "cases"} or not raw.get("cases"):
        raise LawbookRefused(f"{where} holds base and cases, and nothing else.")
    found = [_case(one, raw.get("base") or {}, pack=pack, where=where) for one in raw["cases"]]
    names = [case.id for case in found]
    for name in names:
        if names.count(name) > 1:
            raise LawbookRefused(f"{where}: two cases are called {name!r}.")
    return found


def _case(raw: Mapping[str, Any], base: Mapping[str, Any], *, pack: str, where: str) -> OwnCase:
    unknown = (set(raw) - CASE_KEYS) | (set(raw.get("then") or {}) - THEN_KEYS)
    if unknown or not raw.get("then") or "id" not in raw:
        raise LawbookRefused(
            f"{where}: a case has an id and a then; unknown are {', '.join(sorted(unknown)) or 'none'}."
        )
    laid = laid_over(laid_over(USUAL, base), {key: raw[key] for key in ("given", "when") if key in raw})
    situation = {"id": str(raw["id"]), "given": {"packs": [pack], **laid["given"]}, "when": {"action": laid["when"]}}
    known = read_day(raw["known_on"], where) if "known_on" in raw else None
    return OwnCase(str(raw["id"]), situation, raw["then"], known)


def laid_over(under: Any, over: Any) -> Any:
    """Return one tree of keys laid over another; lists are replaced whole, and null takes a key away from the act."""
    if not isinstance(under, Mapping) or not isinstance(over, Mapping):
        return over
    return {key: laid_over(under[key], over[key]) if key in under and key in over else over.get(key, under.get(key))
            for key in [*under, *(key for key in over if key not in under)]}  # fmt: skip


def failures(rule: Rule, cases: Sequence[OwnCase], *, asked_at: str) -> list[str]:
    """Return the cases whose outcome is not what they say, each with what came out."""
    alone = Lawbook((_alone(rule),), "", rule.folder)
    wrong = []
    for known_on in {case.known_on for case in cases}:
        batch = [case for case in cases if case.known_on == known_on]
        brief = read([case.situation for case in batch], asked_at=asked_at)
        judgement, computed = judge(brief, alone, known_on=known_on), calculate(brief, alone, known_on=known_on)
        for act, case in enumerate(batch):
            found = verdict(judgement, act)
            value = computed[act].value if act in computed else {}
            if _differs(case.then, found, value):
                got = f"{found.outcome if found.rule else 'silent'} {found.rule} {found.effect} {found.next_at} {value}"
                wrong.append(f"{rule.id}: {case.id}: got {got}, expected {dict(case.then)}")
    return wrong


def _alone(rule: Rule) -> Pack:
    return Pack(rule.pack, rule.title, 1, "", rule.acts, (rule,), rule.folder)


def _differs(then: Mapping[str, Any], found: Any, value: Mapping[str, object]) -> bool:
    silent = found.rule == "" and not value
    if then.get("silent", False) != silent and ("silent" in then or "value" not in then):
        return True
    checks = [
        "allowed" in then and found.allowed != then["allowed"],
        "effect" in then and found.effect != then["effect"],
        "rule" in then and not same_section(found.rule, then["rule"]),
        "next_allowed_at" in then and not _same_next(found.next_at, then["next_allowed_at"]),
        any(key not in value or value[key] != wanted for key, wanted in (then.get("value") or {}).items()),
    ]
    return any(checks)


def _same_next(found: Any, wanted: str | None) -> bool:
    return found is None if wanted is None else same_minute(found, wanted)
