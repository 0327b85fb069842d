"""The purposes of an act that the law tells apart: every word that a rule compares the purpose with."""

import re
from collections.abc import Iterator

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import Rule

_LISTED = re.compile(r"act_purpose\s+(?:NOT\s+)?IN\s+\(:(\w+)\)")
_NAMED = re.compile(r"act_purpose\s*(?:=|<>)\s*'(\w+)'")


def purposes(book: Lawbook) -> tuple[str, ...]:
    """Return the purposes that rules in the book speak of, in alphabetical order."""
    return tuple(sorted({word for rule in book.rules() for word in _of_rule(rule)}))


def _of_rule(rule: Rule) -> Iterator[str]:
    conditions = [rule.acts, *(clause.when for clause in (*rule.unless, *rule.refused_as))]
    texts = [one.written for one in conditions] + [str(rule.written.get("when", ""))]
    for text in texts:
        yield from _NAMED.findall(text)
        for name in _LISTED.findall(text):
            yield from _words(rule, name)


def _words(rule: Rule, name: str) -> Iterator[str]:
    held = rule.values.get(name)
    for entry in held.entries if held else ():
        if isinstance(entry.written, list):
            yield from (str(word) for word in entry.written)
