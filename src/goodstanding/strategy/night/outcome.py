"""What becomes of each message while the gate is asked, and the table of it in the end."""

import json
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodstanding.compliance.gate import Judgement
from goodstanding.factsheet.sheet import NOTHING
from goodstanding.strategy.document.document import TASK_CHANNEL
from goodstanding.strategy.night.brief.columns import MICROSECONDS, Flags, Whole
from goodstanding.strategy.night.plan import Plan
from goodstanding.strategy.night.reasons import Reasons, reasons
from goodstanding.strategy.night.tables import DECIDED

STATES = ("open", "planned", "law", "unreachable", "exception")
OPEN, PLANNED, LAW, UNREACHABLE, EXCEPTION = range(len(STATES))
NO_POINT = "No channel of the step has a contact point that may be used."
ZONE_UNKNOWN = "zone unknown", "Nobody knows what hour it is where the person lives. Record an address first."
HOURS_MISSING = "hours missing", "The clock of the person's home skips the hours of the strategy on this day."


@dataclass(slots=True)
class Outcome:
    """For each message its state and what stands; `tried` lists, in order, what was asked and refused.

    Instants are in seconds since 1970.
    """

    state: NDArray[np.int8]
    channel: list[str | None]
    point: Whole
    planned_at: Whole
    not_after: Whole
    next_at: Whole
    rule: list[str]
    reason: list[str]
    tried: list[list[str]] = field(default_factory=list)

    @classmethod
    def begin(cls, plan: Plan) -> "Outcome":
        """Return what can be said before anything is asked: who cannot be reached, and whose hour nobody knows."""
        many = len(plan.opens)
        found = cls(
            np.zeros(many, np.int8), [None] * many, np.full(many, NOTHING), plan.opens.copy(), plan.not_after,
            np.full(many, NOTHING), [""] * many, [""] * many, [[] for _ in range(many)],
        )  # fmt: skip
        asks = plan.asks.any(axis=1)
        by_task = ~asks & plan.is_task
        found.state[~asks] = UNREACHABLE
        found.state[by_task] = PLANNED
        found._say(np.flatnonzero(~asks & ~by_task), "", NO_POINT)
        found._channel(np.flatnonzero(by_task), TASK_CHANNEL)
        found._except(asks & ~plan.placed & (plan.point >= 0).any(axis=1), *ZONE_UNKNOWN)
        found._except((asks | by_task) & (plan.opens >= plan.not_after), *HOURS_MISSING)
        return found

    def _except(self, where: Flags, cause: str, reason: str) -> None:
        rows = np.flatnonzero(where)
        self.state[rows] = EXCEPTION
        self._say(rows, cause, reason)

    def _say(self, rows: Whole, rule: str, reason: str) -> None:
        for row in rows.tolist():
            self.rule[row], self.reason[row] = rule, reason

    def _channel(self, rows: Whole, name: str) -> None:
        for row in rows.tolist():
            self.channel[row] = name

    def is_open(self) -> Flags:
        """Say which messages nothing stands for yet."""
        found: Flags = self.state == OPEN
        return found

    def permit(self, rows: Whole, plan: Plan, turn: Whole, *, at: Whole) -> None:
        """Let some messages go through the channel of a turn each."""
        self.state[rows], self.planned_at[rows] = PLANNED, at
        self.point[rows] = np.where(plan.point[rows, turn] >= 0, plan.number[rows, turn], NOTHING)
        for row, code in zip(rows.tolist(), plan.channel[rows, turn].tolist(), strict=True):
            self.channel[row], self.rule[row], self.reason[row] = plan.names[code], "", ""

    def excepted(self, rows: Whole, judged: Judgement, acts: Whole) -> None:
        """Note the rule whose exception lets some messages go."""
        why = reasons(judged, acts)
        for row, code in zip(rows.tolist(), why.code.tolist(), strict=True):
            self.rule[row], self.reason[row] = why.rules[code], why.texts[code]

    def refuse(self, rows: Whole, plan: Plan, turn: Whole, *, judged: Judgement, acts: Whole) -> None:
        """Note what stands against some messages in a turn each, and until when; what was asked first is told first."""
        why = reasons(judged, acts)
        listed = _told(plan, why)
        for row, name, code in zip(rows.tolist(), plan.channel[rows, turn].tolist(), why.code.tolist(), strict=True):
            if not self.tried[row]:
                self.channel[row] = plan.names[name]
                self.rule[row], self.reason[row] = why.rules[code], why.texts[code]
            self.tried[row].append(listed[name][code])
        first, next_at = self.next_at[rows], judged.next_at[acts]
        self.next_at[rows] = np.where(
            first == NOTHING, next_at, np.where(next_at == NOTHING, first, np.minimum(first, next_at))
        )

    def table(self, messages: pa.Table) -> pa.Table:
        """Return what became of each message; one that every channel refused is refused by the law."""
        state = np.where(self.state == OPEN, LAW, self.state)
        planned = state == PLANNED
        later = (state == LAW) & (self.next_at != NOTHING)
        instants = {
            "planned_at": (self.planned_at, planned), "not_before": (self.planned_at, planned),
            "not_after": (self.not_after, planned), "next_at": (self.next_at, later),
        }  # fmt: skip
        columns = {
            "message": messages.column("message"),
            "state": pa.array([STATES[code] for code in state.tolist()]),
            "channel": pa.array(self.channel, pa.string()),
            "point_id": pa.array(self.point, mask=self.point == NOTHING),
            "rule": pa.array(self.rule, pa.string()),
            "reason": pa.array(self.reason, pa.string()),
            "tried": pa.array([f"[{', '.join(one)}]" if one else "" for one in self.tried], pa.string()),
            **{name: _instants(at, known) for name, (at, known) in instants.items()},
        }
        return pa.table({name: columns[name] for name in DECIDED.names}, schema=DECIDED)


def _told(plan: Plan, why: Reasons) -> list[list[str]]:
    """Return, for each channel and sentence, what is told of a channel that was tried."""
    return [
        [
            json.dumps({"channel": name, "rule": rule, "reason": text}, ensure_ascii=False)
            for rule, text in zip(why.rules, why.texts, strict=True)
        ]
        for name in plan.names
    ]


def _instants(seconds: Whole, known: Flags) -> pa.Array:
    micros = np.where(known, seconds, 0) * MICROSECONDS
    return pa.array(micros, mask=~known).cast(DECIDED.field("next_at").type)
