"""Forbidden phrases: threats, shame, false urgency and capitals, each with the reason why it is not said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from goodstanding.outreach.template.language.finding import Weight

SOURCE = Path(__file__).with_name("phrases.yaml")
_CAPITALS = re.compile(r"\b[A-ZÁÉÍÓÚÜÑ]{2,}(?:\s+[A-ZÁÉÍÓÚÜÑ]{2,})*\b")
_LOUD = re.compile(r"[!¡]{2,}|\?!|!\?")
ALLOWED_CAPITALS = frozenset({"STOP", "HELP", "START", "ALTO", "AYUDA", "INFO"})
"""Words that a person sends us as they stand."""


class Fault(NamedTuple):
    """Something that is not said: the words, why not, and how grave it is."""

    words: str
    reason: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class _Group:
    reason: str
    weight: Weight
    pattern: re.Pattern[str]
    unless: tuple[str, ...]


def faults(text: str, *, language: str) -> Iterator[Fault]:
    """Yield what may not be said in a text, or had better not be."""
    folded = " ".join(text.split())
    for group in _groups(language):
        for found in group.pattern.finditer(folded):
            around = folded[max(0, found.start() - 40) : found.end() + 40].casefold()
            if not any(phrase in around for phrase in group.unless):
                yield Fault(found[0], group.reason, group.weight)
    for capitals in _CAPITALS.finditer(folded):
        if _shouts(capitals[0].split()):
            yield Fault(capitals[0], "words in capitals shout", "refusal")
    for loud in _LOUD.finditer(folded):
        yield Fault(loud[0], "repeated marks shout", "refusal")


def _shouts(words: list[str]) -> bool:
    """Say whether words in capitals are more than abbreviations and words that a person sends us as they stand."""
    least = len("NOTICE") if len(words) > 1 else len("FINAL")
    return len("".join(words)) >= least and not set(words) <= ALLOWED_CAPITALS


@cache
def _groups(language: str) -> tuple[_Group, ...]:
    raw = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return tuple(
        _Group(one["reason"], one["weight"], _pattern(one["phrases"]), tuple(one.get("unless") or ()))
        for one in raw.get(language, ())
    )


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Return what finds any of the phrases as whole words; the longest first, so that it is named whole."""
    listed = sorted(phrases, key=len, reverse=True)
    words = "|".join(re.escape(one.rstrip("*")) + (r"\w*" if one.endswith("*") else "") for one in listed)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
