"""Everything the gate is told about a batch of acts: the acts, their debts, and the histories of the people concerned.

A *subject* is the number of the person in debt; events, consents and windows belong to a subject, and several acts of
one batch may concern the same one. Debts belong to an act, an event to any number of debts.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars import wall_clock
from goodstanding.factsheet import sheet
from goodstanding.factsheet.account import DEBT_COLUMNS
from goodstanding.factsheet.act import ACT_COLUMNS
from goodstanding.factsheet.column import by_name
from goodstanding.factsheet.history import CONSENT_COLUMNS, EVENT_COLUMNS, WINDOW_COLUMNS
from goodstanding.factsheet.sheet import Sheet

ACTS, DEBTS = by_name(ACT_COLUMNS), by_name(DEBT_COLUMNS)
EVENTS, CONSENTS, WINDOWS = by_name(EVENT_COLUMNS), by_name(CONSENT_COLUMNS), by_name(WINDOW_COLUMNS)
Indices = NDArray[np.int64]


def _none() -> Indices:
    return np.empty(0, np.int64)


@dataclass(slots=True)
class Brief:
    """A batch of acts and what is known about them.

    `debt_act` gives the act of each row of `debts` and never falls. `event_of_debt`, `debt_of_event` and
    `account_of_event` list which debt (and which account at acquisition) each event concerns, and `creditor_of_event`,
    where it is filled, which creditor.
    """

    acts: Sheet
    debts: Sheet = field(default_factory=lambda: Sheet(0, DEBTS))
    events: Sheet = field(default_factory=lambda: Sheet(0, EVENTS))
    consents: Sheet = field(default_factory=lambda: Sheet(0, CONSENTS))
    windows: Sheet = field(default_factory=lambda: Sheet(0, WINDOWS))
    debt_act: Indices = field(default_factory=_none)
    event_of_debt: Indices = field(default_factory=_none)
    debt_of_event: Indices = field(default_factory=_none)
    account_of_event: Indices = field(default_factory=_none)
    creditor_of_event: Indices = field(default_factory=_none)
    memory: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was worked out once for the whole batch; a brief is not changed once it is asked about."""

    def __len__(self) -> int:
        return self.acts.length

    def days(self) -> Indices:
        """Return each act's day on its person's own calendar, in days since 1970."""
        if "days" not in self.memory:
            zones, at = self.acts.column("home_zone"), self.acts.whole("at")
            assert isinstance(zones, sheet.Words), "The zone is a column of words."
            days = at // wall_clock.DAY
            codes = sheet.spread(zones.codes, len(self))
            for code, zone in sheet.words_present(zones, len(self)):
                here = codes == code
                days[here] = wall_clock.day_of(at[here], zone)
            self.memory["days"] = days
        found: Indices = self.memory["days"]
        return found

    def as_known(self, known_at: int) -> "Brief":
        """Return the brief without what was learned after an instant (seconds since 1970)."""
        kept = _known(self.events, known_at)
        place = np.full(self.events.length, -1, np.int64)
        place[kept] = np.arange(len(kept))
        pairs = place[self.event_of_debt] >= 0
        return replace(
            self,
            events=_kept(self.events, known_at),
            event_of_debt=place[self.event_of_debt[pairs]],
            debt_of_event=self.debt_of_event[pairs],
            account_of_event=self.account_of_event[pairs],
            creditor_of_event=self.creditor_of_event[pairs] if len(self.creditor_of_event) else _none(),
            consents=_kept(self.consents, known_at),
            windows=_kept(self.windows, known_at),
        )


def _known(rows: Sheet, known_at: int) -> Indices:
    learned, happened = rows.whole("known_at"), rows.whole("at")
    first = np.where(learned == sheet.NOTHING, happened, learned)
    return np.flatnonzero(first <= known_at)


def _kept(rows: Sheet, known_at: int) -> Sheet:
    kept = _known(rows, known_at)
    if len(kept) == rows.length:
        return rows
    return Sheet(len(kept), rows.declared, {name: sheet.taken(cells, kept) for name, cells in rows.cells.items()})
