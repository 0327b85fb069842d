"""The page of one rule as of a day, as plain values in the order of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodstanding.compliance.lawbook.rule import IN_FORCE, Pack, Rule
from goodstanding.compliance.lawbook.telling import day_number, told_of
from goodstanding.workbench.law.prose import Block, blocks
from goodstanding.workbench.law.shelf import STATE_TONES
from goodstanding.workbench.law.surety import SURETIES, Surety, weakest
from goodstanding.workbench.law.wording import ASKS, as_filed, iso_day, spoken, value_text

STATE_SENTENCES = {
    "in force": "",
    "not in force": "It is not law on this day: it has nothing to say, and stands in nobody's way.",
    "not known": "Nobody here knows the law of this day, and what is not known is refused.",
}
SAID_WHEN = {"refused": "When it refuses", "permitted": "When all is in order", "excepted": "When an exception holds",
             "unknown": "When something is not known"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One dated entry of a value: what it is from when on, where that stands, how sure we are, and its standing."""

    name: str
    text: str
    first_day: str
    source: str
    checked_on: str
    surety: Surety | None
    standing: str
    note: str


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """An exception or another name of a refusal: when it holds, where it stands, its effect and its sentence."""

    when: str
    rule: str
    effect: str
    says: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything the page of a rule shows."""

    id: str
    title: str
    citation: str
    answers_with: str
    pack_id: str
    pack_title: str
    jurisdiction: str
    is_enabled: bool
    asks: str
    shape: str
    state: str
    tone: str
    state_sentence: str
    surety: Surety | None
    workings: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    says: tuple[tuple[str, str], ...]
    effect: str
    permitted_effect: str
    exceptions: tuple[ClauseLine, ...]
    other_names: tuple[ClauseLine, ...]
    values: tuple[EntryLine, ...]
    others: tuple[EntryLine, ...]
    cases: tuple[str, ...]
    source: tuple[Block, ...]


def rule_page(rule: Rule, *, pack: Pack, day: date) -> RulePage:
    """Return the page of a rule as of a day."""
    told = told_of(rule, day_number(day))
    state = told["state"]
    return RulePage(
        id=told["id"], title=told["title"], citation=told["citation"], answers_with=told["rule"],
        pack_id=pack.id, pack_title=pack.title, jurisdiction=pack.jurisdiction, is_enabled=pack.enabled,
        asks=ASKS.get(told["asks"], told["asks"]), shape=spoken(told["shape"]),
        state=state, tone=STATE_TONES[state], state_sentence=STATE_SENTENCES[state],
        surety=weakest(one["confidence"] for one in told["values"] if one["from"] is not None),
        workings=tuple(_workings(told)),
        facts=tuple((spoken(name), as_filed(part)) for name, part in told["facts"].items()),
        says=tuple((SAID_WHEN.get(name, spoken(name).capitalize()), text) for name, text in told["says"].items()),
        effect=spoken(told["effect"]), permitted_effect=spoken(told["permitted_effect"]),
        exceptions=_clauses(told["unless"]), other_names=_clauses(told["refused_as"]),
        values=tuple(
            _line(one["name"], one, unit=one["unit"], standing="in force") for one in told["values"]
        ),
        others=tuple(_others(told, day=day.isoformat())),
        cases=tuple(told["cases"]), source=tuple(blocks(told["source"])),
    )  # fmt: skip


def value_name(name: str) -> str:
    """Write the name of a value for people; every rule has one that says from when it is law.

    >>> value_name("in_force"), value_name("window_days")
    ('In force', 'Window days')
    """
    return spoken(name).capitalize()


def _workings(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Tell how the rule decides: which acts, whom it binds, and the blanks of its shape, as its file has them."""
    yield "It looks at acts where", told["acts"]
    if told["binds"]:
        yield "It binds whoever is", told["binds"]
    for name, part in told["decides"].items():
        yield spoken(name).capitalize(), as_filed(part)


def _clauses(told: list[dict[str, str]]) -> tuple[ClauseLine, ...]:
    return tuple(ClauseLine(one["when"], one["rule"], spoken(one["effect"]), one["says"]) for one in told)


def _others(told: Mapping[str, Any], *, day: str) -> Iterator[EntryLine]:
    """Tell every entry that is not the one in force on the day."""
    for current in told["values"]:
        for entry in told["history"][current["name"]]:
            standing = _standing(entry, day=day)
            if standing and not _is_same(entry, current):
                yield _line(current["name"], entry, unit=current["unit"], standing=standing)


def _is_same(entry: Mapping[str, Any], current: Mapping[str, Any]) -> bool:
    return all(entry[part] == current[part] for part in entry)


def _standing(entry: Mapping[str, Any], *, day: str) -> str:
    if entry["withdrawn"] is not None:
        return "withdrawn"
    return "later" if entry["from"] > day else "earlier"


def _line(name: str, entry: Mapping[str, Any], *, unit: str, standing: str) -> EntryLine:
    known = entry["from"] is not None
    heard = [
        f"Announced {iso_day(entry['announced'])}." if entry["announced"] else "",
        f"Withdrawn {iso_day(entry['withdrawn'])}." if entry["withdrawn"] else "",
        entry["note"],
    ]
    return EntryLine(
        name=value_name(name),
        text=_text(name, entry["value"], unit) if known else "Not known",
        first_day=iso_day(entry["from"]),
        source=entry["source"],
        checked_on=iso_day(entry["checked_on"]),
        surety=SURETIES[entry["confidence"]] if known else None,
        standing=standing,
        note=" ".join(part for part in heard if part),
    )


def _text(name: str, written: object, unit: str) -> str:
    if name == IN_FORCE and not written:
        return "No"
    return value_text(written, unit)
