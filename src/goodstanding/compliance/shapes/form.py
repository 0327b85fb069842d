"""What a shape is to the reader of the lawbook: the keys a rule must and may fill, and how they become options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from goodstanding.compliance.expression.reading import Scope, read, read_condition
from goodstanding.compliance.expression.typed import Expression, ExpressionRefused
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.rule import Rule, Shape
from goodstanding.compliance.lawbook.value import LawbookRefused
from goodstanding.factsheet.sheet import NOTHING, Truth, Whole


@dataclass(frozen=True, slots=True)
class Form:
    """A shape's name in words, its keys, how its blanks are read, and what decides."""

    meaning: str
    keys: tuple[str, ...]
    prepare: Callable[[Mapping[str, Any], Scope, str], dict[str, Any]]
    make: Callable[[], Shape]


class Deciding:
    """What every shape that only permits or refuses has in common: it reopens never and computes nothing."""

    def reopens(self, rule: Rule, view: View) -> Whole:
        """Nothing makes it lawful by waiting."""
        del rule, view
        return NOTHING

    def computed(self, rule: Rule, view: View) -> list[dict[str, object]]:
        """A question of may or may not has no other result."""
        del rule
        return [{} for _ in range(view.length)]


class Computing:
    """What every shape that only computes has in common: it refuses nothing."""

    def breach(self, rule: Rule, view: View) -> Truth:
        """A calculation breaks nothing."""
        del rule, view
        return Truth(NEVER.yes, NEVER.no)

    def reopens(self, rule: Rule, view: View) -> Whole:
        """Nothing was closed."""
        del rule, view
        return NOTHING


def expression(raw: Mapping[str, Any], key: str, scope: Scope, where: str) -> Expression:
    """Return a required blank as an expression; raises LawbookRefused."""
    if key not in raw:
        raise LawbookRefused(f"{where} lacks {key}.")
    return written(str(raw[key]), scope, f"{where}: {key}")


def condition(raw: Mapping[str, Any], key: str, scope: Scope, where: str) -> Expression:
    """Return a required blank as a yes-or-no question; raises LawbookRefused."""
    if key not in raw:
        raise LawbookRefused(f"{where} lacks {key}.")
    try:
        return read_condition(str(raw[key]), scope)
    except ExpressionRefused as error:
        raise LawbookRefused(f"{where}: {key}: {error}") from error


def optional(raw: Mapping[str, Any], key: str, scope: Scope, where: str) -> Expression | None:
    """Return a blank that may be left open."""
    return expression(raw, key, scope, where) if key in raw else None


def written(text: str, scope: Scope, place: str) -> Expression:
    """Return words as an expression; raises LawbookRefused."""
    try:
        return read(text, scope)
    except ExpressionRefused as error:
        raise LawbookRefused(f"{place}: {error}") from error


NEVER = Truth(*(NOTHING != NOTHING, NOTHING == NOTHING))  # noqa: PLR0124  numpy's no and yes.
