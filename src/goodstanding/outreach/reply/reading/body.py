"""The own words of a reply: without what it quotes, without its signature, without what a mail program adds.

Nothing is cut out: what does not count is blanked, so that every place in what is left is a place in the message.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_QUOTED = re.compile(r"^\s{0,3}(?:>|\|)")
_ON_WROTE = re.compile(
    r"^\s*(?:on\b.{4,200}\bwrote|el\b.{4,200}\bescribio|le\b.{4,200}\ba ecrit|am\b.{4,200}\bschrieb)\s*:\s*$", re.DOTALL
)
_HISTORY = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|mensaje original|mensaje reenviado|reply message)\s*-{0,}"
    r"|_{20,}"
    r"|begin forwarded message:"
    r"|(?:from|de):\s?.{1,200}$)"
)
_HEADER = re.compile(r"^\s*\*?(?:sent|date|to|subject|cc|enviado(?: el)?|fecha|para|asunto)\*?:")
_SIGNATURE = re.compile(r"^-- ?$")
_ADDED = re.compile(
    r"^\s*(?:sent (?:from|via|with) (?:my |mail |outlook|yahoo|proton|the ).{0,60}|get outlook for .{0,40}"
    r"|enviado (?:desde|con) (?:mi |outlook|correo|yahoo).{0,60}|obtener outlook para .{0,40}"
    r"|(?:this (?:e-?mail|message)|este (?:correo|mensaje)) .{0,80}\b(?:confidential|privileged|confidencial)"
    r".{0,2000})$"
)
_LOOKAHEAD = 4
"""Lines that the line "On … wrote:" may be broken over, and that headers of a quoted mail follow within."""


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def plain(text: str) -> str:
    """Return a text in lower case without accents, as long as it was, letter for letter.

    >>> plain("¿Qué número?")
    '¿que numero?'
    """
    return "".join(_plain_letter(letter) for letter in text)


def own_words(text: str) -> str:
    """Return a message with everything that is not its writer's own blanked, as long as it was.

    >>> own_words("I paid.\\n> Please pay.").rstrip()
    'I paid.'
    """
    lines = list(_lines(text))
    kept = _own_lines(lines)
    out = []
    for line, is_own in zip(lines, kept, strict=True):
        written = text[line.start : line.end]
        out.append(written if is_own else re.sub(r"[^\n]", " ", written))
    return "".join(out)


def _own_lines(lines: list[_Line]) -> list[bool]:
    """Say of every line whether the writer wrote it now; what follows a history or a signature is not theirs."""
    own: list[bool] = []
    for place, line in enumerate(lines):
        if _begins_history(lines, place):
            # Answers between the quoted lines are theirs; below a mail quoted without marks nothing is.
            rest = lines[place + 1 :]
            return [*own, False, *_between(rest)]
        if _SIGNATURE.match(line.text.rstrip("\n")):
            return own + [False] * (len(lines) - place)
        own.append(not (_QUOTED.match(line.text) or _ADDED.match(line.text.strip())))
    return own


def _between(lines: list[_Line]) -> list[bool]:
    """Of the lines after "On … wrote:", keep answers that stand between quoted ones; without marks keep none."""
    marked = [bool(_QUOTED.match(line.text)) for line in lines]
    if not any(marked):
        return [False] * len(lines)
    first = marked.index(True)
    return [
        place > first and not is_quoted and not _SIGNATURE.match(line.text.rstrip("\n"))
        and not _ADDED.match(line.text.strip())
        for place, (line, is_quoted) in enumerate(zip(lines, marked, strict=True))
    ]  # fmt: skip


def _begins_history(lines: list[_Line], place: int) -> bool:
    line = lines[place].text
    if _HISTORY.match(line):
        needs_headers = re.match(r"^\s*(?:from|de):", line)
        following = lines[place + 1 : place + 1 + _LOOKAHEAD]
        return not needs_headers or any(_HEADER.match(one.text) for one in following)
    if not line.lstrip().startswith(("on ", "el ", "le ", "am ")):
        return False
    return any(_ON_WROTE.match("".join(one.text for one in lines[place : place + many])) for many in (1, 2, 3))


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines with where they stand; their text is plain."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield _Line(start, start + len(line), plain(line))
        start += len(line)


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    if letter in "‘’ʼ´`":
        return "'"
    if letter in "“”«»":
        return '"'
    if letter in "–—‑":
        return "-"
    if letter.isspace():
        return " " if letter not in "\u2028\u2029\x85" else "\n"
    bare = unicodedata.normalize("NFKD", letter)[:1].lower()
    return bare if len(bare) == 1 else letter
