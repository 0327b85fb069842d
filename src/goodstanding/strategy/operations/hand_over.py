"""Handing over: the acts of a day are asked about once more and given to the port, each once.

An act is first put down as asked for, then given to the port under its own key, then answered for; each of the two
writings is a transaction of its own with one evidence entry. Whoever comes after a crash finds acts asked for and not
answered, asks the port what it knows of their keys, and goes on. A lock on a run of acts keeps two processes apart.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.outreach.port.delivery import DeliveryLine, OutreachPort, Receipt
from goodstanding.strategy.operations import answering
from goodstanding.strategy.operations.answering import Answered
from goodstanding.strategy.pending import Held, PendingAct, order_of, weigh
from goodstanding.strategy.queries import acts as books
from goodstanding.strategy.queries.asking import ask_again
from goodstanding.strategy.queries.editions import is_stopped

LOCK_CLASS = 0x68616E64
"""Any number will do, as long as every program that hands over asks for the same class of advisory locks."""

_TRY, _WAIT = "SELECT pg_try_advisory_lock(%s, %s)", "SELECT pg_advisory_lock(%s, %s)"

Ask = Callable[[Sequence[PendingAct], datetime], Mapping[int, str]]
"""Asks the gate about acts as things stand at an instant; returns a sentence for each act it refuses, by number."""
Stop = Callable[[str], bool]
"""Says whether a strategy is stopped at this moment."""


@dataclass(slots=True)
class HandOverFigures:
    """What became of the acts of a day. `looked_up` were asked for before and nobody knew what became of them."""

    acts: int = 0
    taken: int = 0
    refused: int = 0
    withheld: dict[str, int] = field(default_factory=dict)
    looked_up: int = 0
    stopped: int = 0
    waiting: dict[str, int] = field(default_factory=dict)

    def count(self, answers: Sequence[Answered]) -> None:
        """Add answers that were written."""
        for one in answers:
            if one.answer == "taken":
                self.taken += 1
            elif one.answer == "refused":
                self.refused += 1
            else:
                _add(self.withheld, one.reason.partition(":")[0])

    def told(self, seconds: float) -> dict[str, Any]:
        """Return the figures in the words of the command's JSON."""
        return {name: getattr(self, name) for name in self.__slots__} | {"seconds": round(seconds, 3)}


@dataclass(frozen=True, slots=True)
class _Run:
    """What every batch of one hand-over shares."""

    day: date
    port: OutreachPort
    by: Actor
    at: datetime
    stop: Stop
    ask: Ask
    figures: HandOverFigures


def hand_over(
    day: date,
    *,
    port: OutreachPort,
    by: Actor,
    at: datetime,
    ask: Ask = ask_again,
    stop: Stop = is_stopped,
    batch: int = books.RANGE,
) -> dict[str, Any]:
    """Give the acts of a day that are not answered for to the port, and return the figures.

    Whatever was asked for before and never answered, that day or earlier, is looked up first. Acts of stopped
    strategies, calls without a place and acts that wait for somebody's yes stay as they are; those of any day that got
    their yes go. Raises PermissionRefused, or PortRefused where the port cannot say what became of an act; then call
    again later.
    """
    require(by, "acts.hand_over")
    begun = time.monotonic()
    run = _Run(day, port, by, at, stop, ask, HandOverFigures())
    answering.close_lapsed(min(day, at.astimezone(UTC).date()), by=by, at=at)
    for number, earlier in books.left_ranges(day):
        with held(number, wait=True):
            _finish_left(number, replace(run, day=earlier), batch=batch)
    busy = []
    for number in books.unanswered_ranges(day):
        with held(number, wait=False) as is_ours:
            if is_ours:
                _hand_over_range(number, run, batch=batch)
            else:
                busy.append(number)
    for number in busy:
        # Somebody else was at it; if they died in the middle, what they left is ours to finish.
        with held(number, wait=True):
            _hand_over_range(number, run, batch=batch)
    for number in books.approved_ranges():
        with held(number, wait=True):
            _hand_over_approved(number, run, batch=batch)
    return run.figures.told(time.monotonic() - begun)


def hand_over_approved(number: int, *, port: OutreachPort, by: Actor, at: datetime, ask: Ask, stop: Stop) -> None:
    """Give the acts of a run that got their yes, of whatever day, to the port.

    A part of saying yes: that has asked the permission, and holds the run. Raises PortRefused as handing over does.
    """
    _hand_over_approved(number, _Run(at.date(), port, by, at, stop, ask, HandOverFigures()), batch=books.RANGE)


@contextmanager
def held(number: int, *, wait: bool) -> Iterator[bool]:
    """Hold a run of acts over several transactions; the lock goes with the connection, so it never outlives us."""
    with connection.cursor() as cursor:
        cursor.execute(_WAIT if wait else _TRY, [LOCK_CLASS, number])
        answer = cursor.fetchone()
    is_ours = wait or bool(answer and answer[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, number])


def _hand_over_range(number: int, run: _Run, *, batch: int) -> None:
    _hand_over_batches(books.pending(number, day=run.day), run, batch=batch)


def _finish_left(number: int, run: _Run, *, batch: int) -> None:
    """Finish what a hand-over of an earlier day was cut off at; what it never asked for stays as it is."""
    left = [act for act in books.pending(number, day=run.day) if act.asked]
    _hand_over_batches(left, run, batch=batch)


def _hand_over_approved(number: int, run: _Run, *, batch: int) -> None:
    """Hand over what got its yes, measured by what is known on the day it is and not on the day it was planned."""
    today = replace(run, day=max(run.day, run.at.date()))
    _hand_over_batches(books.approved(number), today, batch=batch)


def _hand_over_batches(waiting: Sequence[PendingAct], run: _Run, *, batch: int) -> None:
    run.figures.acts += len(waiting)
    for start in range(0, len(waiting), batch):
        _hand_over_batch(waiting[start : start + batch], run)


def _hand_over_batch(batch: Sequence[PendingAct], run: _Run) -> None:
    """Put acts down as asked for, weigh them again, give them to the port, and answer for them."""
    left, fresh = [act for act in batch if act.asked], [act for act in batch if not act.asked]
    moving = left + _moving(_not_stopped(fresh, run), run)
    if not moving:
        return
    with transaction.atomic():
        # From now on nobody may say that these acts did not leave.
        answering.put_down_asked([act for act in moving if not act.asked], by=run.by, at=run.at)
    answers, unknown = _look_up(moving, run)
    held, lines = _weigh(_not_stopped(unknown, run), run)
    going = [act for act in unknown if act.act_id in lines]
    answers += held + [Answered(act, "taken", "worklist") for act in going if act.way == "worklist"]
    answers += _deliver(_not_stopped([act for act in going if act.way == "port"], run), lines, run)
    if answers:
        with transaction.atomic():
            answering.put_down_answers(answers, day=run.day, by=run.by, at=run.at)
        run.figures.count(answers)


def _moving(acts: Sequence[PendingAct], run: _Run) -> list[PendingAct]:
    """Return the acts that go now; those that wait for a place or for somebody's yes are counted, and asked about."""
    moving = []
    for act in acts:
        if act.way in ("port", "worklist") or (act.way == "no place yet" and run.at >= act.not_after):
            moving.append(act)
        else:
            _add(run.figures.waiting, act.way)
    approvals = [act for act in acts if act.way == "approval"]
    if approvals:
        answering.open_approvals(approvals, day=run.day, by=run.by, at=run.at)
    return moving


def _not_stopped(batch: Sequence[PendingAct], run: _Run) -> list[PendingAct]:
    """Leave out the acts of strategies that are stopped this moment; they stay as they are."""
    stopped = {name for name in {act.strategy for act in batch} if run.stop(name)}
    kept = [act for act in batch if act.strategy not in stopped]
    run.figures.stopped += len(batch) - len(kept)
    return kept


def _look_up(moving: Sequence[PendingAct], run: _Run) -> tuple[list[Answered], list[PendingAct]]:
    """Return answers for what the port took before, and the acts it never saw."""
    before = [act for act in moving if act.asked and act.way == "port"]
    run.figures.looked_up += len(before)
    known = run.port.look_up([act.key for act in before]) if before else {}
    receipts = {act.act_id: receipt for act in before if (receipt := known[act.key]) is not None}
    answers = [_answered(act, receipts[act.act_id]) for act in moving if act.act_id in receipts]
    return answers, [act for act in moving if act.act_id not in receipts]


def _weigh(acts: Sequence[PendingAct], run: _Run) -> tuple[list[Answered], dict[int, tuple[DeliveryLine, ...]]]:
    """Measure acts by what is known now and ask the gate again; return what is withheld, and the lines of the rest."""
    now = books.known_now(acts, day=run.day)
    weighed = {act.act_id: weigh(act, now, at=run.at) for act in acts}
    lines = {number: one for number, one in weighed.items() if not isinstance(one, Held)}
    asked = [_left_of(act, lines[act.act_id]) for act in acts if act.act_id in lines and act.way == "port"]
    refused = run.ask(asked, run.at)
    held = {number: one for number, one in weighed.items() if isinstance(one, Held)}
    held |= {number: Held("law", sentence) for number, sentence in refused.items()}
    answers = [Answered(act, "withheld", "", held[act.act_id].reason) for act in acts if act.act_id in held]
    return answers, {number: one for number, one in lines.items() if number not in held}


def _left_of(act: PendingAct, lines: tuple[DeliveryLine, ...]) -> PendingAct:
    """Return the act without the lines that stay behind; what the gate looks at is which debts, not how much."""
    return act if len(lines) == len(act.lines) else replace(act, lines=lines)


def _deliver(acts: Sequence[PendingAct], lines: Mapping[int, tuple[DeliveryLine, ...]], run: _Run) -> list[Answered]:
    if not acts:
        return []
    receipts = run.port.deliver([order_of(act, lines[act.act_id]) for act in acts])
    return [_answered(act, receipt) for act, receipt in zip(acts, receipts, strict=True)]


def _answered(act: PendingAct, receipt: Receipt) -> Answered:
    assert receipt.key == act.key, "A receipt is for the act it was asked for."
    return Answered(act, receipt.answer, _storable(receipt.reference), _storable(receipt.reason))


def _storable(text: str) -> str:
    """Return a port's words without what no database keeps; they come from outside."""
    return text.replace("\x00", "").encode(errors="replace").decode()


def _add(counts: dict[str, int], word: str) -> None:
    counts[word] = counts.get(word, 0) + 1
