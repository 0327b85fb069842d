"""The gate: every rule in force looks at every act, and the most restrictive answer stands.

One vectorised pass for a batch of any size. A rule looks at an act where its pack is in force for the act, where it
speaks of such acts and binds such a collector, and where the law was in force on the act's day. What it finds is one
of STATES.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.compliance.expression.kleene import both
from goodstanding.compliance.expression.view import Value, View
from goodstanding.compliance.in_force import epochs, pack_rows
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.rule import IN_FORCE, Clause, Pack, Rule
from goodstanding.compliance.limitation import limited
from goodstanding.compliance.shapes.hours import next_open
from goodstanding.factsheet.brief import Brief
from goodstanding.factsheet.part import part_of
from goodstanding.factsheet.sheet import NOTHING, Flags, Truth, Words, spread

Whole: TypeAlias = NDArray[np.int64]
SILENT, PASSED, WEIGHED, EXCEPTED, UNKNOWN, REFUSED = range(6)
STATES = ("silent", "passed", "weighed", "excepted", "unknown", "refused")
"""Passed: nothing to object. Weighed: something was looked at, and it was in order. Excepted: an exception holds."""
QUESTIONS = ("deadline", "notice_deadline", "notice_required")
"""Acts that only ask what is owed and by when."""
PART_OF = 2
"""A pack in force for less than this part of a batch is asked about a brief of those acts alone."""
ROUNDS = 24
"""Rules about hours are asked again until all of them agree; more rounds than these mean that they never do."""


@dataclass(slots=True)
class Finding:
    """What one rule found: for which acts, in which state, by which exception or other name, by which values."""

    rule: Rule
    level: int
    rows: Whole
    state: NDArray[np.int8]
    clause: NDArray[np.int16]
    next_at: Whole
    values: Mapping[str, Value]
    facts: View


@dataclass(slots=True)
class Judgement:
    """The gate's answer to a batch: per act its state, the finding that decided, and the next lawful instant."""

    brief: Brief
    lawbook: Lawbook
    state: NDArray[np.int8]
    decided_by: Whole
    next_at: Whole
    findings: list[Finding]

    def permitted(self) -> Flags:
        """Say which acts may happen: a rule looked, and none refused or did not know."""
        may: Flags = (self.state != SILENT) & (self.state < UNKNOWN)
        return may


def judge(brief: Brief, lawbook: Lawbook, *, weigh: bool = True, known_on: int | None = None) -> Judgement:
    """Ask every rule about every act.

    `weigh` also finds out which rules had something to look at, so that a permission can cite one; a night that only
    wants the answer leaves it out. `known_on` (days since 1970) answers by the law as it was announced on that day.
    """
    brief = limited(brief, lawbook, known_on=known_on)
    findings = [
        found for pack in lawbook.packs for found in _pack_findings(pack, brief, weigh=weigh, known_on=known_on)
    ]
    state = np.zeros(len(brief), np.int8)
    rank = np.full(len(brief), -1, np.int64)
    decided = np.full(len(brief), -1, np.int64)
    for number, found in enumerate(findings):
        weight = np.where(found.state == PASSED, found.rule.baseline, found.rule.prominence)
        mine = found.state.astype(np.int64) * 1_000_000 + found.level * 1_000 + weight
        better = mine > rank[found.rows]
        rows = found.rows[better]
        rank[rows], decided[rows], state[rows] = mine[better], number, found.state[better]
    return Judgement(brief, lawbook, state, decided, _next_at(brief, state, findings), findings)


def _pack_findings(pack: Pack, brief: Brief, *, weigh: bool, known_on: int | None) -> Iterator[Finding]:
    in_force = pack_rows(pack, brief)
    if not len(in_force):
        return
    apart = len(in_force) * PART_OF < len(brief)
    asked = part_of(brief, in_force) if apart else brief
    whole = apart or len(in_force) == len(brief)
    for rule in pack.rules:
        if rule.asks == "compute":
            continue
        for rows, values, known in epochs(rule, asked, None if whole else in_force, known_on=known_on):
            found = _finding(rule, pack.level, asked, rows, values, weigh=weigh, known=known)
            if found is not None:
                if apart:
                    found.rows = in_force[found.rows]
                yield found


def _finding(
    rule: Rule, level: int, brief: Brief, rows: Whole | None, values: Mapping[str, Value], *, weigh: bool, known: bool
) -> Finding | None:
    if known and values[IN_FORCE] is not True:
        return None
    view = View(brief, rows, values, rule.facts)
    speaks = rule.acts.run(view)
    if rule.asks == "must":
        speaks = both(speaks, _no_question(view))
    if known and rule.binds is not None:
        speaks = both(speaks, Truth(~(bound := rule.binds.run(view)).no, bound.no))
    concerned = np.flatnonzero(spread(speaks.yes, view.length))
    if not len(concerned):
        return None
    if len(concerned) < view.length:
        rows = concerned if rows is None else rows[concerned]
        view = View(brief, rows, values, rule.facts)
    every = np.arange(len(brief)) if rows is None else rows
    if not known:
        return Finding(rule, level, every, np.full(len(every), UNKNOWN, np.int8), np.full(len(every), -1, np.int16),
                       np.full(len(every), NOTHING), values, view)  # fmt: skip
    return _weighed(rule, level, every, view, weigh=weigh)


def _no_question(view: View) -> Truth:
    """Say where an act is a deed: whoever only asks by when something is due breaks nothing."""
    kinds = view.column("act_kind")
    assert isinstance(kinds, Words), "The kind is a column of words."
    deed = np.array([kind not in QUESTIONS for kind in kinds.words] + [True], bool)[kinds.codes]
    return Truth(deed, ~deed)


def _weighed(rule: Rule, level: int, rows: Whole, view: View, *, weigh: bool) -> Finding:
    breach = rule.decides.breach(rule, view)
    broken, unsure = (spread(part, view.length) for part in (breach.yes, ~(breach.yes | breach.no)))
    state = np.where(broken, REFUSED, np.where(unsure, UNKNOWN, PASSED)).astype(np.int8)
    clause = np.full(view.length, -1, np.int16)
    _apply(rule.unless, view, state, clause, first=0, excepted=True)
    _apply(rule.refused_as, view, state, clause, first=len(rule.unless), excepted=False)
    if weigh and rule.touched is not None and (state == PASSED).any():
        touched = spread(rule.touched.run(view).yes, view.length)
        state[(state == PASSED) & touched] = WEIGHED
    next_at = np.full(view.length, NOTHING)
    if (state == REFUSED).any() and not rule.is_clock:
        next_at = np.where(state == REFUSED, rule.decides.reopens(rule, view), NOTHING)
    return Finding(rule, level, rows, state, clause, next_at, view.values, view)


def _apply(
    clauses: tuple[Clause, ...],
    view: View,
    state: NDArray[np.int8],
    clause: NDArray[np.int16],
    *,
    first: int,
    excepted: bool,
) -> None:
    """Let exceptions lift refusals, or let a refusal be told by its other name; the first clause that holds counts."""
    for number, one in enumerate(clauses):
        open_rows = (state >= UNKNOWN) & (clause < 0)
        if not open_rows.any():
            return
        holds = spread(one.when.run(view).yes, view.length) & open_rows
        clause[holds] = first + number
        if excepted:
            state[holds] = EXCEPTED


def _next_at(brief: Brief, state: NDArray[np.int8], findings: list[Finding]) -> Whole:
    """Return the first instant at which no rule refuses any more and every clock is open; NOTHING for never."""
    latest = brief.acts.whole("at").copy()
    never = state != REFUSED
    for found in findings:
        refusing = found.state >= UNKNOWN
        rows, then = found.rows[refusing], found.next_at[refusing]
        if found.rule.is_clock:
            never[found.rows[found.state == UNKNOWN]] = True
            continue
        never[rows[then == NOTHING]] = True
        np.maximum.at(latest, rows, then)
    open_rows = np.flatnonzero(~never)
    return _clocks_agree(brief, latest, open_rows, never, [f for f in findings if f.rule.is_clock])


def _clocks_agree(brief: Brief, latest: Whole, rows: Whole, never: Flags, clocks: list[Finding]) -> Whole:
    wanted = np.zeros(len(brief), bool)
    wanted[rows] = True
    for _ in range(ROUNDS):
        moved = np.zeros(len(brief), bool)
        for found in clocks:
            mine = np.flatnonzero((wanted & ~never)[found.rows] & (found.state != EXCEPTED))
            if not len(mine):
                continue
            acts = found.rows[mine]
            then = next_open(found.rule, View(brief, acts, found.values, found.rule.facts), latest[acts])
            moved[acts[then != latest[acts]]] = True
            never = _with(never, acts[then == NOTHING])
            latest[acts] = np.maximum(latest[acts], then)
        if not moved.any():
            return np.where(never, NOTHING, latest)
    return np.where(never | moved, NOTHING, latest)


def _with(never: Any, rows: Whole) -> Any:
    never[rows] = True
    return never
