"""The night of a business day: every chunk decided and committed, calls given their places, then finished.

A night that was cut off goes on where it stopped; a night run again looks at the books anew, and adds only what no
unique key forbids. Two processes may run the same night at once: whoever commits a part first has done it.
"""

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.compliance.lawbook.overlay import lawbook_of
from goodstanding.evidence.operations import allot, append
from goodstanding.refusal import Refusal
from goodstanding.strategy.document.document import Running
from goodstanding.strategy.models.night import Act, Night, NightPart
from goodstanding.strategy.night.chunk import PHASES, work
from goodstanding.strategy.night.engine import local, spark
from goodstanding.strategy.night.order import PEOPLE_PER_CHUNK, Answer, Chunk, Order
from goodstanding.strategy.night.reading import chunks_of, open_books
from goodstanding.strategy.operations.bulk import hold
from goodstanding.strategy.operations.capacity import give_places
from goodstanding.strategy.operations.committing import Committing, commit_part
from goodstanding.strategy.operations.sweeping import sweep
from goodstanding.strategy.queries import editions
from goodstanding.strategy.queries.orders import known_at, order_for

Engine = Literal["local", "spark"]
ENGINES: dict[str, Callable[..., Generator[Answer]]] = {"local": local.run, "spark": spark.run}
SUMMED = ("accounts", "due", "refused", "exceptions")


class NightRefused(Refusal, ValueError):
    """The night cannot run: no strategy is in force on the day."""


class NightStopped(Refusal):
    """A strategy was stopped while its night ran; nothing more of it was committed."""


@dataclass(slots=True)
class NightFigures:
    """What a night came to. `acts` are those there are of the day; `new_acts` those this run added.

    Accounts, due, refused and exceptions are those of every part, also of parts that a run before had done.
    """

    night: int
    day: date
    accounts: int = 0
    due: int = 0
    acts: int = 0
    new_acts: int = 0
    refused: int = 0
    exceptions: int = 0
    calls_placed: int = 0
    seconds: float = 0.0
    parts: int = 0
    resumed_parts: int = 0
    phases: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PHASES, 0.0))


def run_night(
    *,
    day: date,
    by: Actor,
    at: datetime,
    folder: Path,
    engine: Engine = "local",
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    width: int = PEOPLE_PER_CHUNK,
) -> NightFigures:
    """Run the night of a day and return its figures.

    folder    the data folder; sheets are sealed in it.
    width     how many person numbers a part spans; always the same one in the same books.
    progress  is told after each part how many are done, out of how many.
    Raises NightRefused without a strategy in force, NightStopped where one was stopped meanwhile, PermissionRefused.
    """
    require(by, "night.run")
    begun = time.perf_counter()
    order = order_for(day=day, known_at=known_at(at))
    if all(one.stopped for one in order.running):
        stopped = "".join(f" {one.document.strategy} is stopped." for one in order.running)
        raise NightRefused(
            f"No strategy is in force on {day}.{stopped} Adopt one (goodstanding strategy adopt small-business) and "
            "publish it, or resume one."
        )
    night = _begin(order, by=by, at=at)
    part = Committing(night.id, day, folder, _stood_on(order), by.name, at)
    chunks = _chunks(order, width=width)
    done = set(NightPart.objects.filter(night=night).values_list("lane", "number"))
    left = [chunk for chunk in chunks if (chunk.lane, chunk.number) not in done]
    figures = NightFigures(night.id, day, parts=len(chunks), resumed_parts=len(chunks) - len(left))
    lawbook_of(order.policies)  # Read before the workers fork, so that they find it in memory.
    connection.close()
    timed = partial(work, clock=time.perf_counter)
    answers = ENGINES[engine](order, left, work=timed, workers=workers, progress=progress)
    with closing(answers):
        _commit_all(answers, part, order.running, figures)
    totals = _totals(night)
    for name in SUMMED:
        setattr(figures, name, totals[name])
    _finish(night, order, figures, by=by, at=at)
    sweep(day, folder=folder)
    figures.acts = Act.objects.filter(day=day).count()
    figures.seconds = time.perf_counter() - begun
    return figures


def _chunks(order: Order, *, width: int) -> list[Chunk]:
    with open_books(order.books) as books:
        return list(chunks_of(books, width=width))


def told(running: Iterable[Running]) -> list[list[object]]:
    """Return strategies as a night's row names them."""
    return [
        [one.document.strategy, one.document.edition, one.share_ppm, one.before.edition if one.before else None]
        for one in running
        if not one.stopped
    ]


@transaction.atomic
def _begin(order: Order, *, by: Actor, at: datetime) -> Night:
    """Return the unfinished night of the day, if the same strategies still run, else a new one."""
    hold(f"strategy.night/{order.day}")
    strategies = told(order.running)
    unfinished = Night.objects.filter(day=order.day, finished_at=None).order_by("-id").first()
    if unfinished is not None and unfinished.strategies == strategies:
        return unfinished
    entry_id = allot()
    night = Night.objects.create(
        day=order.day, began_at=at, known_at=order.known_at, strategies=strategies, entry_id=entry_id
    )
    append(
        "strategy.night_begun",
        by=by.name,
        at=at,
        subjects=[f"night:{night.id}"],
        facts={**_stood_on(order), "day": order.day.isoformat()},
        entry_id=entry_id,
    )
    return night


def _stood_on(order: Order) -> dict[str, object]:
    """Return what every act of a night stands on: the law, the strategies, and up to when the books were known."""
    return {
        "known_at": order.known_at.isoformat(),
        "lawbook": lawbook_of(order.policies).edition,
        "strategies": told(order.running),
    }


def _commit_all(answers: Iterable[Answer], part: Committing, running: Sequence[Running], figures: NightFigures) -> None:
    for answer in answers:
        _refuse_stopped(running)
        begun = time.perf_counter()
        counted = commit_part(answer, part)
        answer.seconds["write"] += time.perf_counter() - begun
        figures.new_acts += counted["new_acts"]
        for phase, seconds in answer.seconds.items():
            figures.phases[phase] += seconds


def _totals(night: Night) -> dict[str, int]:
    """Return what the parts of a night come to, whoever committed them."""
    parts = list(NightPart.objects.filter(night=night).values_list("figures", flat=True))
    return {name: sum(one[name] for one in parts) for name in (*SUMMED, "new_acts")}


def _refuse_stopped(running: Sequence[Running]) -> None:
    for one in running:
        if not one.stopped and editions.is_stopped(one.document.strategy):
            raise NightStopped(
                f"The strategy {one.document.strategy} was stopped; the night ended, and nothing more is done by it."
            )


@transaction.atomic
def _finish(night: Night, order: Order, figures: NightFigures, *, by: Actor, at: datetime) -> None:
    """Give calls their places and close the night, unless another process has done so."""
    held = Night.objects.select_for_update().get(id=night.id)
    if held.finished_at is not None:
        return
    entry_id = allot()
    figures.calls_placed = give_places(order, entry_id=entry_id)
    held.figures = {**_totals(night), "calls_placed": figures.calls_placed}
    held.finished_at = at
    held.save(update_fields=["figures", "finished_at"])
    append(
        "strategy.night_finished",
        by=by.name,
        at=at,
        subjects=[f"night:{night.id}"],
        facts={"day": order.day.isoformat(), **held.figures},
        entry_id=entry_id,
    )
