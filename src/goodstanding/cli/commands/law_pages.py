"""How the law is shown on the terminal: listings, one rule, coverage, and a verdict; the same as JSON for programs."""

import json
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.reading import read_yaml
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import CONFIDENCES, EPOCH, Entry
from goodstanding.compliance.situation.own_cases import own_cases
from goodstanding.compliance.verdict import RuleAnswer, Verdict

OUT = Console(highlight=False, soft_wrap=True)


def listing(book: Lawbook, pack: str | None, *, as_json: bool) -> None:
    """Print the packs, or the rules of one."""
    if pack is None:
        rows = [
            {
                "pack": one.id,
                "title": one.title,
                "jurisdiction": one.jurisdiction,
                "rules": len(one.rules),
                "enabled": one.enabled,
            }
            for one in book.packs
        ]
    else:
        rows = [
            {"rule": one.id, "title": one.title, "asks": one.asks, "shape": one.shape, "citation": one.rule}
            for one in book.pack(pack).rules
        ]
    table_of(rows, as_json=as_json)


def coverage(folder: Path, *, as_json: bool) -> None:
    """Print the coverage register."""
    table_of(read_yaml(folder / "coverage.yaml").get("coverage") or [], as_json=as_json)


def table_of(rows: list[Any], *, as_json: bool) -> None:
    """Print rows of the same keys as a table, or a JSON object a line."""
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(row) + "\n")
        return
    table = Table(box=None, pad_edge=False)
    for name in rows[0] if rows else ():
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row.values()))
    OUT.print(table)


def explanation(rule: Rule, day: int, *, as_json: bool) -> None:
    """Print everything the lawbook holds about a rule, with the values of a day."""
    told = told_of(rule, day)
    if as_json:
        sys.stdout.write(json.dumps(told) + "\n")
        return
    OUT.print(f"[bold]{rule.title}[/bold]  ({rule.id})\n{rule.citation}\n")
    OUT.print(
        f"Its shape is {rule.shape.replace('_', ' ')}; where it refuses, the effect is {rule.effect.replace('_', ' ')}."
    )
    OUT.print(f"It looks at acts where {rule.written['acts']}.\n")
    for value in told["values"]:
        OUT.print(
            f"  {value['name']}: [bold]{value['value']}[/bold] {value['unit']}, from {value['from']}. "
            f"{value['source']}. {CONFIDENCES[value['confidence']]}"
        )
    for clause in told["unless"]:
        OUT.print(f"  Unless {clause['when']} ({clause['rule']}): {clause['says']}")
    OUT.print(f"\n{told['source']}\n{len(told['cases'])} cases: {'; '.join(told['cases'])}.", markup=False)


def told_of(rule: Rule, day: int) -> dict[str, Any]:
    """Return a rule as plain keys and values, with what its values are on a day and everything they were."""
    source = rule.folder / "source.md"
    return {
        "id": rule.id,
        "title": rule.title,
        "pack": rule.pack,
        "asks": rule.asks,
        "shape": rule.shape,
        "citation": rule.citation,
        "effect": rule.effect,
        "acts": rule.written["acts"],
        "values": [
            {"name": name, "unit": value.unit, **entry_of(value.on(day))} for name, value in rule.values.items()
        ],
        "history": {name: [entry_of(entry) for entry in value.entries] for name, value in rule.values.items()},
        "unless": [
            {"when": one.when.written, "rule": one.rule, "effect": one.effect, "says": one.says} for one in rule.unless
        ],
        "source": source.read_text(encoding="utf-8") if source.exists() else "",
        "cases": [case.id for case in own_cases(rule.folder, pack=rule.pack)],
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
        }
    return {
        "value": entry.written,
        "from": (EPOCH + timedelta(days=entry.first_day)).isoformat(),
        "source": entry.source,
        "checked_on": entry.checked_on,
        "confidence": entry.confidence,
        "note": entry.note,
    }


def verdict(found: Any, *, as_json: bool) -> None:
    """Print a verdict on an account's act: one sentence first, then every rule's answer."""
    one: Verdict = found.verdict
    if as_json:
        sys.stdout.write(json.dumps(verdict_of(one, found.asked)) + "\n")
        return
    word = {"permitted": "Yes", "refused": "No", "unknown": "No, because something is not known"}[one.outcome]
    OUT.print(f"[bold]{word}.[/bold] {one.because} [dim]({one.rule or 'no rule'})[/dim]")
    if one.next_at:
        OUT.print(f"It may happen from {found.local(one.next_at)} on.")
    table = Table(box=None, pad_edge=False)
    for name in ("rule", "answer", "effect", "because"):
        table.add_column(name, overflow="fold")
    for answer in one.answers:
        table.add_row(answer.rule, answer.state, answer.effect, answer.because)
    OUT.print(table)


def verdict_of(one: Verdict, asked: Mapping[str, object]) -> dict[str, object]:
    """Return a verdict as plain keys and values."""
    return {
        **asked,
        "outcome": one.outcome,
        "allowed": one.allowed,
        "effect": one.effect,
        "rule": one.rule,
        "rule_id": one.rule_id,
        "citation": one.citation,
        "because": one.because,
        "next_allowed_at": one.next_at.isoformat() if one.next_at else None,
        "lawbook": one.edition,
        "rules": [answer_of(answer) for answer in one.answers],
    }


def answer_of(one: RuleAnswer) -> dict[str, object]:
    """Return one rule's answer as plain keys and values."""
    return {
        "rule_id": one.rule_id,
        "rule": one.rule,
        "citation": one.citation,
        "pack": one.pack,
        "state": one.state,
        "effect": one.effect,
        "because": one.because,
        "next_allowed_at": one.next_at.isoformat() if one.next_at else None,
        "facts": {name: plain(value) for name, value in one.facts.items()},
        "values": {name: plain(value) for name, value in one.values.items()},
    }


def plain(value: object) -> object:
    """Return what JSON can hold."""
    return value if isinstance(value, str | int | bool | list | tuple | None) else str(value)
