"""Trying a strategy out against today's book, or against the sealed sheets of a past day, without doing anything.

Nothing is written but the record of the simulation, and that only where the document is a proposed edition; publishing
asks for it.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from django.db import connection

from goodstanding.access.permission import Actor, require
from goodstanding.compliance.lawbook.overlay import lawbook_of
from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal
from goodstanding.strategy.document.document import Document, Running
from goodstanding.strategy.document.reading import read
from goodstanding.strategy.documents import shipped
from goodstanding.strategy.models.edition import Edition
from goodstanding.strategy.models.night import Night, SealedSheet
from goodstanding.strategy.night.engine import local
from goodstanding.strategy.night.order import Chunk, Order
from goodstanding.strategy.night.reading import chunks_of, open_books
from goodstanding.strategy.operations.capacity import teams_of
from goodstanding.strategy.operations.editions import record_simulation
from goodstanding.strategy.queries.editions import edition_of, running
from goodstanding.strategy.queries.orders import order_for
from goodstanding.strategy.simulate.carried import Carried, after, nothing
from goodstanding.strategy.simulate.difference import difference
from goodstanding.strategy.simulate.figures import figures, segments
from goodstanding.strategy.simulate.gathering import Gathered, gather
from goodstanding.strategy.simulate.sample import samples
from goodstanding.strategy.simulate.working import Sealed, work_on, work_sealed

Against = Literal["book", "sealed"]
Progress = Callable[[int, int], None]
Work = Callable[..., Any]
DAYS_MOST = 62


class SimulationRefused(Refusal, ValueError):
    """The simulation cannot be run: too many days, or no sealed sheets of the day."""


@dataclass(slots=True)
class Simulated:
    """What a simulation came to. `told` gives it as JSON."""

    strategy: str
    edition: int
    day: date
    against: Against
    days: list[dict[str, Any]] = field(default_factory=list)
    segments: list[dict[str, Any]] = field(default_factory=list)
    difference: dict[str, dict[str, int]] = field(default_factory=dict)
    samples: list[dict[str, Any]] = field(default_factory=list)
    compared_with: list[str] = field(default_factory=list)
    is_recorded: bool = False

    def told(self) -> dict[str, Any]:
        """Return everything in words, numbers and lists, as JSON has them; amounts as decimal strings."""
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "is_recorded"}
        return {**told, "day": self.day.isoformat(), "samples": [_sample(one) for one in self.samples]}


class Draft(NamedTuple):
    """A document to try out, and the proposed edition it is, if it is one."""

    document: Document
    edition: Edition | None = None


def draft_from(text: str) -> Draft:
    """Return the draft of a text; a proposed edition of the very same text is that edition. Raises DocumentRefused."""
    document = read(text)
    same = Edition.objects.filter(strategy=document.strategy, edition=document.edition, text=text)
    return Draft(document, same.first())


def draft_named(name: str) -> Draft:
    """Return a proposed edition by its name (the newest, or "name@2"), else a document that ships.

    Raises NoSuchStrategy.
    """
    strategy, _, number = name.partition("@")
    if not number and strategy in shipped.NAMES and not Edition.objects.filter(strategy=strategy).exists():
        return Draft(read(shipped.text_of(strategy)))
    if number and not (number.isascii() and number.isdecimal()):
        raise SimulationRefused(f"{number[:20]!r} is no number of an edition; write {strategy[:60]}@2.")
    edition = edition_of(strategy, int(number) if number else None)
    return Draft(read(edition.text), edition)


def try_out(
    draft: Draft,
    *,
    day: date,
    by: Actor,
    at: datetime,
    folder: Path,
    days: int = 1,
    against: Against = "book",
    workers: int | None = None,
    progress: Progress | None = None,
) -> Simulated:
    """Simulate a draft, and record what it came to where it is a proposed edition, tried against today's book.

    Raises as `simulate` does.
    """
    found = simulate(
        draft.document,
        day=day,
        by=by,
        at=at,
        folder=folder,
        days=days,
        against=against,
        workers=workers,
        progress=progress,
    )
    if draft.edition is not None and against == "book":
        record_simulation(draft.edition, day=day, figures=found.told(), by=by, at=at)
        found.is_recorded = True
    return found


def simulate(
    document: Document,
    *,
    day: date,
    by: Actor,
    at: datetime,
    folder: Path,
    days: int = 1,
    against: Against = "book",
    workers: int | None = None,
    progress: Progress | None = None,
) -> Simulated:
    """Try a document out in place of the running edition of its strategy, beside the other strategies that run.

    days     how many days are simulated; on the days after the first nobody has paid and nobody has answered.
    against  the books as they are known now, or the sheets that were sealed of the day.
    Raises SimulationRefused or PermissionRefused.
    """
    require(by, "strategy.propose")
    if not 1 <= days <= DAYS_MOST:
        raise SimulationRefused(f"Simulate from 1 to {DAYS_MOST} days.")
    if against == "sealed" and days > 1:
        raise SimulationRefused("Sealed sheets are of one day; leave out --days, or simulate against the book.")
    known_at = at if against == "book" else _night_of(day).known_at
    now_running = running(day=day, at=known_at)
    draft = order_for(day=day, known_at=known_at, by_strategies=in_place(document, now_running))
    passes = days + bool(now_running)
    run = _Run(draft, folder=folder, against=against, workers=workers, progress=progress, passes=passes)
    gathered = run.days(draft, days)
    before = run.days(replace(draft, running=now_running), 1)[0] if now_running else _empty(day)
    teams = teams_of(draft)
    costs = {one.document.strategy: one.document.capacity.cost_minor for one in draft.running}
    return Simulated(
        strategy=document.strategy,
        edition=document.edition,
        day=day,
        against=against,
        days=[figures(one, teams=teams, costs=costs) for one in gathered],
        segments=segments(gathered[0]),
        difference=difference(before, gathered[0]),
        samples=samples(gathered[0]),
        compared_with=[f"{one.document.strategy} {one.document.edition}" for one in now_running],
    )


def _sample(one: dict[str, Any]) -> dict[str, Any]:
    balance = Amount(one["balance_minor"], one["currency"]).decimal_string()
    instants = {name: one[name].isoformat() for name in ("planned_at", "not_after") if one[name] is not None}
    return {**{name: value for name, value in one.items() if name != "balance_minor"}, "balance": balance, **instants}


def in_place(document: Document, now_running: Sequence[Running]) -> tuple[Running, ...]:
    """Return the strategies as they would run with a document for everybody, in the order in which they run."""
    others = [one for one in now_running if one.document.strategy != document.strategy]
    return tuple(sorted([*others, Running(document)], key=lambda one: one.document.strategy))


def _night_of(day: date) -> Night:
    night = Night.objects.filter(day=day).exclude(finished_at=None).order_by("-id").first()
    if night is None:
        raise SimulationRefused(f"No night of {day} is finished, so there are no sealed sheets of that day.")
    return night


def _empty(day: date) -> Gathered:
    return gather([], day=day, running=(), teams=[], with_segments=False)


@dataclass
class _Run:
    """Runs chunks on every core, day after day, and counts the parts for whoever watches."""

    first: Order
    folder: Path
    against: Against
    workers: int | None
    progress: Progress | None
    passes: int
    passed: int = 0

    def __post_init__(self) -> None:
        self.sheets = _sheets(self.first.day) if self.against == "sealed" else {}
        self.chunks = self._chunks()
        lawbook_of(self.first.policies)  # Read before the workers fork, so that they find it in memory.
        connection.close()

    def _chunks(self) -> list[Chunk]:
        with open_books(self.first.books) as books:
            found = list(chunks_of(books))
        if self.against == "book":
            return found
        return [Chunk(lane, number) for lane, number in sorted(self.sheets, key=_in_order)]  # type: ignore[arg-type]  # lanes by the constraint.

    def days(self, order: Order, many: int) -> list[Gathered]:
        """Simulate so many days from the order's on."""
        found: list[Gathered] = []
        carried = nothing()
        for number in range(many):
            today = replace(order, day=order.day + timedelta(days=number))
            found.append(self._day(today, carried, with_segments=number == 0))
            if number + 1 < many:
                carried = after(carried, found[-1], known_at=order.known_at)
        return found

    def _day(self, order: Order, carried: Carried, *, with_segments: bool) -> Gathered:
        work: Work = partial(work_on, carried=carried)
        if self.against == "sealed":
            work = partial(work_sealed, folder=self.folder, sheets=self.sheets)
        answers = local.run(order, self.chunks, work=work, workers=self.workers, progress=self._told)
        with closing(answers):
            gathered = gather(
                answers,
                day=order.day,
                running=order.running,
                teams=teams_of(order),
                with_segments=with_segments,
            )
        self.passed += 1
        return gathered

    def _told(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(self.passed * total + done, self.passes * total)


def _in_order(part: tuple[str, int]) -> tuple[bool, int]:
    """People first, then accounts nobody is known to owe, as the night takes them."""
    return part[0] != "person", part[1]


def _sheets(day: date) -> dict[tuple[str, int], Sealed]:
    """Return the newest sealed sheets of a day by their parts."""
    newest = (
        SealedSheet.objects.filter(day=day)
        .order_by("lane", "number", "grain", "-id")
        .distinct("lane", "number", "grain")
    )
    files: dict[tuple[str, int], dict[str, tuple[str, str]]] = {}
    for one in newest:
        files.setdefault((one.lane, one.number), {})[one.grain] = (one.name, one.sha256)
    return {part: Sealed(accounts=found["account"], items=found["item"]) for part, found in files.items()}
