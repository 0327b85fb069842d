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


WHOLE = ("number", "date", "instant", "amount")


def expect(found: Expression, *sorts: str) -> Expression:
    """Return the expression if it is of one of the sorts; raises ExpressionRefused."""
    if found.sort not in sorts:
        raise ExpressionRefused(f"{found.written or 'This'} is a {found.sort}; here stands a {' or a '.join(sorts)}.")
    return found
