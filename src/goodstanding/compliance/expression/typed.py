"""An expression that is ready to run, and what is refused when a rule's words do not make one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from goodstanding.compliance.expression.view import View
from goodstanding.factsheet.column import Kind

Sort: TypeAlias = Kind | Literal["nothing"]


class ExpressionRefused(ValueError):
    """The words do not make a condition or a computation; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What runs over a view, the kind of thing it gives, the names it reads and the words it was written in."""

    sort: Sort
    run: Callable[[View], Any]
    reads: frozenset[str]
    constant: object = None
    written: str = ""


CALLED: dict[str, str] = {
    "truth": "a yes or no", "text": "a word", "texts": "a set of words", "number": "a number", "instant": "an instant",
    "date": "a day", "amount": "an amount", "nothing": "nothing",
}  # fmt: skip
"""What a kind is called in a sentence."""
WHOLE = ("number", "date", "instant", "amount")


def expect(found: Expression, *sorts: str) -> Expression:
    """Return the expression if it is of one of the sorts; raises ExpressionRefused."""
    if found.sort not in sorts:
        wanted = " or ".join(CALLED[sort] for sort in sorts)
        raise ExpressionRefused(f"{found.written or 'This'} is {CALLED[found.sort]}; here stands {wanted}.")
    return found
