"""Blocks: what a text is made of. Each knows the channels it stands in, and the place in its source."""

from dataclasses import dataclass
from typing import Literal

from goodstanding.outreach.template.language.condition import Condition
from goodstanding.outreach.template.language.page import Place
from goodstanding.outreach.template.language.words import Words

Align = Literal["left", "right"]
CHANNELS: tuple[str, ...] = ("email", "sms", "letter", "call", "voicemail", "portal")
WRITTEN: tuple[str, ...] = ("email", "letter", "portal")
"""The channels of a block that names none, and the only ones in which headings and tables stand."""
SHORT: tuple[str, ...] = ("sms", "call", "voicemail")
Channels = frozenset[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over what follows."""

    words: Words
    on: Channels
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    words: Words
    on: Channels
    place: Place


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    points: tuple[Words, ...]
    on: Channels
    place: Place


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, what stands in each cell, and to which side it is set."""

    title: Words
    cell: Words
    align: Align


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one row for each of a series."""

    each: str
    caption: Words
    columns: tuple[Column, ...]
    on: Channels
    place: Place


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody can do next, and where; left out where the link is missing."""

    label: Words
    link: str
    on: Channels
    place: Place


@dataclass(frozen=True, slots=True)
class When:
    """Blocks that stand only if something holds, and others that stand if it does not."""

    condition: Condition
    then: tuple["Block", ...]
    otherwise: tuple["Block", ...]
    place: Place


Block = Heading | Paragraph | Bullets | Grid | Action | When
