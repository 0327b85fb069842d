"""What somebody asks of a channel in a few words: stop, start again, or help; in English and Spanish.

For texts, mails and notes of calls. Single words are the ones carriers and 47 CFR 64.1200(a)(10) name and their like;
beyond them a wish to stop counts in whatever words a reasonable person would understand. What is asked is quoted. Both
languages are always read, because people mix them. A wish that is about a time or a place ("not at work") or about
something else ("stop payment") is none of this. Where a text asks for both, it asks to stop.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

import yaml

Word = Literal["stop", "start", "help"]
Scope = Literal["channel", "all"]

WORDS: tuple[Word, ...] = ("stop", "start", "help")
READ_MOST = 20_000


class Asked(NamedTuple):
    """What is asked, how far a stop reaches, and the words that say so: `text[start:end]` is the quote."""

    word: Word
    scope: Scope
    quote: str
    start: int
    end: int


def _joined(patterns: Iterable[str], pieces: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_whole_pattern(one, pieces)})" for one in patterns))


def _whole_pattern(text: str, pieces: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda name: pieces[name[1]], text)


class _Patterns(NamedTuple):
    """The patterns of `opt_out.yaml`, ready to be looked for."""

    whole: tuple[tuple[Word, re.Pattern[str]], ...]
    stop: re.Pattern[str]
    unless: re.Pattern[str]
    every: re.Pattern[str]
    start: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    told = yaml.safe_load(resources.files("goodstanding.outreach").joinpath("opt_out.yaml").read_text(encoding="utf-8"))
    pieces = told["pieces"]
    polite, words = pieces["polite"], told["whole"]
    whole: list[tuple[Word, re.Pattern[str]]] = [
        (word, re.compile(rf"(?:{polite} )*(?:{words[word]})(?: {polite})*")) for word in WORDS
    ]
    stop, unless, every, start = (_joined(told[name], pieces) for name in ("stop", "unless", "all", "start"))
    return _Patterns(tuple(whole), stop, unless, every, start)


_SENTENCE = re.compile(r"[^.!?;\n]+")
_BLANKS = re.compile(r"\s+")
_WHOLE_MOST = 60


def asked(text: str) -> Asked | None:
    """Return what a message asks of the channel it came by, or None where it asks none of this.

    >>> asked("Hi. Please STOP texting me!").quote
    'Please STOP texting me'
    >>> asked("I'll stop by tomorrow, don't stop the bus") is None
    True
    """
    text = text[:READ_MOST]
    plain = simplified(text)
    whole = _as_a_whole(plain)
    if whole is not None:
        start = len(plain) - len(plain.lstrip())
        return _found(whole, "channel", text, start, len(plain.rstrip()))
    started, patterns = None, _patterns()
    for sentence in _SENTENCE.finditer(plain):
        # A run of blanks becomes one, so places inside a sentence are those of the sentence.
        words = _BLANKS.sub(" ", sentence[0]).strip()
        if patterns.every.search(words):
            return _found("stop", "all", text, *sentence.span())
        if patterns.stop.search(words) and not patterns.unless.search(words):
            return _found("stop", "channel", text, *sentence.span())
        if patterns.start.search(words) and started is None:
            started = _found("start", "channel", text, *sentence.span())
    return started


def simplified(text: str) -> str:
    """Return a text in small letters without accents, letter for letter, so that places stay what they are.

    >>> simplified("No MÁS “mensajes”")
    'no mas "mensajes"'
    """
    return "".join(
        _SAME.get(letter) or unicodedata.normalize("NFKD", letter)[:1].lower()[:1] or letter for letter in text
    )


_SAME: Mapping[str, str] = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "…": ".", "¡": "!", "¿": "?",
    "\u00a0": " ", "\u200b": " ",
}  # fmt: skip


def _as_a_whole(plain: str) -> Word | None:
    """Return what a message of a single word or two asks for."""
    if len(plain.strip()) > _WHOLE_MOST:
        return None
    bare = _BLANKS.sub(" ", "".join(letter if letter.isalnum() or letter in "'-" else " " for letter in plain)).strip(
        " -'"
    )
    return next((word for word, pattern in _patterns().whole if pattern.fullmatch(bare)), None)


def _found(word: Word, scope: Scope, text: str, start: int, end: int) -> Asked:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Asked(word, scope, text[start:end], start, end)
