"""The law in force for the pages: the lawbook that ships, with the policies of the house that hold on a day."""

from datetime import date, datetime

from goodstanding.compliance.lawbook.book import Lawbook, shipped
from goodstanding.compliance.lawbook.telling import day_number
from goodstanding.compliance.queries import law_in_force
from goodstanding.workbench.law.register import Register, read_register
from goodstanding.workbench.law.rule_page import RulePage, rule_page
from goodstanding.workbench.law.shelf import PackLine, RuleLine, Shelf, pack_line, pack_of, rule_line, rule_of, shelf


def shelved(words: str, *, day: date, at: datetime) -> Shelf:
    """Return the shelf as of a day, for given words."""
    return shelf(_book(day, at), day=day_number(day), words=words)


def pack(name: str, *, day: date, at: datetime) -> tuple[PackLine, list[RuleLine]]:
    """Return a pack and its rules; raises LawNotFound."""
    found = pack_of(_book(day, at), name)
    number = day_number(day)
    return pack_line(found, day=number), [rule_line(rule, pack=found, day=number) for rule in found.rules]


def rule(name: str, *, day: date, at: datetime) -> RulePage:
    """Return the page of a rule; raises LawNotFound."""
    book = _book(day, at)
    found = rule_of(book, name)
    return rule_page(found, pack=pack_of(book, found.pack), day=day)


def coverage(words: str) -> Register:
    """Return the coverage register that ships with the program, only lines that hold the words."""
    return read_register(shipped().folder, words=words)


def _book(day: date, at: datetime) -> Lawbook:
    return law_in_force(day=day, known_at=at)
