"""The page of a story: one sentence first, below it folded sections that a person can read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.strategy.decide.tracing.sentence import shown
from goodstanding.strategy.decide.tracing.trace import DUE, Tested, Trace
from goodstanding.strategy.explain.opening import by, long_day, spoken, thing
from goodstanding.strategy.explain.story import Deed, Story, Try
from goodstanding.workbench.law.answer import AnswerPage, Look, answer_page
from goodstanding.workbench.law.moment import local
from goodstanding.workbench.look.figure import instant

TRIED: Mapping[str, Look] = {
    "stands": Look("Taken", "good", "tick"),
    "refused": Look("Refused", "harm", "stop"),
    "not asked": Look("Not asked", "", "note"),
    "no contact point": Look("No contact point", "caution", "question"),
    "no text": Look("No text", "caution", "question"),
}
STATES: Mapping[str, Look] = {
    "planned": Look("Planned", "good", "tick"),
    "law": Look("Held back by the law", "harm", "stop"),
    "pressure": Look("Held back, contacted often enough", "caution", "pause"),
    "unreachable": Look("Nobody can be reached", "caution", "question"),
    "exception": Look("Not decided", "caution", "warning"),
}
HANDED = {
    "taken": "It was handed over",
    "withheld": "It was held back at hand-over",
    "refused": "It was refused at hand-over",
    "failed": "Handing it over failed",
    "asked": "It was about to be handed over, and nobody knows yet whether it was",
}
HELD = {True: "holds", False: "does not hold", None: "is not known"}


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a step: what became of it, when it was asked about, and every rule's answer."""

    name: str
    look: Look
    reason: str
    rule: str
    at: str
    day: date
    answer: AnswerPage | None


@dataclass(frozen=True, slots=True)
class Part:
    """One message, task or referral the account has a part in."""

    what: str
    look: Look
    points: tuple[str, ...]
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A condition: whether it holds, and what it looked at."""

    name: str
    says: str
    condition: str
    values: tuple[tuple[str, str], ...]
    is_met: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was considered."""

    name: str
    reason: str
    sentence: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Obligation:
    """What was decided for the account, or for items of it about which the same was decided."""

    name: str
    sentence: str
    standing: tuple[tuple[str, str], ...]
    segments: tuple[Question, ...]
    exits: tuple[Question, ...]
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class WhyPage:
    """The whole page."""

    sentence: str
    origin: tuple[str, ...]
    is_sealed: bool
    parts: tuple[Part, ...]
    obligations: tuple[Obligation, ...]
    exceptions: tuple[str, ...]
    pressure: str
    changes: tuple[str, ...]


def why_page(story: Story) -> WhyPage:
    """Return a story as its page shows it."""
    return WhyPage(
        sentence=story.sentence,
        origin=tuple(_origin(story)),
        is_sealed=story.origin.is_sealed,
        parts=tuple(_part(deed, story) for deed in story.deeds),
        obligations=tuple(_obligation(group, story.lines) for group in grouped(story.traces)),
        exceptions=story.exceptions,
        pressure=story.pressure,
        changes=tuple(_changes(story)),
    )


def grouped(traces: Sequence[Trace]) -> list[list[Trace]]:
    """Return traces that tell the same together: those of items that rest for the same reason."""
    found: dict[object, list[Trace]] = {}
    for number, one in enumerate(traces):
        alike = (one.rest, one.sentence, one.segment) if one.rest and not one.steps else number
        found.setdefault(alike, []).append(one)
    return list(found.values())


def _origin(story: Story) -> Iterator[str]:
    origin = story.origin
    by_what = f"By {', '.join(origin.running)}." if origin.running else "No strategy ran."
    if not origin.is_sealed:
        yield f"No night of {long_day(story.day)} was run. This is worked out now, by the books as they are known."
        yield by_what
        return
    yield f"The night of {long_day(story.day)}, by what was known on {instant(origin.known_at)}. {by_what}"
    if origin.sheet:
        yield f"Its facts are sealed in {origin.sheet}, SHA-256 {origin.sha256}."


def _changes(story: Story) -> Iterator[str]:
    if story.next_lawful_at is not None:
        yield f"The law permits it again from {instant(story.next_lawful_at)}."
    if story.ahead is None:
        yield "If nothing changes, no step becomes due within a year."
    else:
        yield f"If nothing changes, the step {spoken(story.ahead.step)} is due on {long_day(story.ahead.day)}."


def _part(deed: Deed, story: Story) -> Part:
    what = thing(deed)
    return Part(
        what=what[:1].upper() + what[1:],
        look=STATES.get(deed.state, STATES["exception"]),
        points=tuple(_points(deed)),
        channels=tuple(_channel(one, story) for one in deed.tries),
    )


def _points(deed: Deed) -> Iterator[str]:
    if not deed.own_step:
        yield "This account is only listed in it, with other debts of the same person."
    elif deed.others:
        yield f"It lists {deed.others} more account{'s' if deed.others > 1 else ''} of the same person."
    if deed.planned_at is not None:
        way = f" {by(deed)}" if deed.kind == "contact" and deed.channel not in {"task", "call"} else ""
        when = f"{local(deed.planned_at, deed.zone)} on their clock, that is {instant(deed.planned_at)}"
        yield f"Planned{way} for {when}."
    if deed.state != "planned" and deed.reason:
        yield deed.reason
    if deed.approval:
        yield _approval(deed)
    if deed.slot is not None:
        yield f"The team {deed.team} calls in the hour from {instant(deed.slot.hour_at)}, as number {deed.slot.place}."
    elif deed.lacks_place:
        yield f"The hours of the team {deed.team} are full, so the step stays due."
    if deed.hand_over is not None:
        said = f": {deed.hand_over.reason}" if deed.hand_over.reason else "."
        at = f" on {instant(deed.hand_over.at)}" if deed.hand_over.at else ""
        yield f"{HANDED.get(deed.hand_over.answer, deed.hand_over.answer)}{at}{said}"
    elif deed.state == "planned" and deed.act_id is not None and not deed.lacks_place:
        yield "It was not handed over yet."


def _approval(deed: Deed) -> str:
    if deed.approved is None:
        return f"It needs the yes of a {spoken(deed.approval)}, and nobody said yes or no yet."
    return f"Somebody said {'yes' if deed.approved else 'no'}: {deed.approved_why}"


def _channel(one: Try, story: Story) -> Channel:
    return Channel(
        name=one.channel,
        look=TRIED[one.became],
        reason=one.reason,
        rule=one.rule,
        at=local(one.at, one.zone) if one.at is not None else "",
        day=one.at.date() if one.at is not None else story.day,
        answer=None if one.verdict is None else answer_page(one.verdict, zone=one.zone),
    )


def _obligation(group: Sequence[Trace], lines: Mapping[int, str]) -> Obligation:
    one = group[0]
    names = [lines.get(trace.item_id, "an item") if trace.item_id is not None else "the account" for trace in group]
    name = (
        ", ".join(names)
        if len(names) <= NAMED_MOST
        else f"{', '.join(names[:NAMED_MOST])} and {len(names) - NAMED_MOST} more"
    )
    told = (
        ("Strategy", f"{one.strategy} edition {one.edition}" if one.strategy else ""),
        ("Segment", one.segment),
        ("Treatment", one.treatment),
        ("Arm", one.arm or (f"none yet in {one.undrawn}" if one.undrawn else "")),
    )
    return Obligation(
        name=name[:1].upper() + name[1:],
        sentence=one.sentence,
        standing=tuple((label, text) for label, text in told if text),
        segments=tuple(_question(test) for test in one.segments),
        exits=tuple(_question(test) for test in one.exits),
        steps=tuple(StepLine(step.step, step.reason, step.sentence, step.reason == DUE) for step in one.steps),
    )


NAMED_MOST = 3
"""So many items are called by their names."""


def _question(test: Tested) -> Question:
    return Question(
        name=test.name,
        says=HELD[test.held],
        condition=test.condition or "always",
        values=tuple((name, shown(value)) for name, value in test.values.items()),
        is_met=test.held is True,
    )
