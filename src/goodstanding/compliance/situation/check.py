"""Runs situations through the gate and holds the answers against what each says should come out.

Agreement: allowed is equal; the next permitted instant is equal to the minute where given; every given value is equal;
and the cited section is the same, where the longer citation may go deeper than the shorter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from goodstanding.compliance.calculation import Calculated, calculate
from goodstanding.compliance.gate import judge
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.situation.reading import Situation, ignored, read
from goodstanding.compliance.verdict import Verdict, verdict
from goodstanding.refusal import Refusal

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """The gate's answer to a situation, and where it differs from what was expected."""

    id: str
    allowed: bool | None
    rule: str
    effect: str
    next_allowed_at: datetime | None
    value: Mapping[str, object]
    because: str
    differs: tuple[str, ...]
    ignored: tuple[str, ...]


def check(situations: Sequence[Situation], lawbook: Lawbook, *, asked_at: str) -> list[Answer]:
    """Answer every situation in one batch, in the order given; one that cannot be read is refused with its reason."""
    if not situations:
        return []
    try:
        return _checked(situations, lawbook, asked_at=asked_at)
    except (Refusal, *ODD) as fault:
        if len(situations) == 1:
            return [_unreadable(situations[0], fault)]
    return [answer for one in situations for answer in check([one], lawbook, asked_at=asked_at)]


ODD = (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What a stranger's file may provoke by putting anything in any place; one odd line must not silence the others."""


def _unreadable(situation: Situation, fault: Exception) -> Answer:
    why = (
        str(fault)
        if isinstance(fault, Refusal)
        else f"The situation is not in its form: {type(fault).__name__}, {fault}."
    )
    bare = Answer(str(situation.get("id", "")), allowed=False, rule="", effect="unreadable", next_allowed_at=None,
                  value={}, because=why, differs=(), ignored=())  # fmt: skip
    return replace(bare, differs=tuple(differences(bare, situation.get("then") or {})))


def _checked(situations: Sequence[Situation], lawbook: Lawbook, *, asked_at: str) -> list[Answer]:
    brief = read(situations, asked_at=asked_at)
    judgement, computed = judge(brief, lawbook), calculate(brief, lawbook)
    return [
        _answer(one, verdict(judgement, act, all_answers=False), computed.get(act))
        for act, one in enumerate(situations)
    ]


def _answer(situation: Situation, found: Verdict, calculated: Calculated | None) -> Answer:
    value = {} if calculated is None else calculated.value
    is_calculation = calculated is not None and not found.answers
    if calculated is not None and is_calculation:
        rule, effect, allowed = calculated.rule.rule, "computed", None
        because = f"{calculated.rule.title}: {', '.join(f'{key} {one}' for key, one in value.items())}."
    else:
        rule, effect, allowed, because = found.rule, found.effect, found.allowed, found.because
    bare = Answer(
        str(situation["id"]), allowed, rule, effect, found.next_at, value, because, (), tuple(ignored(situation))
    )
    return replace(bare, differs=tuple(differences(bare, situation.get("then") or {})))


def differences(found: Answer, then: Mapping[str, Any]) -> list[str]:
    """Return the names of what differs: allowed, next_allowed_at, value or rule."""
    wrong = []
    if "allowed" in then and found.allowed != then["allowed"]:
        wrong.append("allowed")
    if "next_allowed_at" in then and not same_minute(found.next_allowed_at, then["next_allowed_at"]):
        wrong.append("next_allowed_at")
    if any(key not in found.value or found.value[key] != wanted for key, wanted in (then.get("value") or {}).items()):
        wrong.append("value")
    if "rule" in then and not same_section(found.rule, then["rule"]):
        wrong.append("rule")
    return wrong


def same_minute(found: datetime | None, wanted: str | None) -> bool:
    """Say whether an instant is the wanted one to the minute; null wants none at all."""
    if found is None or wanted is None:
        return found is None and wanted is None
    return int(found.timestamp()) // MINUTE == int(datetime.fromisoformat(wanted).timestamp()) // MINUTE


def same_section(found: str, wanted: str) -> bool:
    """Say whether two citations name the same provision, one perhaps more exactly than the other.

    >>> same_section("1006.14(b)(2)(i)", "12 CFR 1006.14(b)(2)(i)(A)"), same_section("1006.14(h)", "1006.14(b)")
    (True, False)
    """
    one, other = _steps(found), _steps(wanted)
    if not one or not other:
        return one == other
    short, long = sorted((one, other), key=len)
    if any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1)):
        return True
    return any(mine[: len(theirs)] == theirs[: len(mine)] for mine in _sections(one) for theirs in _sections(other))


def _sections(steps: list[str]) -> list[list[str]]:
    """Return a citation with and without the words that name the book, such as 12 CFR."""
    starts = [place for place, step in enumerate(steps) if step[0].isdigit()]
    return [steps[place:] for place in starts if place == 0 or not steps[place - 1].startswith("(")]


def _steps(citation: str) -> list[str]:
    return re.findall(r"\([0-9A-Za-z]+\)|[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*", citation)
