"""One provision as the gate runs it: which acts it looks at, how it decides, what it says, and where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from goodstanding.compliance.expression.typed import Expression
from goodstanding.compliance.expression.view import View
from goodstanding.compliance.lawbook.value import DatedValue
from goodstanding.factsheet.sheet import Cells, Truth, Whole

Asks = Literal["may", "must", "say", "compute"]
IN_FORCE = "in_force"


class Clause(NamedTuple):
    """An exception to a rule, or another name for its refusal: when, which paragraph says so, with what effect."""

    when: Expression
    rule: str
    effect: str
    says: str


class Shape(Protocol):
    """A way of deciding. `breach` says where an act would break the rule; unknown is a breach of its own kind."""

    def breach(self, rule: "Rule", view: View) -> Truth:
        """Say for every act of the view whether it would break the rule."""

    def reopens(self, rule: "Rule", view: View) -> Whole:
        """Return, for acts that would break it, the first instant that would not, or NOTHING."""

    def computed(self, rule: "Rule", view: View) -> list[dict[str, object]]:
        """Return what a calculation gives for every act, as plain words and numbers."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the lawbook; see docs/lawbook.md for what each part means."""

    id: str
    pack: str
    title: str
    asks: Asks
    citation: str
    rule: str
    shape: str
    decides: Shape
    acts: Expression
    binds: Expression | None
    touched: Expression | None
    effect: str
    permitted_effect: str
    prominence: int
    baseline: int
    unless: tuple[Clause, ...]
    refused_as: tuple[Clause, ...]
    values: Mapping[str, DatedValue]
    facts: Mapping[str, Callable[[View], Cells]]
    says: Mapping[str, str]
    options: Mapping[str, Any]
    folder: Path
    shows: tuple[str, ...] = ()
    days: frozenset[str] = frozenset()
    """Facts that are days, and are written as days."""
    written: Mapping[str, Any] = field(default_factory=dict)
    memory: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What its values are on a day, once asked; a rule never changes."""

    @property
    def is_clock(self) -> bool:
        """Say whether the rule is about hours, which must all be open at once."""
        return self.shape == "hours"


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one regime; `level` ranks packs from the country's own (1) to a city's or a business's."""

    id: str
    title: str
    level: int
    jurisdiction: str
    selects: Expression
    rules: tuple[Rule, ...]
    folder: Path
    enabled: bool = True
    note: str = ""
