"""Passages: the blocks of a text that stand in one channel, with the facts of a message in place.

Every way of rendering begins here, so that mail, letter and text message say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language import condition
from goodstanding.outreach.template.language.block import (
    Action,
    Align,
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    When,
)
from goodstanding.outreach.template.language.finding import TemplateRefused
from goodstanding.outreach.template.language.words import Words
from goodstanding.outreach.template.rendering import speech
from goodstanding.outreach.template.text import TemplateText
from goodstanding.outreach.template.vocabulary import Type, vocabulary

SPOKEN = frozenset({"call", "voicemail"})


class Run(NamedTuple):
    """A piece of a sentence: its words, whether bold, where it leads, and whether a fact stands here."""

    text: str
    is_bold: bool = False
    leads_to: str = ""
    is_fact: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    points: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its caption, the titles and sides of its columns, and its cells."""

    caption: Runs
    titles: tuple[Runs, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody can do next, and where."""

    label: Runs
    link: str


Passage = Head | Prose | Points | Rows | Step


class Voice(NamedTuple):
    """How facts are put into words: the language and the channel."""

    language: str
    channel: str


def passages(text: TemplateText, *, channel: str, facts: Facts) -> tuple[Passage, ...]:
    """Return what a text says in a channel; raises TemplateRefused on a fact that is missing."""
    return tuple(_passages(text.blocks, Voice(text.language, channel), facts))


def runs(words: Words, voice: Voice, facts: Facts) -> Runs:
    """Return a sentence with its facts in place; raises TemplateRefused."""
    return tuple(
        _fact(piece.field, voice, facts, is_bold=piece.is_bold) if piece.field else Run(piece.text, piece.is_bold)
        for piece in words
    )


def plain(sentence: Runs) -> str:
    """Return the words of runs."""
    return "".join(run.text for run in sentence)


def _passages(blocks: tuple[Block, ...], voice: Voice, facts: Facts) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, When):
            is_so = condition.holds(block.condition, facts.value)
            yield from _passages(block.then if is_so else block.otherwise, voice, facts)
        elif voice.channel in block.on:
            yield from _passage(block, voice, facts)


def _passage(block: Heading | Paragraph | Bullets | Grid | Action, voice: Voice, facts: Facts) -> Iterator[Passage]:
    if isinstance(block, Heading):
        yield Head(runs(block.words, voice, facts))
    elif isinstance(block, Paragraph):
        yield Prose(runs(block.words, voice, facts))
    elif isinstance(block, Bullets):
        yield Points(tuple(runs(point, voice, facts) for point in block.points))
    elif isinstance(block, Grid):
        yield _table(block, voice, facts)
    elif (link := facts.values.get(block.link)) is not None:
        yield Step(runs(block.label, voice, facts), str(link))


def _table(block: Grid, voice: Voice, facts: Facts) -> Rows:
    rows = facts.series.get(block.each)
    if not rows:
        raise TemplateRefused(f"The message cannot be written: nothing is known of {block.each}, which it lists.")
    return Rows(
        runs(block.caption, voice, facts),
        tuple(runs(column.title, voice, facts) for column in block.columns),
        tuple(column.align for column in block.columns),
        tuple(tuple(runs(column.cell, voice, facts.within(row)) for column in block.columns) for row in rows),
    )


def _fact(name: str, voice: Voice, facts: Facts, *, is_bold: bool) -> Run:
    value = facts.values.get(name)
    if value is None:
        raise TemplateRefused(f"The message cannot be written: {name} is not known, and its text says it.")
    type_ = type_of(name)
    if voice.channel in SPOKEN:
        return Run(speech.spoken(value, voice.language, type_=type_), is_bold, is_fact=True)
    written = speech.written(value, voice.language)
    leads_to = {"link": written, "email": f"mailto:{written}"}.get(type_, "")
    return Run(written, is_bold, leads_to, is_fact=True)


def type_of(name: str) -> Type:
    """Return the type of a field, also of one that stands in rows only."""
    known = vocabulary()
    if name in known.fields:
        return known.fields[name].type
    return next(series.fields[name].type for series in known.series.values() if name in series.fields)
