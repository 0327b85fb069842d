"""Must something be done by a date? Every duty the packs in force know, asked of one situation.

A rule that asks "must" names the tasks it knows a deadline for; each is asked, and those that are owed, or were, come
back with the day they are due. Asked of a whole account, or of one request.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read

TASKS = "tasks"
"""The value of a rule that lists the tasks it knows a deadline for."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed: which task, by which day (inclusive), how far it may be put off, whether it is done, and why."""

    task: str
    rule_id: str
    rule: str
    citation: str
    title: str
    due: date | None
    extendable_to: date | None
    owed: bool
    done: bool
    value: Mapping[str, object]

    def is_late(self, today: date) -> bool:
        """Say whether the day has passed and nothing was done."""
        return self.owed and not self.done and self.due is not None and today > self.due


def duties(situation: Mapping[str, Any], lawbook: Lawbook, *, asked_at: str, packs: bool = True) -> list[Duty]:
    """Return the duties of a situation, the next due first; those without a day come last.

    `packs` fills in the packs in force by their own conditions; leave it out where the situation names them.
    """
    wanted = [(rule, task) for rule in lawbook.rules() if rule.asks == "must" for task in tasks_of(rule)]
    asked = list(dict.fromkeys(task for _, task in wanted))
    if not asked:
        return []
    brief = read([_about(situation, task, asked_at) for task in asked], asked_at=asked_at)
    found = calculate(with_packs(brief, lawbook) if packs else brief, lawbook)
    known = [_duty(asked[act], one.rule, one.value) for act, one in found.items() if _says_something(one.value)]
    return sorted(known, key=lambda one: (one.due is None, one.due or date.max, one.task))


def tasks_of(rule: Rule) -> Sequence[str]:
    """Return the tasks a rule knows a deadline for, as its newest entry lists them."""
    value = rule.values.get(TASKS)
    if value is None:
        return ()
    listed = value.entries[-1].value
    return listed if isinstance(listed, tuple) else ()


def _about(situation: Mapping[str, Any], task: str, asked_at: str) -> dict[str, Any]:
    action = situation["when"]["action"]
    asked = {"kind": "deadline", "task": task, "at": action.get("at", asked_at), "debts": action.get("debts", [])}
    return {"id": task, "given": situation["given"], "when": {"action": asked}}


def _says_something(value: Mapping[str, object]) -> bool:
    return any(cell is not None and cell is not False for cell in value.values())


def _duty(task: str, rule: Rule, value: Mapping[str, object]) -> Duty:
    due, later = (value.get(name) for name in ("due", "extendable_to"))
    return Duty(
        task, rule.id, rule.rule, rule.citation, rule.title, _day(due), _day(later),
        value.get("owed", value.get("required", due is not None)) is not False, value.get("done") is True, value,
    )  # fmt: skip


def _day(cell: object) -> date | None:
    return date.fromisoformat(cell) if isinstance(cell, str) else None
