"""The rows an expression runs over: some acts of a brief, or the debts, events and consents behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.factsheet import sheet
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.sheet import Cells, Sheet

Place: TypeAlias = Literal["act", "debt", "event", "consent"]
Value: TypeAlias = int | str | bool | tuple[str, ...] | None
Rows: TypeAlias = NDArray[np.int64]


@dataclass(slots=True)
class View:
    """Some rows of a brief, the values in force for them, and facts worked out on the way.

    `acts` are the acts in question; at the grain of debts, `rows` are debt rows and `owner` says which place in `acts`
    each belongs to. `values` hold what the rule's dated values are on the day of these acts.
    """

    brief: Brief
    acts: Rows | None
    values: Mapping[str, Value]
    facts: Mapping[str, Callable[["View"], Cells]] = field(default_factory=dict)
    grain: Place = "act"
    rows: Rows | None = None
    owner: Rows | None = None
    above: "View | None" = None
    worked_out: dict[str, Cells] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """How many rows there are."""
        if self.grain != "act":
            return self.sheet.length if self.rows is None else len(self.rows)
        return len(self.brief) if self.acts is None else len(self.acts)

    @property
    def sheet(self) -> Sheet:
        """The sheet of this grain."""
        brief = self.brief
        return {"act": brief.acts, "debt": brief.debts, "event": brief.events, "consent": brief.consents}[self.grain]

    def column(self, name: str) -> Cells:
        """Return a column of this grain's rows."""
        rows = self.acts if self.grain == "act" else self.rows
        cells = self.sheet.column(name)
        return cells if rows is None else sheet.taken(cells, rows)

    def fact(self, name: str) -> Cells:
        """Return a fact the rule declares, worked out once; seen from a debt it is the debt's own, or its act's."""
        if self.above is not None and not getattr(self.facts[name], "by_debt", False):
            assert self.owner is not None, "A view below acts knows whose rows it holds."
            return sheet.taken(self.above.fact(name), self.owner)
        if name not in self.worked_out:
            self.worked_out[name] = self.facts[name](self)
        return self.worked_out[name]

    def act_column(self, name: str) -> Cells:
        """Return a column of the acts, at this view's grain."""
        if self.above is None:
            return self.column(name)
        assert self.owner is not None, "A view below acts knows whose rows it holds."
        return sheet.taken(self.above.column(name), self.owner)

    def whole(self, name: str) -> Rows:
        """Return an act column of numbers, spread to full length."""
        return sheet.spread(self.act_column(name), self.length)

    def today(self) -> Rows:
        """Return the acts' days on their people's own calendars, at this view's grain."""
        if self.above is not None:
            assert self.owner is not None, "A view below acts knows whose rows it holds."
            return self.above.today()[self.owner]
        return self.brief.days() if self.acts is None else self.brief.days()[self.acts]

    def debts(self) -> "View":
        """Return the view of these acts' debts."""
        of_act = self.brief.debt_act
        if self.acts is None:
            return View(self.brief, None, self.values, self.facts, "debt", None, of_act, self)
        first = np.searchsorted(of_act, self.acts, side="left")
        count = np.searchsorted(of_act, self.acts, side="right") - first
        owner = np.repeat(np.arange(len(self.acts)), count)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        return View(
            self.brief, self.acts, self.values, self.facts, "debt", np.repeat(first, count) + within, owner, self
        )

    def events(self) -> "View":
        """Return the view of every event of the brief."""
        return View(self.brief, None, self.values, {}, "event")

    def consents(self) -> "View":
        """Return the view of every consent of the brief."""
        return View(self.brief, None, self.values, {}, "consent")
