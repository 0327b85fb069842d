"""An answer of the gate as a page shows it: one sentence first, then what every rule said, the gravest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goodstanding.compliance.verdict import Outcome, RuleAnswer, Verdict
from goodstanding.workbench.law.moment import local
from goodstanding.workbench.law.wording import spoken, value_text
from goodstanding.workbench.look.figure import instant


@dataclass(frozen=True, slots=True)
class Look:
    """How an outcome or a state is told: in words, with a colour and a picture."""

    words: str
    tone: str
    icon: str


OUTCOMES: dict[Outcome, Look] = {
    "permitted": Look("Yes", "good", "tick"),
    "refused": Look("No", "harm", "stop"),
    "unknown": Look("No, because something is not known", "caution", "question"),
}
STATES = {
    "refused": Look("Refused", "harm", "stop"),
    "unknown": Look("Not known, so refused", "caution", "question"),
    "excepted": Look("An exception holds", "good", "scales"),
    "weighed": Look("Weighed, in order", "good", "tick"),
    "passed": Look("Nothing against it", "good", "tick"),
}
"""The gravest first. A rule that is silent is not told at all."""
OPENED = (STATES["refused"], STATES["unknown"], STATES["excepted"])


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one rule said. `reopens` is when it alone would stop refusing, on the person's own clock."""

    rule_id: str
    title: str
    rule: str
    citation: str
    look: Look
    effect: str
    because: str
    reopens: str
    facts: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]

    @property
    def is_telling(self) -> bool:
        """Say whether its facts are to be seen at once: where it refuses, does not know, or makes an exception."""
        return self.look in OPENED


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The gate's answer: the sentence, what it rests on, the next lawful moment, and a line for every rule."""

    look: Look
    effect: str
    because: str
    rule: str
    rule_id: str
    citation: str
    next_local: str
    next_utc: str
    edition: str
    lines: tuple[AnswerLine, ...]


def answer_page(verdict: Verdict, *, zone: str) -> AnswerPage:
    """Return a verdict as its page shows it, instants on the clock of a zone."""
    order = list(STATES)
    lines = sorted(verdict.answers, key=lambda one: order.index(one.state))
    return AnswerPage(
        look=OUTCOMES[verdict.outcome],
        effect=spoken(verdict.effect),
        because=verdict.in_a_sentence,
        rule=verdict.rule,
        rule_id=verdict.rule_id,
        citation=verdict.citation,
        next_local=local(verdict.next_at, zone) if verdict.next_at else "",
        next_utc=instant(verdict.next_at),
        edition=verdict.edition,
        lines=tuple(_line(one, zone=zone) for one in lines),
    )


def _line(one: RuleAnswer, *, zone: str) -> AnswerLine:
    return AnswerLine(
        rule_id=one.rule_id,
        title=one.title,
        rule=one.rule,
        citation=one.citation,
        look=STATES[one.state],
        effect=spoken(one.effect),
        because=one.because,
        reopens=local(one.next_at, zone) if one.next_at else "",
        facts=tuple(_told(one.facts, zone=zone)),
        values=tuple(_told(one.values, zone=zone)),
    )


def _told(known: Mapping[str, object], *, zone: str) -> Iterator[tuple[str, str]]:
    for name, value in known.items():
        yield spoken(name).capitalize(), fact_text(value, zone=zone)


def fact_text(value: object, *, zone: str) -> str:
    """Write a fact or a value: an instant on the person's clock, a truth as yes or no, words as people write them.

    >>> fact_text(None, zone=""), fact_text(True, zone=""), fact_text(("sms",), zone="")
    ('None known', 'Yes', 'sms')
    """
    if value is None:
        return "None known"
    if isinstance(value, datetime):
        return local(value, zone)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value_text(list(value), "words")
    return value_text(value, "word" if isinstance(value, str) else "")
