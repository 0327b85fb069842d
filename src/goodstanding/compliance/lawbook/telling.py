"""A rule told in plain keys and values, for whoever reads the law: the command line, its JSON, and the pages.

A policy of the house is read from the database and leaves no folder behind, so a rule may lack its source and cases.
"""

from datetime import date, timedelta
from typing import Any

from goodstanding.compliance.lawbook.reading import RULE_KEYS
from goodstanding.compliance.lawbook.rule import IN_FORCE, Clause, Rule
from goodstanding.compliance.lawbook.value import EPOCH, Entry
from goodstanding.compliance.situation.own_cases import own_cases


def told_of(rule: Rule, day: int) -> dict[str, Any]:
    """Return a rule as plain keys and values, with what its values are on a day and everything they were.

    `day` counts from 1970, as the lawbook does; `day_number` gives it.
    """
    source = rule.folder / "source.md"
    return {
        "id": rule.id,
        "title": rule.title,
        "pack": rule.pack,
        "asks": rule.asks,
        "shape": rule.shape,
        "citation": rule.citation,
        "rule": rule.rule,
        "state": state_on(rule, day),
        "effect": rule.effect,
        "permitted_effect": rule.permitted_effect,
        "acts": rule.written["acts"],
        "binds": rule.written.get("binds", ""),
        "decides": {name: part for name, part in rule.written.items() if name not in RULE_KEYS},
        "facts": dict(rule.written.get("facts") or {}),
        "says": dict(rule.says),
        "values": [
            {"name": name, "unit": value.unit, **entry_of(value.on(day))} for name, value in rule.values.items()
        ],
        "history": {name: [entry_of(entry) for entry in value.entries] for name, value in rule.values.items()},
        "unless": [_clause(one) for one in rule.unless],
        "refused_as": [_clause(one) for one in rule.refused_as],
        "source": source.read_text(encoding="utf-8") if source.exists() else "",
        "cases": cases_of(rule),
    }


def entry_of(entry: Entry | None) -> dict[str, object]:
    """Return a dated entry as plain keys and values; before the first, the law is unknown."""
    if entry is None:
        return {
            "value": None,
            "from": None,
            "source": "Nothing is known of the law of that day",
            "checked_on": None,
            "confidence": "recalled",
            "note": "",
            "announced": None,
            "withdrawn": None,
        }
    return {
        "value": entry.written,
        "from": written_day(entry.first_day),
        "source": entry.source,
        "checked_on": entry.checked_on,
        "confidence": entry.confidence,
        "note": entry.note,
        "announced": written_day(entry.announced),
        "withdrawn": written_day(entry.withdrawn),
    }


def state_on(rule: Rule, day: int) -> str:
    """Say whether a rule is law on a day: "in force", "not in force" (not yet, or repealed), or "not known"."""
    entry = rule.values[IN_FORCE].on(day)
    if entry is None:
        return "not known"
    return "in force" if entry.value is True else "not in force"


def cases_of(rule: Rule) -> list[str]:
    """Return the names of the cases beside a rule; none where there is no such file."""
    if not (rule.folder / "cases.yaml").exists():
        return []
    return [case.id for case in own_cases(rule.folder, pack=rule.pack)]


def day_number(day: date) -> int:
    """Return a day as the lawbook counts it.

    >>> day_number(date(1970, 1, 3))
    2
    """
    return (day - EPOCH).days


def written_day(number: int | None) -> str | None:
    """Write a day of the lawbook as ISO 8601 does; nothing for none."""
    return None if number is None else (EPOCH + timedelta(days=number)).isoformat()


def _clause(one: Clause) -> dict[str, str]:
    return {"when": one.when.written, "rule": one.rule, "effect": one.effect, "says": one.says}
