"""How the law is shown on the terminal: listings, one rule, coverage, and a verdict; the same as JSON for programs."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from goodstanding.compliance.duty import Duty
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.reading import read_yaml
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.telling import told_of
from goodstanding.compliance.lawbook.value import CONFIDENCES
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
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row.values()))
    OUT.print(table)


def explanation(rule: Rule, day: int, *, as_json: bool) -> None:
    """Print everything the lawbook holds about a rule, with the values of a day."""
    told = told_of(rule, day)
    if as_json:
        sys.stdout.write(json.dumps(told) + "\n")
        return
    OUT.print(f"[bold]{escape(rule.title)}[/bold]  ({rule.id})\n{escape(rule.citation)}\n")
    OUT.print(
        f"Its shape is {rule.shape.replace('_', ' ')}; where it refuses, the effect is {rule.effect.replace('_', ' ')}."
    )
    OUT.print(f"It looks at acts where {rule.written['acts']}.\n", markup=False)
    for value in told["values"]:
        OUT.print(f"  {value_line(value)}")
    for clause in told["unless"]:
        OUT.print(f"  Unless {clause['when']} ({clause['rule']}): {clause['says']}", markup=False)
    OUT.print(f"\n{told['source']}\n{len(told['cases'])} cases: {'; '.join(told['cases'])}.", markup=False)


def value_line(value: Mapping[str, Any]) -> str:
    """Return one value of a rule as a line: what it is, from when, from which source, and how sure; or not known."""
    if value["from"] is None:
        return f"{value['name']}: {escape(str(value['source']))}."
    source, confidence = str(value["source"]), CONFIDENCES[value["confidence"]]
    said = f"{value['unit']}, from {value['from']}. {source}. {confidence}"
    return f"{value['name']}: [bold]{escape(str(value['value']))}[/bold] {escape(said)}"


def verdict(found: Any, *, everything: bool, as_json: bool) -> None:
    """Print a verdict on an account's act: one sentence first, then the rules that had something to say, or all."""
    one: Verdict = found.verdict
    if as_json:
        sys.stdout.write(json.dumps(verdict_of(one, found.asked)) + "\n")
        return
    word = {"permitted": "Yes", "refused": "No", "unknown": "No, because something is not known"}[one.outcome]
    citation = "" if one.allowed else f" [dim]({one.rule or 'no rule'})[/dim]"
    OUT.print(f"[bold]{word}.[/bold] {escape(one.in_a_sentence)}{citation}")
    if one.next_at:
        OUT.print(f"It may happen from {found.local(one.next_at)} on.")
    listed = sorted(one.answers, key=lambda answer: ORDER.index(answer.state))
    shown = listed if everything else [answer for answer in listed if answer.state != "passed"]
    table = Table(box=None, pad_edge=False)
    for name in ("rule", "answer", "effect", "because"):
        table.add_column(name, overflow="fold")
    for answer in shown:
        table.add_row(answer.rule, answer.state, answer.effect.replace("_", " "), escape(answer.because))
    if shown:
        OUT.print(table)
    if len(shown) < len(listed):
        OUT.print(
            f"[dim]{len(listed) - len(shown)} more rules looked and had nothing to weigh; --all shows them.[/dim]"
        )


ORDER = ("refused", "unknown", "excepted", "weighed", "passed", "silent")


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


def duties(found: Sequence[Duty], *, as_json: bool) -> None:
    """Print what is owed, the next due first."""
    rows = [
        {
            "due": one.due.isoformat() if one.due else "",
            "task": one.task.replace("_", " "),
            "state": "done" if one.done else "owed" if one.owed else "not owed",
            "rule": one.rule,
            "title": one.title,
        }
        for one in found
    ]
    if rows or as_json:
        table_of(rows, as_json=as_json)
    else:
        OUT.print("The law wants nothing done about this account now.")


def text_verdict(one: Verdict, *, as_json: bool) -> None:
    """Print what is wrong with a finished text, by rule; or that nothing is."""
    wrong = [answer for answer in one.answers if answer.state in ("refused", "unknown")]
    if as_json:
        rows = [{"rule": a.rule, "because": a.because, "wrong": list(a.wrong)} for a in wrong]
        sys.stdout.write(json.dumps({"fine": one.allowed, "looked": len(one.answers), "wrong": rows}) + "\n")
        return
    for answer in wrong:
        OUT.print(f"{escape(answer.because)} [dim]({answer.rule}: {escape(', '.join(answer.wrong))})[/dim]")
    if not one.answers:
        OUT.print(one.because)
    elif one.allowed:
        OUT.print(f"Nothing is wrong with it by the {len(one.answers)} rules that looked.")
