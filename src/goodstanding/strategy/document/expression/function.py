"""The functions an expression may call, and the columns that hold only a few words."""

from typing import NamedTuple

from sqlglot import exp

from goodstanding.strategy.document.expression.piece import Kind


class Function(NamedTuple):
    """One function: the kinds it takes, how many of them at least, what it gives, and its SQL.

    An empty kind stands for "any, but all of those alike". Where `is_open`, the last kind may come again and again.
    """

    takes: tuple[Kind | None, ...]
    least: int
    gives: Kind | None
    sql: str
    meaning: str
    is_open: bool = False
    can_fail: bool = False


FUNCTIONS: dict[str, Function] = {
    "lower": Function(("word",), 1, "word", "lower({0})", "the word in small letters"),
    "upper": Function(("word",), 1, "word", "upper({0})", "the word in capitals"),
    "trim": Function(("word",), 1, "word", "trim({0})", "the word without blanks around it"),
    "length": Function(("word",), 1, "number", "length({0})", "how many characters it has"),
    "substring": Function(
        ("word", "number", "number"), 2, "word", "substring({0}, {rest})", "a part of it, from a place, so long",
        can_fail=True,
    ),
    "starts_with": Function(("word", "word"), 2, "yes", "starts_with({0}, {1})", "whether it begins so"),
    "contains": Function(("word", "word"), 2, "yes", "contains({0}, {1})", "whether it holds the other word"),
    "includes": Function(
        ("words", "word"), 2, "yes", "contains(chr(31) || {0} || chr(31), chr(31) || {1} || chr(31))",
        "whether a set of words holds a word",
    ),
    "coalesce": Function((None,), 2, None, "coalesce({0}, {rest})", "the first that is known", is_open=True),
    "nullif": Function((None, None), 2, None, "nullif({0}, {1})", "the first, unless it is the second"),
    "least": Function((None,), 2, None, "least({0}, {rest})", "the least of those known", is_open=True),
    "greatest": Function((None,), 2, None, "greatest({0}, {rest})", "the greatest of those known", is_open=True),
    "abs": Function(("number",), 1, "number", "abs({0})", "the number without its sign", can_fail=True),
    "round": Function(("number",), 1, "number", "round({0})", "the nearest whole number", can_fail=True),
    "year": Function(("date",), 1, "number", "year({0})", "the year of a date"),
    "month": Function(("date",), 1, "number", "month({0})", "the month of a date, from 1"),
    "day": Function(("date",), 1, "number", "day({0})", "the day of the month, from 1"),
}  # fmt: skip

OF_TREES: dict[type[exp.Expr], tuple[str, tuple[str, ...]]] = {
    exp.Lower: ("lower", ("this",)),
    exp.Upper: ("upper", ("this",)),
    exp.Trim: ("trim", ("this", "expression")),
    exp.Length: ("length", ("this",)),
    exp.Substring: ("substring", ("this", "start", "length")),
    exp.StartsWith: ("starts_with", ("this", "expression")),
    exp.Contains: ("contains", ("this", "expression")),
    exp.Coalesce: ("coalesce", ("this", "expressions")),
    exp.Nullif: ("nullif", ("this", "expression")),
    exp.Least: ("least", ("this", "expressions")),
    exp.Greatest: ("greatest", ("this", "expressions")),
    exp.Abs: ("abs", ("this",)),
    exp.Round: ("round", ("this", "decimals")),
    exp.Year: ("year", ("this",)),
    exp.Month: ("month", ("this",)),
    exp.Day: ("day", ("this",)),
}
"""What the parser makes of a function it knows: the name, and where the values stand."""

_CONSENT = ("given", "withdrawn", "none")
WORDS_OF: dict[str, tuple[str, ...]] = {
    "ageing_bucket": ("not due", "1-30", "31-60", "61-90", "91-120", "over 120", "none"),
    "consent_email": _CONSENT,
    "consent_text": _CONSENT,
    "consent_call": _CONSENT,
    "consent_letter": _CONSENT,
}
"""Columns that hold one of a few words: comparing them with another would never be true, in silence."""


def signature(name: str) -> str:
    """Return how a function is called.

    >>> signature("substring")
    'substring(word, number, number)'
    """
    takes = FUNCTIONS[name].takes
    return f"{name}({', '.join(kind or 'value' for kind in takes)}{', …' if FUNCTIONS[name].is_open else ''})"
