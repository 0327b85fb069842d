"""A rule's source note as blocks of plain text: headings, paragraphs, lists and quotes, and nothing else.

It reads the little of Markdown that such notes use. No block holds markup: a template escapes every text, and what is
not understood (a table, a link, a tag) is shown as it was written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "quote", "list"]
Manner = Literal["plain", "code", "strong"]

_HEADING = re.compile(r"#{1,6}\s+(.*)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_QUOTE = re.compile(r">\s?(.*)")
_SPAN = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text and the manner in which it is set."""

    manner: Manner
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block; a list has several lines, everything else has one."""

    kind: Kind
    lines: tuple[tuple[Span, ...], ...]


def blocks(text: str) -> list[Block]:
    """Return the blocks of a note.

    >>> [block.kind for block in blocks("# Title\\n\\nA\\nparagraph.\\n- one\\n- two")]
    ['heading', 'paragraph', 'list']
    """
    found: list[tuple[Kind, list[str]]] = []
    is_open = False
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("```"):
            line, is_open = line.strip("`").strip(), False  # noqa: PLW2901  what stands behind the fence is told too.
        if not line:
            is_open = False
            continue
        kind, words = _read(line)
        if kind == "paragraph" and is_open and found[-1][0] != "heading":
            found[-1][1][-1] += f" {words}"
        elif is_open and kind == found[-1][0] == "list":
            found[-1][1].append(words)
        elif is_open and kind == found[-1][0] == "quote":
            found[-1][1][-1] += f" {words}"
        else:
            found.append((kind, [words]))
        is_open = True
    return [Block(kind, tuple(tuple(spans(line)) for line in lines)) for kind, lines in _joined(found)]


def spans(line: str) -> Iterator[Span]:
    """Cut a line into stretches of plain, code and strong text."""
    at = 0
    for match in _SPAN.finditer(line):
        if match.start() > at:
            yield Span("plain", line[at : match.start()])
        yield Span("code", match[1]) if match[1] else Span("strong", match[2])
        at = match.end()
    if at < len(line):
        yield Span("plain", line[at:])


def _read(line: str) -> tuple[Kind, str]:
    if heading := _HEADING.fullmatch(line):
        return "heading", heading[1].strip("# ")
    if item := _ITEM.fullmatch(line):
        return "list", item[1]
    if quote := _QUOTE.fullmatch(line):
        return "quote", quote[1]
    return "paragraph", line


def _joined(found: Iterable[tuple[Kind, list[str]]]) -> Iterator[tuple[Kind, list[str]]]:
    """Join lists that only blank lines part."""
    waiting: tuple[Kind, list[str]] | None = None
    for kind, lines in found:
        if waiting is not None and kind == waiting[0] == "list":
            waiting[1].extend(lines)
            continue
        if waiting is not None:
            yield waiting
        waiting = (kind, lines)
    if waiting is not None:
        yield waiting
