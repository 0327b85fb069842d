"""Equal, less, in a list, like a pattern: comparisons of columns that know when they do not know.

Unlike SQL, a word that is not there is simply not the word asked for: equal, IN and LIKE answer no. A missing number,
day or set stays unknown, because there the answer would have mattered.
"""

import operator
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from goodstanding.compliance.expression.kleene import opposite, present, where_known
from goodstanding.compliance.expression.typed import CALLED, WHOLE, Expression, ExpressionRefused
from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.sheet import Flags, Truth, Words, concatenated

ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def compare(sign: str, left: Expression, right: Expression) -> Expression:
    """Compare two expressions of one sort; words only for being equal or not."""
    reads = left.reads | right.reads
    if left.sort in WHOLE and right.sort in WHOLE:
        same_unit(left, right)
        return Expression("truth", _of_wholes(ORDERS[sign], left, right), reads)
    if sign in ("=", "<>") and left.sort == right.sort == "text":
        run = _of_words(left, right)
        return Expression("truth", run if sign == "=" else lambda view: opposite(run(view)), reads)
    if sign in ("=", "<>") and left.sort == right.sort == "truth":
        run = _of_truths(left, right)
        return Expression("truth", run if sign == "=" else lambda view: opposite(run(view)), reads)
    raise ExpressionRefused(
        f"{left.written} {sign} {right.written} compares {CALLED[left.sort]} with {CALLED[right.sort]}."
    )


def same_unit(left: Expression, right: Expression) -> None:
    """Refuse to put a day beside an instant or an amount; a plain number goes with all of them."""
    if "number" not in (left.sort, right.sort) and left.sort != right.sort:
        raise ExpressionRefused(f"{left.written} is {CALLED[left.sort]} and {right.written} {CALLED[right.sort]}.")


def _of_wholes(order: Callable[[Any, Any], Any], left: Expression, right: Expression) -> Callable[[View], Truth]:
    def run(view: View) -> Truth:
        one, other = left.run(view), right.run(view)
        return where_known(order(one, other), present(one) & present(other))

    return run


def _of_truths(left: Expression, right: Expression) -> Callable[[View], Truth]:
    def run(view: View) -> Truth:
        one, other = left.run(view), right.run(view)
        return Truth((one.yes & other.yes) | (one.no & other.no), (one.yes & other.no) | (one.no & other.yes))

    return run


def _of_words(left: Expression, right: Expression) -> Callable[[View], Truth]:
    if isinstance(right.constant, str):
        return among(left, lambda word: word == right.constant)

    def run(view: View) -> Truth:
        one, other = left.run(view), right.run(view)
        (first, second), _ = concatenated([one, other])
        return where_known(first == second, (first >= 0) & (second >= 0))

    return run


def among(left: Expression, holds: Callable[[str], bool]) -> Callable[[View], Truth]:
    """Ask something of each different word once, and give every row its word's answer."""

    def run(view: View) -> Truth:
        cells: Words = left.run(view)
        answers = np.array([holds(word) for word in cells.words] + [False], bool)
        found = answers[cells.codes]
        return Truth(found, ~found) if left.sort == "text" else where_known(found, known_word(cells))

    return run


def known_word(cells: Words) -> Flags:
    """Say where a word stands at all."""
    return cells.codes >= 0


def in_list(left: Expression, options: list[Expression]) -> Expression:
    """IN: equal to one of several constants, or of the members of a value that is a list."""
    reads = left.reads.union(*(option.reads for option in options))
    if left.sort == "text":
        if not all(
            (option.sort in ("text", "texts") and option.constant is not None) or option.reads for option in options
        ):
            raise ExpressionRefused(f"{left.written} IN (…) takes words.")
        return Expression("truth", _in_words(left, options), reads)
    if left.sort not in WHOLE:
        raise ExpressionRefused(f"{left.written} is {CALLED[left.sort]} and cannot be looked for in a list.")

    def run(view: View) -> Truth:
        cell = left.run(view)
        found: Any = np.bool_(0)
        for option in options:
            found = found | (cell == option.run(view))
        return where_known(found, present(cell))

    return Expression("truth", run, reads)


def _in_words(left: Expression, options: list[Expression]) -> Callable[[View], Truth]:
    def run(view: View) -> Truth:
        wanted = {word for option in options for word in option.run(view).words if option.sort == "text"}
        for option in options:
            if option.sort == "texts":
                wanted |= set(members_of(option, view))
        return among(left, lambda word: word in wanted)(view)

    return run


def members_of(option: Expression, view: View) -> tuple[str, ...]:
    """Return the members of a list value."""
    found = option.run(view)
    from_value = found.words[0].split("\x1f") if found.words and found.words[0] else []
    return tuple(from_value)


def like(left: Expression, pattern: str) -> Expression:
    """LIKE: % stands for any letters, _ for one; capital letters count."""
    if left.sort != "text":
        raise ExpressionRefused(f"{left.written} is {CALLED[left.sort]}; only words are LIKE something.")
    letters = {"%": ".*", "_": "."}
    form = re.compile("".join(letters.get(letter, re.escape(letter)) for letter in pattern), re.DOTALL)
    return Expression("truth", among(left, lambda word: form.fullmatch(word) is not None), left.reads)


def is_absent(left: Expression) -> Expression:
    """IS NULL: the one question that is never unknown."""

    def run(view: View) -> Truth:
        cells = left.run(view)
        if isinstance(cells, Truth):
            absent = ~(cells.yes | cells.no)
        elif isinstance(cells, Words):
            absent = ~known_word(cells)
        else:
            absent = ~present(cells)
        return Truth(absent, ~absent)

    return Expression("truth", run, left.reads)
