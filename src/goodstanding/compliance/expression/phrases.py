"""The functions that look into a text: is it one of these, does it speak of that, and in which order."""

from goodstanding.compliance.expression.comparison import among, members_of
from goodstanding.compliance.expression.typed import Expression, expect
from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.sheet import Truth

AROUND_WORDS = " \t\r\n.,;:!?'\"*"
OR = "|"
"""Parts the wordings of one phrase."""


def means(arguments: list[Expression]) -> Expression:
    """means(text, list): the text, without regard to capitals and outer spaces or stops, is one of the list."""
    asked, option = expect(arguments[0], "text"), expect(arguments[1], "texts")

    def run(view: View) -> Truth:
        wanted = {word.casefold() for word in members_of(option, view)}
        return among(asked, lambda word: word.strip(AROUND_WORDS).casefold() in wanted)(view)

    return Expression("truth", run, asked.reads | option.reads)


def speaks_of(arguments: list[Expression]) -> Expression:
    """speaks_of(text or set, list): it holds one of the phrases, without regard to capitals or underlines."""
    asked, option = expect(arguments[0], "text", "texts"), expect(arguments[1], "texts")

    def run(view: View) -> Truth:
        wanted = [_plain(word) for word in members_of(option, view)]
        return among(asked, lambda word: any(phrase in _plain(word) for phrase in wanted))(view)

    return Expression("truth", run, asked.reads | option.reads)


def in_order(arguments: list[Expression]) -> Expression:
    """in_order(text, list): it holds every phrase of the list, one after the other; "a|b" stands for either wording."""
    asked, option = expect(arguments[0], "text"), expect(arguments[1], "texts")

    def run(view: View) -> Truth:
        wanted = [one.casefold().split(OR) for one in members_of(option, view)]
        return among(asked, lambda word: _follow(_plain(word), wanted))(view)

    return Expression("truth", run, asked.reads | option.reads)


def _follow(text: str, wanted: list[list[str]]) -> bool:
    place = 0
    for wordings in wanted:
        ends = [found + len(one) for one in wordings if (found := text.find(one, place)) >= 0]
        if not ends:
            return False
        place = min(ends)
    return True


def _plain(text: str) -> str:
    return text.replace("_", " ").casefold()
