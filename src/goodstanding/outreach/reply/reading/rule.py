"""Rules: words that by themselves say what a reply means, with the words that take it back.

For the reading, before the classifier is asked. The rules are data (`rules.yaml`); a blank in a pattern is any run of
blanks. A pattern is looked for in plain text (`body.plain`), and what excludes it in the same sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from goodstanding.outreach.opt_out import asked
from goodstanding.outreach.reply.label import LABELS

_SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)|\n")
CHANNEL_WORDS: Mapping[str, str] = {
    "sms": r"\b(?:text(?:s|ing|ed)?|sms|text messages?|textos?|textear\w*|mensajes? de texto)\b",
    "email": r"\b(?:e-?mail(?:s|ing|ed)?|unsubscribe|correos?|emails?)\b",
    "call": r"\b(?:call(?:s|ing|ed)?|phon(?:e|ing)|ring(?:ing)?|llam\w+|telefon\w+|voicemails?)\b",
    "letter": r"\b(?:letters?|cartas?|by post|postal)\b",
}
"""Words by which somebody names the channel that is to stop."""


class RulesRefused(ValueError):
    """The rules are not what they should be; a defect of the program, found by its tests."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `whole` means the text says nothing else; `channels` are those it holds for, or all."""

    name: str
    label: str
    scope: str
    is_sure: bool
    is_urgent: bool
    whole: bool
    channels: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


class Finding(NamedTuple):
    """Something that a reply says, and where; `channels` are those that a stop names."""

    label: str
    scope: str
    rule: str
    confidence: float
    is_sure: bool
    is_urgent: bool
    start: int
    end: int
    channels: tuple[str, ...] = ()


SURE, POSSIBLE = 0.98, 0.6
"""How sure a rule is that takes effect by itself, and one that a person has to confirm."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in their order."""
    text = resources.files("goodstanding.outreach.reply.reading").joinpath("rules.yaml").read_text(encoding="utf-8")
    found = tuple(_rule(one) for one in yaml.safe_load(text))
    if len({one.name for one in found}) != len(found):
        raise RulesRefused("Two rules have one name.")
    return found


def findings(text: str, *, channel: str) -> list[Finding]:
    """Return what the rules find in a plain text that came by a channel, each rule at most once, in their order."""
    found = [one for rule in rules() if (one := _find(rule, text, channel=channel)) is not None]
    return found + _asked(text, found)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence stands that holds a place of a text, without blanks around it.

    >>> text = "Hello. I dispute this. Bye"
    >>> first, last = sentence_around(text, 9, 16)
    >>> text[first:last]
    'I dispute this'
    """
    first = max((found.end() for found in _SENTENCE_END.finditer(text, 0, start)), default=0)
    after = _SENTENCE_END.search(text, end)
    last = after.start() if after else len(text)
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def _asked(text: str, found: Sequence[Finding]) -> list[Finding]:
    """Return the stop that whoever answers for channels hears, where no rule heard one; both are to be heard."""
    heard = asked(text)
    if heard is None or heard.word != "stop":
        return []
    if any(one.label in {"stop", "callback"} and one.scope in {heard.scope, "all", ""} for one in found):
        return []
    named = tuple(name for name, words in CHANNEL_WORDS.items() if re.search(words, text[heard.start : heard.end]))
    return [
        Finding(
            "stop", heard.scope, "asked to stop", SURE, is_sure=True, is_urgent=False, start=heard.start, end=heard.end,
            channels=named,
        )
    ]  # fmt: skip


def _find(rule: Rule, text: str, *, channel: str) -> Finding | None:
    if rule.channels and channel not in rule.channels:
        return None
    for start, end in _places(rule, text):
        first, last = sentence_around(text, start, end)
        sentence = text[first:last]
        if any(one.search(sentence) for one in rule.unless):
            continue
        confidence = SURE if rule.is_sure else POSSIBLE
        named = tuple(name for name, words in CHANNEL_WORDS.items() if re.search(words, sentence))
        return Finding(
            rule.label, rule.scope, rule.name, confidence, rule.is_sure, rule.is_urgent, start, end, named
        )  # fmt: skip
    return None


def _places(rule: Rule, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the patterns of a rule are found."""
    for pattern in rule.patterns:
        if rule.whole:
            bare = text.strip().strip("\"'.,!*-:;()[] \t\r\n")
            if bare and pattern.fullmatch(bare):
                start = text.index(bare)
                yield start, start + len(bare)
        else:
            yield from (found.span() for found in pattern.finditer(text))


def _rule(one: Mapping[str, Any]) -> Rule:
    unknown = set(one) - {"rule", "label", "scope", "sure", "urgent", "whole", "channels", "any", "unless"}
    if unknown or one["label"] not in LABELS or one.get("scope", "") not in ("", "channel", "all"):
        raise RulesRefused(f"The rule {one.get('rule')!r} is not written as rules are.")
    return Rule(
        name=one["rule"],
        label=one["label"],
        scope=one.get("scope", ""),
        is_sure=one.get("sure", True),
        is_urgent=one.get("urgent", False),
        whole=one.get("whole", False),
        channels=frozenset(one.get("channels", ())),
        patterns=tuple(_compiled(text) for text in one["any"]),
        unless=tuple(_compiled(text) for text in one.get("unless", ())),
    )


def _compiled(text: str) -> re.Pattern[str]:
    """Compile a pattern; a blank stands for any run of blanks, one with a question mark also for none."""
    return re.compile(text.replace(" ?", r"\s*").replace(" ", r"\s+"))
