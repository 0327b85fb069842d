"""The purposes of an act that the law tells apart: every word that a rule compares the purpose with."""

import re
from collections.abc import Iterator

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import Rule

_LISTED = re.compile(r"act_purpose\s+(?:NOT\s+)?IN\s+\(:(\w+)\)")
_NAMED = re.compile(r"act_purpose\s*(?:=|<>)\s*'(\w+)'")
_SPELT = re.compile(r"act_purpose\s+(?:NOT\s+)?IN\s+\(('[^)]*)\)")
_SPOKEN = re.compile(r"speaks_of\(act_purpose,\s*:(\w+)\)")


def purposes(book: Lawbook) -> tuple[str, ...]:
    """Return the purposes that rules in the book speak of, in alphabetical order."""
    return tuple(sorted({word for rule in book.rules() for word in _of_rule(rule)}))


def is_known(purpose: str, book: Lawbook) -> bool:
    """Say whether a rule in the book looks for the purpose, or for a phrase that is part of it."""
    plain = purpose.replace("_", " ").casefold()
    phrases = (word for rule in book.rules() for name in _SPOKEN.findall(_texts(rule)) for word in _words(rule, name))
    return purpose in purposes(book) or any(phrase.replace("_", " ").casefold() in plain for phrase in phrases)


def _of_rule(rule: Rule) -> Iterator[str]:
    text = _texts(rule)
    yield from _NAMED.findall(text)
    for listed in _SPELT.findall(text):
        yield from re.findall(r"'(\w+)'", listed)
    for name in _LISTED.findall(text):
        yield from _words(rule, name)


def _texts(rule: Rule) -> str:
    conditions = [rule.acts, *(clause.when for clause in (*rule.unless, *rule.refused_as))]
    return "\n".join([*(one.written for one in conditions), str(rule.written.get("when", ""))])


def _words(rule: Rule, name: str) -> Iterator[str]:
    held = rule.values.get(name)
    for entry in held.entries if held else ():
        if isinstance(entry.written, list):
            yield from (str(word) for word in entry.written)
