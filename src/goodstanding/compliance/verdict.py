"""A verdict: what the gate answers about one act, in words a compliance officer can quote.

Made from a judgement on demand, because a night asks about a million acts and reads the reasons of a few.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import numpy as np

from goodstanding.compliance.gate import EXCEPTED, PASSED, REFUSED, SILENT, STATES, UNKNOWN, WEIGHED, Finding, Judgement
from goodstanding.compliance.lawbook.rule import IN_FORCE
from goodstanding.compliance.shapes.computed import plain
from goodstanding.factsheet.sheet import NOTHING, taken

Outcome = Literal["permitted", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What one rule said of an act: its state, effect, citation, sentence, and the facts and values it went by."""

    rule_id: str
    rule: str
    citation: str
    pack: str
    title: str
    state: str
    effect: str
    because: str
    next_at: datetime | None
    facts: Mapping[str, object]
    values: Mapping[str, object]
    wrong: tuple[str, ...] = ()
    """Of a text that was checked: the names of what is missing in it, or must not be there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer to one act, with every rule that looked at it."""

    outcome: Outcome
    effect: str
    rule: str
    rule_id: str
    citation: str
    because: str
    next_at: datetime | None
    edition: str
    answers: tuple[RuleAnswer, ...]

    @property
    def allowed(self) -> bool:
        """Say whether the act may happen; unknown may not."""
        return self.outcome == "permitted"

    @property
    def in_a_sentence(self) -> str:
        """Return the one sentence that comes first: what stands against it, or that nothing does."""
        if not self.allowed:
            return self.because
        many = len(self.answers)
        return f"None of the {many} rules that looked stands against it." if many > 1 else self.because


def verdict(judgement: Judgement, act: int, *, all_answers: bool = True) -> Verdict:
    """Return the verdict on one act of a batch."""
    number, state = int(judgement.decided_by[act]), int(judgement.state[act])
    if number < 0:
        return Verdict("unknown", "no_law_known", "", "", "", NO_LAW, None, judgement.lawbook.edition, ())
    decisive = answer(judgement.findings[number], act)
    found = (
        tuple(answer(one, act) for one in judgement.findings if _place(one, act) is not None)
        if all_answers
        else (decisive,)
    )
    outcome: Outcome = "refused" if state == REFUSED else "unknown" if state in (UNKNOWN, SILENT) else "permitted"
    return Verdict(
        outcome, decisive.effect, decisive.rule, decisive.rule_id, decisive.citation, decisive.because,
        _instant(int(judgement.next_at[act])) if outcome == "refused" else None, judgement.lawbook.edition, found,
    )  # fmt: skip


NO_LAW = "No rule in the lawbook speaks of this act in this place, so it is refused until one does."


def _place(found: Finding, act: int) -> int | None:
    place = int(np.searchsorted(found.rows, act))
    return place if place < len(found.rows) and found.rows[place] == act else None


def answer(found: Finding, act: int) -> RuleAnswer:
    """Return what one rule said of an act it looked at."""
    place, rule = _place(found, act), found.rule
    assert place is not None, "The rule looked at this act."
    state, number = int(found.state[place]), int(found.clause[place])
    clause = ([*rule.unless, *rule.refused_as][number]) if number >= 0 else None
    facts = Facts(found, place)
    effect = clause.effect if clause else _effect(found, state)
    values = written_values(found)
    said = clause.says if clause and clause.says else rule.says.get(WORDS[state], "")
    return RuleAnswer(
        rule.id, clause.rule if clause else rule.rule, rule.citation, rule.pack, rule.title, STATES[state], effect,
        sentence(said or DEFAULT_WORDS[WORDS[state]], rule.title, values, facts),
        _instant(int(found.next_at[place])), facts, values, _wrong(found, place, state),
    )  # fmt: skip


def _wrong(found: Finding, place: int, state: int) -> tuple[str, ...]:
    if found.rule.shape != "content" or state < UNKNOWN or found.values[IN_FORCE] is None:
        return ()
    listed = found.rule.decides.computed(found.rule, found.facts)[place].get("wrong", ())
    return tuple(str(one) for one in listed) if isinstance(listed, list) else ()


WORDS = {PASSED: "permitted", WEIGHED: "permitted", EXCEPTED: "excepted", UNKNOWN: "unknown", REFUSED: "refused"}
DEFAULT_WORDS = {
    "permitted": "{title}: nothing stands against it.",
    "excepted": "{title}: an exception holds.",
    "unknown": "{title}: what must be known to say yes is not known, so it is refused.",
    "refused": "{title}: this would break the rule.",
}


def _effect(found: Finding, state: int) -> str:
    if state == REFUSED:
        return found.rule.effect
    return "unknown" if state == UNKNOWN else found.rule.permitted_effect


class Facts(Mapping[str, object]):
    """What a rule worked out, and the columns it shows, for one act; told when somebody asks. None where no law is."""

    def __init__(self, found: Finding, place: int) -> None:
        self.found, self.place = found, place
        self.names = () if found.values[IN_FORCE] is None else (*found.rule.facts, *found.rule.shows)

    def __getitem__(self, name: str) -> object:
        if name not in self.names:
            raise KeyError(name)
        rule, view = self.found.rule, self.found.facts
        if name in rule.facts:
            return _plain(view.fact(name), self.place, kind="date" if name in rule.days else "")
        return _plain(view.column(name), self.place, kind=view.sheet.declared[name].kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def _plain(cells: Any, place: int, *, kind: str = "") -> object:
    spread = cells if np.ndim(cells[0] if isinstance(cells, tuple) else cells) else None
    one = cells if spread is None else taken(cells, np.array([place]))
    found = plain(one, kind or "number", 1)[0]
    if (
        kind in ("", "instant")
        and isinstance(found, int)
        and not isinstance(found, bool)
        and found > INSTANTS_ARE_ABOVE
    ):
        return _instant(found)
    return found


INSTANTS_ARE_ABOVE = 100_000_000
"""A fact this large is an instant in seconds; no count and no day since 1970 comes near."""


def written_values(found: Finding) -> dict[str, object]:
    """Return the values the rule went by, as its file writes them."""
    written: dict[str, object] = {}
    for name, value in found.rule.values.items():
        if name != "in_force":
            current = found.values.get(name)
            entry = next((one for one in value.entries if one.value == current), None)
            written[name] = entry.written if entry else current
    return written


def sentence(text: str, title: str, values: Mapping[str, object], facts: Mapping[str, object]) -> str:
    """Fill the blanks of a sentence; a blank nobody can fill stays visible."""
    return text.format_map(Blanks(title, values, facts)) if "{" in text else text


class Blanks(dict[str, object]):
    """Blanks of a sentence, looked up when they are wanted; one that is not known is shown as a dash."""

    def __init__(self, title: str, values: Mapping[str, object], facts: Mapping[str, object]) -> None:
        super().__init__(title=title)
        self.values_named, self.facts_named = values, facts

    def __missing__(self, key: str) -> object:
        found = self.facts_named.get(key) if key in self.facts_named else self.values_named.get(key)
        if isinstance(found, datetime):
            return f"{found:%Y-%m-%d %H:%M} UTC"
        return "–" if found is None else found


def _instant(seconds: int) -> datetime | None:
    return None if seconds == int(NOTHING) else datetime.fromtimestamp(seconds, UTC)
