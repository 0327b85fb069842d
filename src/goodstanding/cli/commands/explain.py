"""`goodstanding explain`: why this happened with an account in a night, and why not; one sentence first."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.night import data_folder
from goodstanding.cli.day import read_day
from goodstanding.cli.page import page
from goodstanding.strategy.decide.tracing.trace import Tested, Trace
from goodstanding.strategy.explain.opening import long_day
from goodstanding.strategy.explain.story import Deed, Story, Try
from goodstanding.strategy.explain.telling import as_told
from goodstanding.strategy.queries.explain import explain as story_of
from goodstanding.strategy.queries.question import find_account

app = typer.Typer(add_completion=False)
HELD = {True: "yes", False: "no", None: "not known"}
TELLING = {"refused", "unknown", "excepted"}


@app.command()
def explain(
    account: Annotated[str, typer.Argument(help="The account's number or reference.")],
    *,
    day: Annotated[str, typer.Option("--date", help="The business day, as 2026-11-23; today if left out.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Show every rule that looked, not only who objects.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell what the night of a day did with an account and why; where no night was run, what it would do."""
    now = datetime.now(UTC)
    number = find_account(account, by=OPERATOR)
    business_day = read_day(day) if day else now.date()
    story = story_of(number, day=business_day, by=OPERATOR, at=now, folder=data_folder())
    if as_json:
        json.dump(as_told(story), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    for line in told(story, everything=everything):
        page().print(line, highlight=False, soft_wrap=True)


def told(story: Story, *, everything: bool) -> Iterator[str]:
    """Yield the lines of a story, its sentence first."""
    yield f"[bold]{escape(story.sentence)}[/bold]\n"
    yield from _origin(story)
    yield from (f"  On the worklist of exceptions: {escape(one)}" for one in story.exceptions)
    for one in story.traces:
        yield from _trace(one, called=story.lines.get(one.item_id, "") if one.item_id is not None else "")
    for deed in story.deeds:
        yield from _deed(deed, everything=everything)
    if story.pressure:
        yield f"\n[bold]Pressure[/bold]\n  {story.pressure}"
    yield from _changes(story)


def _origin(story: Story) -> Iterator[str]:
    origin = story.origin
    by = ", ".join(origin.running) or "no strategy"
    if origin.is_sealed:
        yield f"Night {origin.night} of {story.day}, by what was known at {_at(origin.known_at, 'UTC')}; by {by}."
        if origin.sheet:
            yield f"Its facts stand in {origin.sheet}, SHA-256 {origin.sha256[:12]}…"
    else:
        yield f"No night of {story.day} was run: this is worked out now, by the books as they are known, and {by}."


def _trace(one: Trace, *, called: str) -> Iterator[str]:
    what = called[:1].upper() + called[1:] if called else "The account"
    yield f"\n[bold]{escape(what)}[/bold]\n  {escape(one.sentence)}"
    if one.strategy:
        named = (("segment", one.segment), ("treatment", one.treatment), ("arm", one.arm))
        parts = "".join(f", {word} {name}" for word, name in named if name)
        yield f"  By {one.strategy} edition {one.edition}{escape(parts)}."
    yield from (f"    {_tested(test)}" for test in one.segments)
    yield from (f"    exit {_tested(test)}" for test in one.exits)
    for step in one.steps:
        yield f"    step {escape(step.step)}: {step.reason}. {escape(step.sentence)}"


def _tested(test: Tested) -> str:
    values = ", ".join(f"{name} = {value}" for name, value in test.values.items())
    condition = test.condition or "always"
    return escape(f"{test.name}: {HELD[test.held]} ({condition}{'; ' + values if values else ''})")


def _deed(deed: Deed, *, everything: bool) -> Iterator[str]:
    part = deed.own_step or "listed with others"
    yield f"\n[bold]{escape(deed.step)}[/bold] ({deed.kind}, {deed.state}); this account: {escape(part)}"
    if deed.others:
        yield f"  It is about {deed.others} more account{'s' if deed.others > 1 else ''} of the same person."
    if deed.planned_at is not None:
        yield f"  Planned for {_at(deed.planned_at, deed.zone)}."
    if deed.state != "planned" and deed.reason:
        yield f"  Held back: {escape(deed.reason)}"
    for one in deed.tries:
        yield from _try(one, everything=everything)
    if deed.approval:
        said = {None: "nobody said yes or no yet", True: "somebody said yes", False: "somebody said no"}[deed.approved]
        yield f"  It needs the yes of a {escape(deed.approval)}: {said}. {escape(deed.approved_why)}".rstrip()
    if deed.slot is not None:
        hour = _at(deed.slot.hour_at, deed.zone)
        yield f"  The team {escape(deed.team)} calls in the hour from {hour}, as number {deed.slot.place}."
    elif deed.lacks_place:
        yield f"  The hours of the team {escape(deed.team)} are full; the step stays due."
    if deed.hand_over is not None:
        yield f"  Hand-over: {deed.hand_over.answer}. {escape(deed.hand_over.reason)}".rstrip()
    elif deed.state == "planned":
        yield "  It was not handed over yet."


def _try(one: Try, *, everything: bool) -> Iterator[str]:
    yield f"  {one.channel}: {one.became}. {escape(one.reason)}{f' ({one.rule})' if one.rule else ''}"
    if one.verdict is None or one.at is None:
        return
    shown = [answer for answer in one.verdict.answers if everything or answer.state in TELLING]
    yield f"    {len(one.verdict.answers)} rules looked at {_at(one.at, one.zone)}; {escape(one.verdict.in_a_sentence)}"
    yield from (f"    {answer.state}: {escape(answer.because)} ({answer.rule_id})" for answer in shown)


def _changes(story: Story) -> Iterator[str]:
    yield "\n[bold]When it may change[/bold]"
    if story.next_lawful_at is not None:
        yield f"  The law permits it again from {_at(story.next_lawful_at, 'UTC')}."
    if story.ahead is not None:
        yield f"  If nothing changes, the step {escape(story.ahead.step)} is due on {long_day(story.ahead.day)}."
    else:
        yield "  If nothing changes, no step becomes due within a year."


def _at(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
